package org.fieldproof.engine.secret;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// The keychain of a Linux desktop (Secret Service: GNOME Keyring, KWallet, KeePassXC), asked by
/// its own program `secret-tool`. A value goes to it on stdin and comes from it on stdout, never
/// in an argument; of the environment it is given only what leads to the session's bus. It is
/// asked whether it is locked before a value is wanted, so that nobody is prompted by a gateway
/// that reconnects. Immutable.
public final class SecretToolKeychain implements Keychain {
    private static final String PROGRAM = "secret-tool";
    private static final List<String> PASSED_ON =
            List.of("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "HOME", "PATH");

    /// `secret-tool` cuts off what is longer than 8192 bytes and says nothing.
    private static final int VALUE_BYTES_MAX = 8_000;

    private static final Executor READERS =
            task -> Thread.ofVirtual().name("fp-keychain").start(task);

    private final Path program;
    private final Map<String, String> environment;
    private final UUID installation;
    private final int readSeconds;

    /// @param environment of this process
    /// @param installation whose secrets they are: two gateways of one user may use the same names
    /// @param readSeconds by when a question must be answered
    SecretToolKeychain(
            Path program, Map<String, String> environment, UUID installation, int readSeconds) {
        this.program = program;
        this.environment = environment;
        this.installation = installation;
        this.readSeconds = readSeconds;
    }

    /// The keychain of this system.
    public static Keychain ofSystem(
            Map<String, String> environment, String system, Optional<UUID> installation) {
        if (!system.startsWith("Linux")) {
            return Keychain.none(
                    "this version of Fieldproof does not know that of " + system + ".");
        }
        if (installation.isEmpty()) {
            return Keychain.none("the data directory has no installation id yet.");
        }
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path program = Path.of(folder, PROGRAM);
            if (program.isAbsolute() && Files.isExecutable(program)) {
                return new SecretToolKeychain(
                        program, environment, installation.get(), READ_SECONDS_MAX);
            }
        }
        return Keychain.none("there is no program " + PROGRAM + " (Debian: libsecret-tools).");
    }

    /// What the program answered.
    private record Answer(int code, ByteBuffer out, String err) {
        /// Attributes go to stderr, values never do.
        boolean found() {
            return err.lines().anyMatch(line -> line.startsWith("attribute.name = "));
        }

        boolean locked() {
            return complaint().contains("locked");
        }

        /// An attribute is no complaint: a secret may have any name.
        String complaint() {
            return err.lines()
                    .filter(line -> !line.startsWith("attribute."))
                    .collect(Collectors.joining(" "))
                    .strip();
        }
    }

    /// Until when the whole of a call has to be answered.
    private record Limit(int seconds, GatewayClock clock, long at) {
        static Limit of(int seconds) {
            GatewayClock clock = GatewayClock.system();
            return new Limit(seconds, clock, clock.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
        }

        long nanosLeft() {
            return Math.max(0, at - clock.nanoTime());
        }
    }

    @Override
    public Optional<Problem> hindrance() {
        try {
            search("-", Limit.of(readSeconds));
            return Optional.empty();
        } catch (ConnectorException gone) {
            return Optional.of(gone.problem());
        }
    }

    @Override
    public Optional<char[]> read(String name) throws ConnectorException {
        Limit limit = Limit.of(readSeconds);
        if (!isThere(name, limit)) {
            return Optional.empty();
        }
        Answer answer = run(limit, new byte[0], "lookup", name);
        try {
            if (answer.code() != 0) {
                throw refused(name, answer);
            }
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(answer.out());
            char[] value = new char[text.length()];
            text.get(value);
            return Optional.of(value);
        } catch (CharacterCodingException notText) {
            throw new ConnectorException(
                    Problem.error(
                            "SEC-0106",
                            SecretStore.PREFIX + name,
                            "Its value in the system keychain is not UTF-8 text.",
                            "Store it anew."),
                    notText);
        } finally {
            Arrays.fill(answer.out().array(), (byte) 0);
        }
    }

    private boolean isThere(String name, Limit limit) throws ConnectorException {
        Answer seen = search(name, limit);
        if (seen.found() && seen.locked()) {
            throw locked(name);
        }
        return seen.found();
    }

    private Answer search(String name, Limit limit) throws ConnectorException {
        Answer answer = run(limit, new byte[0], "search", name);
        if (answer.code() != 0) {
            throw refused(name, answer);
        }
        return answer;
    }

    @Override
    public void write(String name, char[] value) throws ConnectorException {
        byte[] bytes = new String(value).getBytes(StandardCharsets.UTF_8);
        if (bytes.length > VALUE_BYTES_MAX) {
            throw new ConnectorException(
                    Problem.error(
                            "SEC-0113",
                            SecretStore.PREFIX + name,
                            "It is longer than the "
                                    + VALUE_BYTES_MAX
                                    + " bytes that a keychain takes.",
                            "Keep it in the encrypted file, or in a file of its own."));
        }
        Answer answer = run(Limit.of(WRITE_SECONDS_MAX), bytes, "store", name);
        if (answer.code() != 0) {
            throw refused(name, answer);
        }
    }

    @Override
    public void remove(String name) throws ConnectorException {
        Limit limit = Limit.of(WRITE_SECONDS_MAX);
        if (isThere(name, limit)) {
            Answer answer = run(limit, new byte[0], "clear", name);
            if (answer.code() != 0) {
                throw refused(name, answer);
            }
        }
    }

    private Answer run(Limit limit, byte[] in, String verb, String name) throws ConnectorException {
        List<String> command = new ArrayList<>(List.of(program.toString(), verb));
        if (verb.equals("store")) {
            command.add("--label=Fieldproof " + name);
        } else if (verb.equals("search")) {
            command.add("--all");
        }
        command.addAll(
                List.of("application", "fieldproof", "installation", installation.toString()));
        command.addAll(List.of("name", name));
        ProcessBuilder builder = new ProcessBuilder(command);
        if (verb.equals("search")) {
            // It shows the value too, which nobody wants here.
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        builder.environment().clear();
        for (String each : PASSED_ON) {
            @Nullable String value = environment.get(each);
            if (value != null) {
                builder.environment().put(each, value);
            }
        }
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            return answerOf(builder.start(), limit, in);
        } catch (IOException unstartable) {
            throw new ConnectorException(
                    Keychain.unanswered(program + " does not start: " + unstartable.getMessage()),
                    unstartable);
        } finally {
            Arrays.fill(in, (byte) 0);
        }
    }

    private Answer answerOf(Process process, Limit limit, byte[] in) throws ConnectorException {
        CompletableFuture<byte[]> out = read(process.getInputStream());
        CompletableFuture<byte[]> err = read(process.getErrorStream());
        try {
            // Less than the pipe holds, so nobody waits for the program to read it.
            try (var pipe = process.getOutputStream()) {
                pipe.write(in);
            } catch (IOException closed) {
                // It ended without reading; its answer says why.
            }
            if (process.waitFor(limit.nanosLeft(), TimeUnit.NANOSECONDS)) {
                // What it started may still hold the pipes.
                byte[] said = out.get(limit.nanosLeft(), TimeUnit.NANOSECONDS);
                String complained =
                        new String(
                                err.get(limit.nanosLeft(), TimeUnit.NANOSECONDS),
                                StandardCharsets.UTF_8);
                return new Answer(process.exitValue(), ByteBuffer.wrap(said), complained);
            }
        } catch (TimeoutException | ExecutionException late) {
            // Told below.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
        throw new ConnectorException(
                Keychain.unanswered("it has not answered within " + limit.seconds() + " s."));
    }

    private static CompletableFuture<byte[]> read(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return stream.readNBytes(16 * VALUE_BYTES_MAX);
                    } catch (IOException closed) {
                        return new byte[0];
                    }
                },
                READERS);
    }

    private static ConnectorException refused(String name, Answer answer) {
        if (answer.locked()) {
            return locked(name);
        }
        String said = answer.complaint();
        return new ConnectorException(
                Keychain.unanswered(
                        said.isEmpty()
                                ? PROGRAM + " ended with code " + answer.code() + "."
                                : said.substring(0, Math.min(said.length(), 300)) + "."));
    }

    private static ConnectorException locked(String name) {
        return new ConnectorException(
                Problem.error(
                        "SEC-0107",
                        SecretStore.PREFIX + name,
                        "The system keychain is locked.",
                        "Unlock it (log in to the desktop, or use its own program); what waits for"
                                + " it goes on by itself. Without a desktop, keep the secret in the"
                                + " encrypted file."));
    }
}
