package org.fieldproof.engine.draft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fieldproof.api.command.Outcome.Revision;

/// The revisions of a project that were applied, each a folder with its files, the last 20.
///
/// ```
/// revisions/000012-1764199999000-<sha-256>/project.yaml ...
/// ```
/// Confined to the thread that applies.
public final class RevisionShelf {
    static final int KEPT_MAX = 20;

    private static final Pattern NAME = Pattern.compile("(\\d{6,})-(\\d+)-([0-9a-f]{64})");

    private final Path folder;

    public RevisionShelf(Path folder) {
        this.folder = folder;
    }

    /// The kept ones, newest first.
    public List<Revision> list() throws IOException {
        List<Revision> revisions = new ArrayList<>();
        for (Path each : folders()) {
            Matcher name = NAME.matcher(String.valueOf(each.getFileName()));
            if (name.matches()) {
                revisions.add(
                        new Revision(
                                Long.parseLong(name.group(1)),
                                Instant.ofEpochMilli(Long.parseLong(name.group(2))),
                                name.group(3)));
            }
        }
        revisions.sort(Comparator.comparingLong(Revision::number).reversed());
        return revisions;
    }

    private List<Path> folders() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.toList();
        }
    }

    /// The files of a kept revision; empty if there is none of that number.
    public Optional<SortedMap<String, String>> files(long number) throws IOException {
        for (Path each : folders()) {
            Matcher name = NAME.matcher(String.valueOf(each.getFileName()));
            if (name.matches() && Long.parseLong(name.group(1)) == number) {
                return Optional.of(ProjectWriter.read(each));
            }
        }
        return Optional.empty();
    }

    /// Keeps a revision, durably, and lets the oldest go. The same files again are not kept twice.
    ///
    /// @return its number
    public long keep(Map<String, String> files, String hash, Instant now) throws IOException {
        List<Revision> present = list();
        if (!present.isEmpty()) {
            Revision newest = present.getFirst();
            if (newest.hash().equals(hash) && files(newest.number()).orElseThrow().equals(files)) {
                return newest.number();
            }
        }
        long number = present.isEmpty() ? 1 : present.getFirst().number() + 1;
        Path next = folder.resolve(".next");
        delete(next);
        Files.createDirectories(next);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path target = next.resolve(file.getKey());
            Files.createDirectories(target.resolve("..").normalize());
            ProjectWriter.put(target, file.getValue());
        }
        ProjectWriter.sync(next.resolve("drills"));
        ProjectWriter.sync(next);
        String name = String.format("%06d-%d-%s", number, now.toEpochMilli(), hash);
        Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        ProjectWriter.sync(folder);
        for (int i = KEPT_MAX - 1; i < present.size(); i++) {
            Revision old = present.get(i);
            delete(
                    folder.resolve(
                            String.format(
                                    "%06d-%d-%s",
                                    old.number(), old.appliedAt().toEpochMilli(), old.hash())));
        }
        return number;
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(tree)) {
            for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
