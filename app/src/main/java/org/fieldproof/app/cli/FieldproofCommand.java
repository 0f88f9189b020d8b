package org.fieldproof.app.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.fieldproof.app.Versions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// `fieldproof`: the root of the command line.
@Command(
        name = "fieldproof",
        description = "Field gateway and operator console that prove nothing was lost.",
        mixinStandardHelpOptions = true,
        versionProvider = FieldproofCommand.Version.class,
        subcommands = {
            OpenCommand.class,
            RunCommand.class,
            CheckCommand.class,
            DrillCommand.class,
            VerifyCommand.class,
            BenchCommand.class,
            TourCommand.class,
            LogCommand.class,
            CertificateCommand.class,
        })
public final class FieldproofCommand implements Callable<Integer> {

    /// Runs one command line and answers the exit code.
    public static int execute(String... args) {
        CommandLine line = new CommandLine(new FieldproofCommand());
        line.setExecutionExceptionHandler(
                (failure, command, parsed) -> CrashReport.write(failure, args));
        return line.execute(args);
    }

    @Override
    public Integer call() {
        return Console.open(Optional.empty());
    }

    /// The version that the build wrote into the jar's manifest.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "fieldproof " + Versions.product(), "JDK " + Runtime.version(),
            };
        }
    }
}
