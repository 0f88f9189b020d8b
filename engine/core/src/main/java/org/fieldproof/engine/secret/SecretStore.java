package org.fieldproof.engine.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Secrets;
import org.fieldproof.engine.data.PrivateFiles;
import org.jspecify.annotations.Nullable;

/// Resolves `secret:NAME`: first the environment variable `FIELDPROOF_SECRET_NAME` (upper case,
/// dashes as underscores), then the file `NAME` in the secrets folder, which only its owner may
/// read, then the encrypted file there, then the keychain of the system. Every value goes to the
/// [Redactor] before it goes to the caller. Any thread; reads files, and where a value lies in the
/// keychain waits for it, see [Keychain].
public final class SecretStore implements Secrets {
    /// How a reference begins.
    public static final String PREFIX = "secret:";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final int FILE_BYTES_MAX = 64 * 1024;

    private final Path folder;
    private final Map<String, String> environment;
    private final Redactor redactor;
    private final EncryptedSecrets encrypted;
    private final KeychainSecrets keychain;

    /// One without a keychain.
    ///
    /// @param environment normally `System.getenv()`
    public SecretStore(Path folder, Map<String, String> environment, Redactor redactor) {
        this(folder, environment, redactor, Keychain.none("there is none here."));
    }

    /// @param environment normally `System.getenv()`
    public SecretStore(
            Path folder, Map<String, String> environment, Redactor redactor, Keychain keychain) {
        this.folder = folder;
        this.environment = environment;
        this.redactor = redactor;
        this.encrypted = new EncryptedSecrets(folder, environment, redactor);
        this.keychain = new KeychainSecrets(folder, keychain);
    }

    /// Where what this store resolves is stored and moved.
    public SecretKeeper keeper() {
        return new SecretKeeper(folder, environment, redactor, encrypted, keychain);
    }

    /// Whether that can be the name of a secret.
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /// Whether a value is a well-formed reference.
    public static boolean isReference(String value) {
        return value.startsWith(PREFIX) && isName(value.substring(PREFIX.length()));
    }

    /// The environment variable that a reference is looked for in.
    public static String variableOf(String reference) {
        return "FIELDPROOF_SECRET_"
                + reference.substring(PREFIX.length()).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    @Override
    public char[] resolve(String reference) throws ConnectorException {
        if (!reference.startsWith(PREFIX)) {
            throw refusal(
                    "SEC-0102",
                    // Not `secret`: what stands behind it would be masked.
                    "secret reference",
                    "A secret stands in clear where a reference is expected.",
                    "Write secret:NAME there, put the value into the file "
                            + folder.resolve("NAME")
                            + " (mode 0600) and change the value, as it may have been seen.");
        }
        if (!isReference(reference)) {
            throw refusal(
                    "SEC-0105",
                    reference,
                    "The name of this secret is not valid.",
                    "Use letters, digits, dash and underscore, at most 64.");
        }
        @Nullable String variable = environment.get(variableOf(reference));
        char[] value = variable == null ? stored(reference) : variable.toCharArray();
        if (value.length == 0) {
            throw refusal(
                    "SEC-0103",
                    reference,
                    "The value of this secret is empty in "
                            + (variable == null
                                    ? "the file " + fileOf(reference)
                                    : "the environment variable " + variableOf(reference))
                            + ".",
                    "Put the value there.");
        }
        redactor.remember(value);
        return value;
    }

    private char[] stored(String reference) throws ConnectorException {
        String name = reference.substring(PREFIX.length());
        Path file = fileOf(reference);
        if (Files.exists(file)) {
            return textOf(reference, file);
        }
        if (inEncrypted(name)) {
            return encrypted.read(name);
        }
        if (keychain.holds(name)) {
            return keychain.read(name);
        }
        throw refusal(
                "SEC-0101",
                reference,
                "The secret "
                        + name
                        + " has no value: neither the environment variable "
                        + variableOf(reference)
                        + " nor the file "
                        + file
                        + " exists, nor is it in the encrypted file or the system keychain.",
                "Store it in Settings or with 'fieldproof secret set', set that variable, or put"
                        + " the value into that file (mode 0600).");
    }

    /// An encrypted file that cannot be read does not keep from us what lies in the keychain.
    private boolean inEncrypted(String name) throws ConnectorException {
        try {
            return encrypted.holds(name);
        } catch (ConnectorException unreadable) {
            if (keychain.holds(name)) {
                return false;
            }
            throw unreadable;
        }
    }

    /// The text of a file that only its owner may read, without one line end.
    ///
    /// @param object what a refusal is about
    static char[] textOf(String object, Path file) throws ConnectorException {
        return textOf(object, file, PrivateFiles::readableByOthers);
    }

    /// The same of one that the system gives to this service; its group is the service's own.
    static char[] credential(String object, Path file) throws ConnectorException {
        return textOf(object, file, PrivateFiles::readableByAll);
    }

    /// Who may read a file.
    @FunctionalInterface
    private interface Exposure {
        boolean of(Path file) throws IOException;
    }

    private static char[] textOf(String object, Path file, Exposure exposed)
            throws ConnectorException {
        try {
            if (exposed.of(file)) {
                throw refusal(
                        "SEC-0104",
                        object,
                        "Its file " + file + " can be read by other users of this machine.",
                        "Run chmod 600 on it, and change the value if others should not know it.");
            }
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw unreadable(object, file, "it is larger than 64 KiB", null);
            }
            byte[] bytes = Files.readAllBytes(file);
            try {
                return decode(bytes);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        } catch (CharacterCodingException notText) {
            throw unreadable(object, file, "it is not UTF-8 text", notText);
        } catch (IOException failure) {
            throw unreadable(object, file, String.valueOf(failure.getMessage()), failure);
        }
    }

    /// The text without one line end, which editors and `echo` add.
    private static char[] decode(byte[] bytes) throws CharacterCodingException {
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        int length = text.length();
        if (length > 0 && text.charAt(length - 1) == '\n') {
            length--;
        }
        if (length > 0 && text.charAt(length - 1) == '\r') {
            length--;
        }
        char[] value = new char[length];
        text.get(value);
        return value;
    }

    private Path fileOf(String reference) {
        return folder.resolve(reference.substring(PREFIX.length()));
    }

    private static ConnectorException unreadable(
            String reference, Path file, String why, @Nullable Exception cause) {
        Problem problem =
                Problem.error(
                        "SEC-0106",
                        reference,
                        "Its file " + file + " cannot be read: " + why + ".",
                        "Put the value into that file as one line of text (mode 0600).");
        return cause == null
                ? new ConnectorException(problem)
                : new ConnectorException(problem, cause);
    }

    private static ConnectorException refusal(
            String code, String object, String message, String remedy) {
        return new ConnectorException(Problem.error(code, object, message, remedy));
    }
}
