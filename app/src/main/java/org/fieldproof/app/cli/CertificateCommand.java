package org.fieldproof.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.pki.InstallationAuthority;
import org.fieldproof.engine.project.ProjectRead;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `fieldproof certificate DIR NAME`: a client certificate of this installation's own authority,
/// for a real device. Works beside a running gateway: it only ever adds files.
@Command(
        name = "certificate",
        description = "Makes a client certificate for a device and tells where it is.",
        mixinStandardHelpOptions = true)
final class CertificateCommand implements Callable<Integer> {
    private static final int FAULT = 1;

    @Parameters(index = "0", paramLabel = "DIR", description = "The project's folder.")
    private Path directory = Path.of(".");

    @Parameters(index = "1", paramLabel = "NAME", description = "The device: its CN.")
    private String name = "";

    @Option(names = "--data", paramLabel = "DIR", description = "The gateway's data directory.")
    private @Nullable Path data;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Printer printer = Printer.standard(json);
        return switch (Wiring.readProject(directory)) {
            case ProjectRead.Refused refused -> {
                printer.problems(refused.problems());
                yield FAULT;
            }
            case ProjectRead.Ready ready -> {
                Path root = Wiring.dataDirectoryOf(ready.project(), Optional.ofNullable(data));
                yield make(root, printer);
            }
        };
    }

    private int make(Path root, Printer printer) {
        try {
            InstallationAuthority.ClientFiles files = Wiring.clientCertificate(root, name);
            Noted.act(root, "access", "make client certificate " + name, printer);
            Made made =
                    new Made(
                            name,
                            files.authority().toString(),
                            files.certificate().toString(),
                            files.key().toString());
            printer.line(
                    made,
                    "authority    "
                            + made.authority()
                            + "\ncertificate  "
                            + made.certificate()
                            + "\nkey          "
                            + made.key());
            return 0;
        } catch (ConnectorException e) {
            printer.problems(List.of(e.problem()));
            return FAULT;
        }
    }

    /// Where the files are, PEM.
    record Made(String name, String authority, String certificate, String key) {}
}
