package org.fieldproof.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fieldproof.drill.evidence.EvidenceVerifier;
import org.fieldproof.drill.evidence.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `fieldproof verify FILE`: checks an evidence file offline.
@Command(
        name = "verify",
        description = "Checks an evidence file: hashes, signature, verdict from the raw ledgers.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "An .evidence.zip file.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Verification verification = EvidenceVerifier.verify(file);
        Printer printer = Printer.standard(json);
        printer.line(
                new Line(
                        file.toString(),
                        verification.genuine(),
                        verification.summary().verdict().name().toLowerCase(java.util.Locale.ROOT),
                        verification.summary().signer(),
                        verification.findings()),
                (verification.genuine() ? "genuine: " : "NOT genuine: ")
                        + file
                        + "\n    "
                        + String.join("\n    ", verification.findings()));
        return verification.genuine() ? 0 : 1;
    }

    record Line(
            String file, boolean genuine, String verdict, String signer, List<String> findings) {}
}
