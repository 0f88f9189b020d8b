package org.fieldproof.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fieldproof.drill.evidence.EvidenceVerifier;
import org.fieldproof.drill.evidence.RunComparer;
import org.fieldproof.drill.evidence.Verification;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `fieldproof verify FILE [--with OTHER]`: checks an evidence file offline. What the comparison
/// says is for its readers: of FILE alone the exit code says whether it is genuine, on which
/// scripts rely; only that there is no comparison has a code of its own.
@Command(
        name = "verify",
        description = "Checks an evidence file: hashes, signature, verdict from the raw ledgers.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "An .evidence.zip file.")
    private Path file = Path.of("");

    @Option(
            names = "--with",
            paramLabel = "OTHER",
            description =
                    "Another .evidence.zip: compares the run of FILE with its run, the worst first."
                            + " The exit code stays that of FILE's check; 2 if FILE is genuine and"
                            + " the two could not be compared.")
    private @Nullable Path with;

    @Option(names = "--json", description = "One JSON object, with --with one a line.")
    private boolean json;

    @Override
    public Integer call() {
        Verification verification = EvidenceVerifier.verify(file);
        Printer printer = Printer.standard(json);
        printer.line(
                new Line(
                        file.toString(),
                        verification.genuine(),
                        verification.summary().verdict().name().toLowerCase(Locale.ROOT),
                        verification.summary().signer(),
                        verification.findings()),
                (verification.genuine() ? "genuine: " : "NOT genuine: ")
                        + file
                        + "\n    "
                        + String.join("\n    ", verification.findings()));
        Path base = with;
        if (base != null) {
            boolean compared = compare(base, printer);
            return !verification.genuine() ? 1 : compared ? 0 : 2;
        }
        return verification.genuine() ? 0 : 1;
    }

    private boolean compare(Path base, Printer printer) {
        try {
            ComparisonLines.print(RunComparer.compare(base, file), printer);
            return true;
        } catch (IOException e) {
            printer.problems(List.of(RunComparer.unreadable(e)));
            return false;
        }
    }

    record Line(
            String file, boolean genuine, String verdict, String signer, List<String> findings) {}
}
