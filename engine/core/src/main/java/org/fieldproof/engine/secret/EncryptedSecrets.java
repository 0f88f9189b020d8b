package org.fieldproof.engine.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.secret.SecretsSeen.EncryptedFile;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.engine.data.PrivateFiles;
import org.jspecify.annotations.Nullable;

/// Secrets in one file under a password. Text, so that a person can see what it is:
///
/// ```
/// fieldproof-secrets 1
/// pbkdf2-hmac-sha256 600000 SALT CHECK
/// NAME VALUE
/// ```
///
/// SALT, CHECK and VALUE are base64. CHECK and each VALUE are a nonce of 12 bytes and what
/// AES-256-GCM makes of nothing and of the value; the name is bound to its value as associated
/// data, so that values cannot change places. Names are no secrets.
///
/// The file is read anew each time, as another process may have written it, and replaced whole.
/// Any thread: what is `synchronized` guards the key together with the salt that it was made of.
final class EncryptedSecrets {
    /// The variable that names a file with the password, for a gateway without a window.
    static final String PASSWORD_FILE = "FIELDPROOF_SECRETS_PASSWORD_FILE";

    static final int PASSWORD_LENGTH_MIN = 8;

    private static final String MAGIC = "fieldproof-secrets 1";
    private static final Pattern HEAD =
            Pattern.compile("pbkdf2-hmac-sha256 (\\d{1,8}) ([A-Za-z0-9+/=]{24}) ([A-Za-z0-9+/=]+)");
    private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9_-]+) ([A-Za-z0-9+/=]+)");
    private static final int ROUNDS = 600_000;

    /// More would keep a thread busy for longer than a person waits.
    private static final int ROUNDS_MAX = 10_000_000;

    private static final int FILE_BYTES_MAX = 8 << 20;
    private static final int NONCE_BYTES = 12;
    private static final int SALT_BYTES = 16;
    private static final int TAG_BITS = 128;
    private static final String CHECKED = "";

    private final Path file;
    private final Map<String, String> environment;
    private final Redactor redactor;
    private final SecureRandom random = new SecureRandom();
    private @Nullable SecretKey key;
    private String saltOfKey = "";
    private @Nullable Failed failed;

    EncryptedSecrets(Path folder, Map<String, String> environment, Redactor redactor) {
        this.file = folder.resolve("secrets.encrypted");
        this.environment = environment;
        this.redactor = redactor;
    }

    /// What the file says.
    private record Content(
            int rounds, String salt, String check, SortedMap<String, String> values) {
        /// What a password is tried on.
        String lock() {
            return rounds + " " + salt + " " + check;
        }

        String text() {
            StringBuilder text =
                    new StringBuilder(MAGIC + "\npbkdf2-hmac-sha256 " + rounds + " " + salt + " ");
            text.append(check).append('\n');
            values.forEach((name, value) -> text.append(name + " " + value + "\n"));
            return text.toString();
        }
    }

    /// What can be said of the file without a refusal.
    record Look(Set<String> names, EncryptedFile state, Optional<Problem> unopened) {}

    /// A password that did not open the file, and why: whatever reconnects shall not try it for a
    /// second of computing each time.
    private static final class Failed {
        private final String lock;
        private final char[] password;
        private final Problem why;

        Failed(String lock, char[] password, Problem why) {
            this.lock = lock;
            this.password = password.clone();
            this.why = why;
        }

        boolean is(Content content, char[] other) {
            return lock.equals(content.lock()) && Arrays.equals(password, other);
        }
    }

    /// Replaces one of the files that say where secrets are, whole or not at all.
    static void put(Path file, String text) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            PrivateFiles.directory(folder);
        }
        PrivateFiles.replace(file, text.getBytes(StandardCharsets.UTF_8));
    }

    synchronized Look look() {
        Set<String> names = Set.of();
        try {
            Optional<Content> content = read();
            if (content.isEmpty()) {
                return new Look(names, EncryptedFile.ABSENT, Optional.empty());
            }
            names = content.get().values().keySet();
            boolean open = keyOf(content.get()).isPresent();
            EncryptedFile state = open ? EncryptedFile.OPEN : EncryptedFile.LOCKED;
            return new Look(names, state, Optional.empty());
        } catch (ConnectorException unopened) {
            return new Look(names, EncryptedFile.LOCKED, Optional.of(unopened.problem()));
        }
    }

    synchronized Set<String> names() throws ConnectorException {
        return read().<Set<String>>map(content -> content.values().keySet()).orElse(Set.of());
    }

    synchronized boolean holds(String name) throws ConnectorException {
        return names().contains(name);
    }

    /// The value behind a name that [#holds] knows.
    synchronized char[] read(String name) throws ConnectorException {
        Content content = read().orElseThrow(() -> damaged("it is gone"));
        SecretKey with = keyOf(content).orElseThrow(() -> locked(SecretStore.PREFIX + name));
        @Nullable String sealed = content.values().get(name);
        if (sealed == null) {
            throw damaged("it does not hold " + name);
        }
        try {
            byte[] clear = open(with, name, sealed);
            char[] value = new String(clear, StandardCharsets.UTF_8).toCharArray();
            Arrays.fill(clear, (byte) 0);
            return value;
        } catch (GeneralSecurityException | IllegalArgumentException changed) {
            throw damaged("the value of " + name + " has been changed");
        }
    }

    synchronized void write(String name, char[] value) throws ConnectorException {
        Content content = read().orElseThrow(this::missing);
        SecretKey with = keyOf(content).orElseThrow(() -> locked(SecretStore.PREFIX + name));
        byte[] clear = new String(value).getBytes(StandardCharsets.UTF_8);
        content.values().put(name, seal(with, name, clear));
        Arrays.fill(clear, (byte) 0);
        replace(content);
    }

    synchronized void remove(String name) throws ConnectorException {
        Optional<Content> content = read();
        if (content.isPresent() && content.get().values().remove(name) != null) {
            replace(content.get());
        }
    }

    /// Opens the file for this process, or makes it with this password.
    synchronized void unlock(char[] password) throws ConnectorException {
        redactor.remember(password);
        Optional<Content> content = read();
        if (content.isEmpty()) {
            if (password.length < PASSWORD_LENGTH_MIN) {
                throw refusal(
                        "SEC-0110",
                        "Its password would be shorter than "
                                + PASSWORD_LENGTH_MIN
                                + " characters.",
                        "Choose a longer one.");
            }
            make(password);
        } else if (!accepts(content.get(), password)) {
            throw refusal(
                    "SEC-0110",
                    "The password is not that of the file.",
                    "Give the password that the file was made with. Without it nobody can read the"
                            + " file; then move it away and store the secrets anew.");
        }
    }

    private void make(char[] password) throws ConnectorException {
        byte[] bytes = new byte[SALT_BYTES];
        random.nextBytes(bytes);
        String salt = Base64.getEncoder().encodeToString(bytes);
        SecretKey made = derive(password, salt, ROUNDS);
        replace(new Content(ROUNDS, salt, seal(made, CHECKED, new byte[0]), new TreeMap<>()));
        key = made;
        saltOfKey = salt;
    }

    private boolean accepts(Content content, char[] password) throws ConnectorException {
        SecretKey tried = derive(password, content.salt(), content.rounds());
        try {
            open(tried, CHECKED, content.check());
        } catch (AEADBadTagException wrong) {
            return false;
        } catch (GeneralSecurityException | IllegalArgumentException changed) {
            throw damaged("its second line has been changed");
        }
        key = tried;
        saltOfKey = content.salt();
        return true;
    }

    /// The key of the file, if its password was given; that of a file is asked for once.
    private Optional<SecretKey> keyOf(Content content) throws ConnectorException {
        if (key == null || !saltOfKey.equals(content.salt())) {
            Optional<char[]> password = passwordFromFile();
            if (password.isEmpty()) {
                return Optional.empty();
            }
            openWith(content, password.get());
        }
        return Optional.ofNullable(key);
    }

    private void openWith(Content content, char[] password) throws ConnectorException {
        if (failed != null && failed.is(content, password)) {
            throw new ConnectorException(failed.why);
        }
        try {
            unlock(password);
        } catch (ConnectorException wrong) {
            failed = new Failed(content.lock(), password, wrong.problem());
            throw wrong;
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /// The password that a file of the user's holds; makes the encrypted file where it is missing.
    synchronized void unlockFromFile() throws ConnectorException {
        if (read().isEmpty()) {
            Optional<char[]> password = passwordFromFile();
            if (password.isPresent()) {
                unlock(password.get());
                Arrays.fill(password.get(), '\0');
            }
        }
    }

    private Optional<char[]> passwordFromFile() throws ConnectorException {
        @Nullable String named = environment.get(PASSWORD_FILE);
        if (named == null || named.isEmpty()) {
            return Optional.empty();
        }
        Path path = Path.of(named).toAbsolutePath().normalize();
        return Optional.of(
                isCredential(path)
                        ? SecretStore.credential(PASSWORD_FILE, path)
                        : SecretStore.textOf(PASSWORD_FILE, path));
    }

    /// systemd gives a service its credentials by an access list, which shows as 0440.
    private boolean isCredential(Path path) {
        @Nullable String folder = environment.get("CREDENTIALS_DIRECTORY");
        return folder != null
                && !folder.isEmpty()
                && Path.of(folder).toAbsolutePath().normalize().equals(path.getParent());
    }

    private Optional<Content> read() throws ConnectorException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw damaged("it is too large");
            }
            String[] lines = Files.readString(file).split("\n", -1);
            Matcher head = HEAD.matcher(lines.length > 1 ? lines[1] : "");
            if (!lines[0].equals(MAGIC) || !head.matches()) {
                throw damaged("it does not begin as such a file does");
            }
            int rounds = Integer.parseInt(head.group(1));
            if (rounds < 1 || rounds > ROUNDS_MAX) {
                throw damaged("its second line has been changed");
            }
            SortedMap<String, String> values = new TreeMap<>();
            for (String line : Arrays.asList(lines).subList(2, lines.length)) {
                Matcher entry = ENTRY.matcher(line);
                if (entry.matches()) {
                    values.put(entry.group(1), entry.group(2));
                } else if (!line.isEmpty()) {
                    throw damaged("a line of it is none");
                }
            }
            return Optional.of(new Content(rounds, head.group(2), head.group(3), values));
        } catch (IOException failure) {
            throw KeychainSecrets.unusable(file, failure);
        }
    }

    private void replace(Content content) throws ConnectorException {
        try {
            put(file, content.text());
        } catch (IOException failure) {
            throw KeychainSecrets.unusable(file, failure);
        }
    }

    private SecretKey derive(char[] password, String salt, int rounds) throws ConnectorException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(salt);
        } catch (IllegalArgumentException changed) {
            throw damaged("its second line has been changed");
        }
        PBEKeySpec spec = new PBEKeySpec(password, bytes, rounds, 256);
        try {
            byte[] bits =
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(spec)
                            .getEncoded();
            return new SecretKeySpec(bits, "AES");
        } catch (GeneralSecurityException unsupported) {
            throw new IllegalStateException("every JDK has PBKDF2", unsupported);
        } finally {
            spec.clearPassword();
        }
    }

    private String seal(SecretKey with, String name, byte[] clear) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, with, name, nonce).doFinal(clear);
            return Base64.getEncoder()
                    .encodeToString(
                            ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                                    .put(nonce)
                                    .put(sealed)
                                    .array());
        } catch (GeneralSecurityException unsupported) {
            throw new IllegalStateException("every JDK has AES-256-GCM", unsupported);
        }
    }

    private static byte[] open(SecretKey with, String name, String sealed)
            throws GeneralSecurityException {
        byte[] bytes = Base64.getDecoder().decode(sealed);
        if (bytes.length < NONCE_BYTES) {
            throw new IllegalArgumentException("too short");
        }
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, with, name, nonce)
                .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
    }

    private static Cipher cipher(int mode, SecretKey with, String name, byte[] nonce)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, with, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private ConnectorException locked(String object) {
        return new ConnectorException(
                Problem.error(
                        "SEC-0109",
                        object,
                        "The encrypted file of secrets " + file + " is locked.",
                        "Give its password in Settings, or name a file with it (mode 0600) in the"
                                + " variable "
                                + PASSWORD_FILE
                                + "; what waits for it goes on by itself."));
    }

    private ConnectorException missing() {
        return refusal(
                "SEC-0109",
                "There is none yet, and no password that it could be made with.",
                "Give it a password in Settings, or name a file with one (mode 0600) in the"
                        + " variable "
                        + PASSWORD_FILE
                        + ".");
    }

    private ConnectorException damaged(String why) {
        return refusal(
                "SEC-0111",
                "It is not the encrypted file of secrets that was written: " + why + ".",
                "Put back a copy of it, or move it away and store the secrets anew. It is not"
                        + " written to until then.");
    }

    private ConnectorException refusal(String code, String message, String remedy) {
        return new ConnectorException(
                Problem.error(code, "encrypted file " + file, message, remedy));
    }
}
