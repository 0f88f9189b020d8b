package org.fieldproof.app.cli;

import java.io.File;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.fieldproof.app.Versions;
import org.fieldproof.engine.secret.Redactor;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

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
            TestCommand.class,
            DrillCommand.class,
            VerifyCommand.class,
            BenchCommand.class,
            TourCommand.class,
            LogCommand.class,
            TagsCommand.class,
            BrowseCommand.class,
            QuarantineCommand.class,
            CertificateCommand.class,
            SecretCommand.class,
        })
public final class FieldproofCommand implements Callable<Integer> {

    private final Redactor redactor = new Redactor();

    /// What masks the secrets of everything that this command line starts.
    static Redactor redactorOf(CommandSpec command) {
        return command.root().userObject() instanceof FieldproofCommand root
                ? root.redactor
                : new Redactor();
    }

    /// Runs one command line and answers the exit code.
    public static int execute(String... args) {
        FieldproofCommand root = new FieldproofCommand();
        CommandLine line = new CommandLine(root);
        line.setExecutionExceptionHandler(
                (failure, command, parsed) -> CrashReport.write(failure, root.redactor, args));
        line.setParameterExceptionHandler((wrong, words) -> explain(wrong));
        return line.execute(meant(line, args));
    }

    /// A desktop gives the program what was double-clicked, and no command.
    static String[] meant(CommandLine line, String... args) {
        return isOpening(line, args) ? new String[] {"open", args[0]} : args;
    }

    private static boolean isOpening(CommandLine line, String... args) {
        return args.length == 1
                && !line.getSubcommands().containsKey(args[0])
                && isOfConsole(new File(args[0]));
    }

    private static boolean isOfConsole(File given) {
        String name = given.getName().toLowerCase(Locale.ROOT);
        boolean named =
                name.equals("project.yaml")
                        || name.endsWith(".fieldproof")
                        || name.endsWith(".zip");
        return named ? given.isFile() : new File(given, "project.yaml").isFile();
    }

    /// What is made of the words of a command line. What they make no sense of is a mistake of
    /// whoever typed them, not a failure of ours.
    static <T> T of(CommandSpec command, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()));
        }
    }

    /// Says what is wrong with the words of a command line, and what would be right.
    private static int explain(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !command.getSubcommands().isEmpty()) {
            err.println(
                    "There is no command '"
                            + unmatched.getUnmatched().getFirst()
                            + "'. Choose one of "
                            + String.join(", ", command.getSubcommands().keySet())
                            + ".");
        } else {
            err.println(wrong.getMessage());
            if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
                command.usage(err);
            }
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public Integer call() {
        return Console.open(Optional.empty(), false);
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
