package org.fieldproof.engine.secret;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.secret.SecretPlace;
import org.fieldproof.api.secret.SecretsSeen;
import org.fieldproof.api.secret.SecretsSeen.EncryptedFile;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.engine.data.PrivateFiles;

/// Stores and moves secrets so that none is lost: a value is written to its new place and read
/// back before it is taken away anywhere else. A move that is broken off leaves it in both places
/// with the same value, and the same move again ends it. A store that is broken off leaves the new
/// value in its place and the old one in another: the first of them in the order of [SecretPlace]
/// is used until the same is stored again, and no move chooses between them.
///
/// One change at a time, also of several processes, by a lock on `.lock` in the folder. Any
/// thread; blocks, see [Keychain].
public final class SecretKeeper {
    private static final int FILES_MAX = 10_000;

    private final Path folder;
    private final Map<String, String> environment;
    private final Redactor redactor;
    private final EncryptedSecrets encrypted;
    private final KeychainSecrets keychain;

    SecretKeeper(
            Path folder,
            Map<String, String> environment,
            Redactor redactor,
            EncryptedSecrets encrypted,
            KeychainSecrets keychain) {
        this.folder = folder;
        this.environment = environment;
        this.redactor = redactor;
        this.encrypted = encrypted;
        this.keychain = keychain;
    }

    /// Where each of them is.
    public SecretsSeen list() throws ConnectorException {
        Set<String> names = new TreeSet<>(filesInClear());
        EncryptedSecrets.Look file = encrypted.look();
        names.addAll(file.names());
        names.addAll(keychain.names());
        List<SecretsSeen.Kept> kept = new ArrayList<>();
        for (String name : names) {
            kept.add(new SecretsSeen.Kept(name, List.copyOf(placesOf(name, file.names()))));
        }
        return new SecretsSeen(kept, keychain.hindrance(), file.state(), file.unopened());
    }

    private Set<String> filesInClear() throws ConnectorException {
        Set<String> names = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.limit(FILES_MAX)
                        .filter(Files::isRegularFile)
                        .map(file -> file.getFileName().toString())
                        .filter(SecretStore::isName)
                        .forEach(names::add);
            } catch (IOException failure) {
                throw KeychainSecrets.unusable(folder, failure);
            }
        }
        return names;
    }

    private Set<SecretPlace> placesOf(String name, Set<String> inEncrypted)
            throws ConnectorException {
        Set<SecretPlace> places = EnumSet.noneOf(SecretPlace.class);
        if (environment.containsKey(SecretStore.variableOf(SecretStore.PREFIX + name))) {
            places.add(SecretPlace.ENVIRONMENT);
        }
        if (Files.isRegularFile(folder.resolve(name))) {
            places.add(SecretPlace.FILE);
        }
        if (inEncrypted.contains(name)) {
            places.add(SecretPlace.ENCRYPTED_FILE);
        }
        if (keychain.holds(name)) {
            places.add(SecretPlace.KEYCHAIN);
        }
        return places;
    }

    /// Stores a value, new or instead of the present one, and answers where.
    ///
    /// @param to where; empty: where it is, else in the keychain, else in the encrypted file
    public SecretPlace store(String name, char[] value, Optional<SecretPlace> to)
            throws ConnectorException {
        requireName(name);
        requireText(name, value, "");
        redactor.remember(value);
        return changing(
                () -> {
                    requireNoLink(name);
                    return put(name, value, to);
                });
    }

    /// Moves a value and answers where it was.
    public SecretPlace move(String name, SecretPlace to) throws ConnectorException {
        requireName(name);
        return changing(
                () -> {
                    requireNoLink(name);
                    Set<SecretPlace> places = placesOf(name, encrypted.names());
                    places.remove(SecretPlace.ENVIRONMENT);
                    if (places.isEmpty()) {
                        throw refusal(
                                "SEC-0112",
                                name,
                                "It is not stored here, so it cannot be moved.",
                                "Store it, or leave it in the environment.");
                    }
                    SecretPlace from = places.iterator().next();
                    char[] value = read(name, from);
                    try {
                        redactor.remember(value);
                        requireText(name, value, " in the " + from.word());
                        for (SecretPlace other : places) {
                            if (other != from) {
                                requireSame(name, from, value, other);
                            }
                        }
                        put(name, value, Optional.of(to));
                    } finally {
                        Arrays.fill(value, '\0');
                    }
                    return from;
                });
    }

    /// One that the keychain has lost, or that never arrived there, is not another value.
    private void requireSame(String name, SecretPlace from, char[] value, SecretPlace other)
            throws ConnectorException {
        char[] there;
        try {
            there = read(name, other);
        } catch (ConnectorException failure) {
            if (failure.problem().code().equals("SEC-0101")) {
                return;
            }
            throw failure;
        }
        boolean same = Arrays.equals(there, value);
        redactor.remember(there);
        Arrays.fill(there, '\0');
        if (!same) {
            throw refusal(
                    "SEC-0112",
                    name,
                    "It has one value in the "
                            + from.word()
                            + ", which is used, and another in the "
                            + other.word()
                            + ".",
                    "Store the right one anew; the others are taken away then.");
        }
    }

    /// Takes a value away for good, wherever it is stored.
    public void remove(String name) throws ConnectorException {
        requireName(name);
        changing(
                () -> {
                    requireNoLink(name);
                    takeAway(name, EnumSet.noneOf(SecretPlace.class));
                    return SecretPlace.KEYCHAIN;
                });
    }

    /// Opens the encrypted file for this process, or makes it with this password.
    public void unlock(char[] password) throws ConnectorException {
        changing(
                () -> {
                    encrypted.unlock(password);
                    return SecretPlace.ENCRYPTED_FILE;
                });
    }

    private SecretPlace put(String name, char[] value, Optional<SecretPlace> to)
            throws ConnectorException {
        if (to.isPresent()) {
            return putInto(name, value, to.get());
        }
        // Where it is, it stays.
        if (encrypted.holds(name) || (!keychain.holds(name) && keychain.hindrance().isPresent())) {
            return putInto(name, value, SecretPlace.ENCRYPTED_FILE);
        }
        try {
            return putInto(name, value, SecretPlace.KEYCHAIN);
        } catch (ConnectorException unusable) {
            encrypted.unlockFromFile();
            if (encrypted.look().state() == EncryptedFile.OPEN) {
                return putInto(name, value, SecretPlace.ENCRYPTED_FILE);
            }
            throw unusable;
        }
    }

    private SecretPlace putInto(String name, char[] value, SecretPlace to)
            throws ConnectorException {
        boolean wasThere = holds(name, to);
        switch (to) {
            case KEYCHAIN -> keychain.write(name, value);
            case ENCRYPTED_FILE -> {
                encrypted.unlockFromFile();
                encrypted.write(name, value);
            }
            case ENVIRONMENT, FILE ->
                    throw refusal(
                            "SEC-0112",
                            name,
                            "Nothing is stored in clear here.",
                            "Choose the keychain or the encrypted file.");
        }
        char[] back = read(name, to);
        boolean same = Arrays.equals(back, value);
        Arrays.fill(back, '\0');
        if (!same) {
            takeBack(name, to, wasThere);
            throw refusal(
                    "SEC-0112",
                    name,
                    "What was read back is not what was stored in the new place; where it was"
                            + " before, nothing has been taken away.",
                    "Try again, or choose the other place.");
        }
        try {
            takeAway(name, EnumSet.of(to));
        } catch (ConnectorException kept) {
            throw refusal(
                    "SEC-0114",
                    name,
                    "It is in its new place and is read back from there, but it could not be taken"
                            + " away where it was: "
                            + kept.problem().message(),
                    "Do the same again when that is mended; until then the first of these is used:"
                            + " environment, file in clear, encrypted file, keychain.");
        }
        return to;
    }

    private boolean holds(String name, SecretPlace place) throws ConnectorException {
        return place == SecretPlace.KEYCHAIN ? keychain.holds(name) : encrypted.holds(name);
    }

    /// What did not arrive whole shall not stand in the way of the next attempt.
    private void takeBack(String name, SecretPlace from, boolean wasThere) {
        try {
            if (!wasThere && from == SecretPlace.KEYCHAIN) {
                keychain.remove(name);
            } else if (!wasThere) {
                encrypted.remove(name);
            }
        } catch (ConnectorException kept) {
            // The refusal that follows says what is wrong.
        }
    }

    private char[] read(String name, SecretPlace from) throws ConnectorException {
        return switch (from) {
            case KEYCHAIN -> keychain.readNow(name);
            case ENCRYPTED_FILE -> encrypted.read(name);
            case FILE, ENVIRONMENT ->
                    SecretStore.textOf(SecretStore.PREFIX + name, folder.resolve(name));
        };
    }

    /// Takes a value away everywhere but there.
    private void takeAway(String name, Set<SecretPlace> but) throws ConnectorException {
        if (!but.contains(SecretPlace.FILE) && Files.isRegularFile(folder.resolve(name))) {
            try {
                PrivateFiles.delete(folder.resolve(name));
            } catch (IOException failure) {
                throw KeychainSecrets.unusable(folder.resolve(name), failure);
            }
        }
        if (!but.contains(SecretPlace.KEYCHAIN)) {
            keychain.remove(name);
        }
        if (!but.contains(SecretPlace.ENCRYPTED_FILE)) {
            encrypted.remove(name);
        }
    }

    /// A change that no other may come between.
    @FunctionalInterface
    private interface Change {
        SecretPlace make() throws ConnectorException;
    }

    private SecretPlace changing(Change change) throws ConnectorException {
        Path lock = folder.resolve(".lock");
        try {
            PrivateFiles.directory(folder);
            try (FileChannel channel = PrivateFiles.append(lock);
                    FileLock held = channel.tryLock()) {
                if (held == null) {
                    throw busy();
                }
                return change.make();
            }
        } catch (OverlappingFileLockException other) {
            throw busy();
        } catch (IOException failure) {
            throw KeychainSecrets.unusable(lock, failure);
        }
    }

    private ConnectorException busy() {
        return new ConnectorException(
                Problem.error(
                        "SEC-0112",
                        "secrets in " + folder,
                        "They are being changed by somebody else.",
                        "Try again when that has ended."));
    }

    /// Taking a link away would leave the value in clear where it leads to.
    private void requireNoLink(String name) throws ConnectorException {
        Path file = folder.resolve(name);
        if (Files.isSymbolicLink(file) && Files.isRegularFile(file)) {
            throw refusal(
                    "SEC-0112",
                    name,
                    "Its file "
                            + file
                            + " is a link: its value would stay in clear where that leads to.",
                    "Put the file itself there instead of the link, or take both away, and do the"
                            + " same again.");
        }
    }

    private static void requireText(String name, char[] value, String where)
            throws ConnectorException {
        if (value.length == 0 || new String(value).indexOf('\0') >= 0) {
            throw refusal(
                    "SEC-0113",
                    name,
                    "Its value" + where + " is empty or not text.",
                    "Give it one of text.");
        }
    }

    private static void requireName(String name) throws ConnectorException {
        if (!SecretStore.isName(name)) {
            throw refusal(
                    "SEC-0105",
                    name,
                    "The name of this secret is not valid.",
                    "Use letters, digits, dash and underscore, at most 64.");
        }
    }

    private static ConnectorException refusal(
            String code, String name, String message, String remedy) {
        return new ConnectorException(
                Problem.error(code, SecretStore.PREFIX + name, message, remedy));
    }
}
