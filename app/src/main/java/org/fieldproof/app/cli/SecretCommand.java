package org.fieldproof.app.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.secret.SecretPlace;
import org.fieldproof.api.secret.SecretsSeen;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.secret.SecretKeeper;
import org.fieldproof.engine.secret.SecretStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `fieldproof secret list|set|move|remove`: where the values behind `secret:NAME` live. A value
/// comes from stdin, never from an argument, and none is ever printed. Works beside a running
/// gateway, which finds the value where it is now at its next attempt.
@Command(
        name = "secret",
        description = "Stores and moves the values behind secret:NAME.",
        mixinStandardHelpOptions = true,
        subcommands = {
            SecretCommand.Show.class,
            SecretCommand.Set.class,
            SecretCommand.Move.class,
            SecretCommand.Remove.class,
        })
final class SecretCommand implements Callable<Integer> {
    private static final int OK = 0;
    private static final int FAULT = 1;
    private static final int USAGE = 2;
    private static final int VALUE_BYTES_MAX = 64 * 1024;

    @Override
    public Integer call() {
        System.err.println("Say which: fieldproof secret list|set|move|remove DIR");
        return USAGE;
    }

    /// Where a value can be put.
    enum Kept {
        keychain(SecretPlace.KEYCHAIN),
        file(SecretPlace.ENCRYPTED_FILE);

        private final SecretPlace place;

        Kept(SecretPlace place) {
            this.place = place;
        }
    }

    /// What is done with the secrets of a data directory.
    @FunctionalInterface
    private interface Work {
        void in(SecretKeeper secrets) throws ConnectorException;
    }

    /// What all of them share.
    static final class Target {
        @Parameters(index = "0", paramLabel = "DIR", description = "The project's folder.")
        private Path directory = Path.of(".");

        @Option(names = "--data", paramLabel = "DIR", description = "The data directory.")
        private @Nullable Path data;

        @Option(names = "--json", description = "One JSON object a line.")
        private boolean json;

        @Spec(Spec.Target.MIXEE)
        private @Nullable CommandSpec command;

        private Printer printer() {
            return Printer.standard(json);
        }

        /// What has been changed, by name: never a value.
        private void act(Path root, String act) {
            if (!act.isEmpty()) {
                Noted.act(root, "access", act, printer());
            }
        }

        /// @param act for the audit trail; empty where nothing changes
        private int with(String act, Work work) {
            switch (Wiring.readProject(directory)) {
                case ProjectRead.Refused refused -> {
                    printer().problems(refused.problems());
                    return FAULT;
                }
                case ProjectRead.Ready ready -> {
                    try {
                        Path root =
                                Wiring.dataDirectoryOf(ready.project(), Optional.ofNullable(data));
                        work.in(
                                Wiring.secretKeeper(
                                        root,
                                        FieldproofCommand.redactorOf(
                                                Objects.requireNonNull(command))));
                        act(root, act);
                        return OK;
                    } catch (ConnectorException refused) {
                        printer().problems(List.of(refused.problem()));
                        return FAULT;
                    }
                }
            }
        }

        private void done(String name, String what, SecretPlace place) {
            printer().line(new Changed(name, place.word()), name + " " + what + ".");
            String variable = SecretStore.variableOf(SecretStore.PREFIX + name);
            if (System.getenv(variable) != null) {
                printer()
                        .note(
                                "The variable "
                                        + variable
                                        + " is set here and comes first: where it is set for the"
                                        + " gateway too, its value is used.");
            }
        }
    }

    /// One line; field names are part of the contract.
    record Changed(String name, String place) {}

    /// One line; field names are part of the contract.
    record Listed(String name, List<String> places) {}

    /// What is there.
    @Command(
            name = "list",
            description = "Names of stored secrets, and where each one is.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin private Target target = new Target();

        @Override
        public Integer call() {
            return target.with(
                    "",
                    secrets -> {
                        SecretsSeen seen = secrets.list();
                        for (SecretsSeen.Kept each : seen.secrets()) {
                            List<String> places =
                                    each.places().stream().map(SecretPlace::word).toList();
                            String sentence = each.name() + "  " + String.join(", ", places);
                            target.printer().line(new Listed(each.name(), places), sentence);
                        }
                        if (!target.json) {
                            System.out.println(
                                    "encrypted file: "
                                            + seen.file().name().toLowerCase(Locale.ROOT));
                            seen.keychain().ifPresent(why -> System.out.println(why.oneLine()));
                        }
                    });
        }
    }

    /// New or another value.
    @Command(
            name = "set",
            description = "Stores a value that is typed, or read from stdin up to its end.",
            mixinStandardHelpOptions = true)
    static final class Set implements Callable<Integer> {
        @Mixin private Target target = new Target();

        @Parameters(index = "1", paramLabel = "NAME", description = "Without 'secret:'.")
        private String name = "";

        @Option(
                names = "--in",
                paramLabel = "PLACE",
                description = "keychain or file (encrypted); else the keychain where it is there.")
        private @Nullable Kept place;

        @Override
        public Integer call() {
            return target.with(
                    "store secret " + name,
                    secrets -> {
                        Optional<SecretPlace> to = Optional.ofNullable(place).map(k -> k.place);
                        SecretPlace now = secrets.store(name, typed(name), to);
                        target.done(name, "is in the " + now.word(), now);
                    });
        }

        @SuppressWarnings("SystemConsoleNull") // it is null again where no terminal is, since 25
        private static char[] typed(String name) throws ConnectorException {
            @Nullable Console console = System.console();
            if (console != null && console.isTerminal()) {
                char @Nullable [] value = console.readPassword("Value of %s: ", name);
                return value == null ? new char[0] : value;
            }
            if (isTyped()) {
                throw unusable(
                        name, "would be seen while it is typed, as the output is redirected", null);
            }
            try {
                byte[] bytes = System.in.readNBytes(VALUE_BYTES_MAX + 1);
                if (bytes.length > VALUE_BYTES_MAX) {
                    throw unusable(name, "is longer than 64 KiB", null);
                }
                CharBuffer text =
                        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
                return text.toString().replaceFirst("\r?\n\\z", "").toCharArray();
            } catch (CharacterCodingException notText) {
                throw unusable(name, "is not UTF-8 text", notText);
            } catch (IOException failure) {
                throw unusable(name, "cannot be read: " + failure.getMessage(), failure);
            }
        }

        /// Whether stdin is a terminal, whatever stdout is; where nobody can tell, it is not.
        private static boolean isTyped() {
            try {
                String stdin = Path.of("/proc/self/fd/0").toRealPath().toString();
                return stdin.startsWith("/dev/pts/") || stdin.startsWith("/dev/tty");
            } catch (IOException unknown) {
                return false;
            }
        }

        private static ConnectorException unusable(
                String name, String why, @Nullable Exception cause) {
            Problem problem =
                    Problem.error(
                            "SEC-0113",
                            "secret:" + name,
                            "Its value " + why + ".",
                            "Give it as text, at a terminal or by a pipe.");
            return cause == null
                    ? new ConnectorException(problem)
                    : new ConnectorException(problem, cause);
        }
    }

    /// From one place to another.
    @Command(
            name = "move",
            description = "Moves a value; it is read back before it is taken away where it was.",
            mixinStandardHelpOptions = true)
    static final class Move implements Callable<Integer> {
        @Mixin private Target target = new Target();

        @Parameters(index = "1", paramLabel = "NAME", description = "Without 'secret:'.")
        private String name = "";

        @Parameters(
                index = "2",
                paramLabel = "PLACE",
                description = "keychain or file (encrypted).")
        private Kept place = Kept.keychain;

        @Override
        public Integer call() {
            return target.with(
                    "move secret " + name + " to the " + place.place.word(),
                    secrets -> {
                        SecretPlace from = secrets.move(name, place.place);
                        target.done(
                                name,
                                "was in the "
                                        + from.word()
                                        + " and is in the "
                                        + place.place.word()
                                        + " now",
                                place.place);
                    });
        }
    }

    /// Gone for good.
    @Command(
            name = "remove",
            description = "Takes a value away for good, wherever it is stored.",
            mixinStandardHelpOptions = true)
    static final class Remove implements Callable<Integer> {
        @Mixin private Target target = new Target();

        @Parameters(index = "1", paramLabel = "NAME", description = "Without 'secret:'.")
        private String name = "";

        @Override
        public Integer call() {
            return target.with(
                    "remove secret " + name,
                    secrets -> {
                        secrets.remove(name);
                        target.printer().line(new Listed(name, List.of()), name + " is removed.");
                    });
        }
    }
}
