package org.fieldproof.engine.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.jspecify.annotations.Nullable;

/// Which secrets lie in the keychain: their names stand in `keychain.names`, written before a value
/// goes there and taken out after it is gone. So a gateway that keeps nothing there never asks it,
/// and one that does can say so while the keychain does not answer. Any thread.
final class KeychainSecrets {
    private static final int FILE_BYTES_MAX = 1 << 20;

    private final Path file;
    private final Keychain keychain;

    /// What was read in this process, for the time that the keychain is locked or gone: a gateway
    /// that runs must be able to reconnect.
    private final Map<String, char[]> known = new ConcurrentHashMap<>();

    KeychainSecrets(Path folder, Keychain keychain) {
        this.file = folder.resolve("keychain.names");
        this.keychain = keychain;
    }

    Optional<Problem> hindrance() {
        return keychain.hindrance();
    }

    boolean holds(String name) throws ConnectorException {
        return names().contains(name);
    }

    SortedSet<String> names() throws ConnectorException {
        if (!Files.exists(file)) {
            return new TreeSet<>();
        }
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new IOException("it is too large");
            }
            SortedSet<String> names = new TreeSet<>(Files.readAllLines(file));
            names.removeIf(name -> !SecretStore.isName(name));
            return names;
        } catch (IOException failure) {
            throw unusable(file, failure);
        }
    }

    /// The value behind a name that [#holds] knows.
    char[] read(String name) throws ConnectorException {
        try {
            char[] value = readNow(name);
            known.put(name, value.clone());
            return value;
        } catch (ConnectorException failure) {
            char @Nullable [] last = known.get(name);
            if (last != null && !failure.problem().code().equals("SEC-0101")) {
                return last.clone();
            }
            throw failure;
        }
    }

    /// The same from the keychain itself.
    char[] readNow(String name) throws ConnectorException {
        return keychain.read(name)
                .orElseThrow(
                        () ->
                                new ConnectorException(
                                        Problem.error(
                                                "SEC-0101",
                                                SecretStore.PREFIX + name,
                                                "It was put into the system keychain, which does"
                                                        + " not hold it any more.",
                                                "Store it anew.")));
    }

    void write(String name, char[] value) throws ConnectorException {
        if (!holds(name)) {
            Optional<Problem> unusable = hindrance();
            if (unusable.isPresent()) {
                throw new ConnectorException(unusable.get());
            }
        }
        boolean isNew = change(name, true);
        try {
            keychain.write(name, value);
        } catch (ConnectorException failure) {
            if (isNew && isAbsent(name)) {
                change(name, false);
            }
            throw failure;
        }
        known.put(name, value.clone());
    }

    /// Whether it is certain that a value is not there: a write that failed, or was given up, may
    /// have arrived all the same, and a name that is forgotten would leave it there for ever.
    private boolean isAbsent(String name) {
        try {
            Optional<char[]> value = keychain.read(name);
            value.ifPresent(there -> Arrays.fill(there, '\0'));
            return value.isEmpty();
        } catch (ConnectorException unknown) {
            return false;
        }
    }

    void remove(String name) throws ConnectorException {
        if (holds(name)) {
            keychain.remove(name);
            known.remove(name);
            change(name, false);
        }
    }

    /// Whether that was anything new.
    private boolean change(String name, boolean there) throws ConnectorException {
        SortedSet<String> names = names();
        if (there ? !names.add(name) : !names.remove(name)) {
            return false;
        }
        try {
            EncryptedSecrets.put(file, String.join("\n", names) + "\n");
        } catch (IOException failure) {
            throw unusable(file, failure);
        }
        return true;
    }

    static ConnectorException unusable(Path file, IOException failure) {
        return new ConnectorException(
                Problem.error(
                        "SEC-0111",
                        "file " + file,
                        "It cannot be read or written: " + failure.getMessage() + ".",
                        "Check the disk and the permissions, or put back a copy of it."),
                failure);
    }
}
