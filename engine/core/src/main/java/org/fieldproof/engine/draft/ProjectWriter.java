package org.fieldproof.engine.draft;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Replaces the files of a project as a whole (REV-1): the new texts are written and synced beside
/// the old ones, then a list of what is to be moved is, and only then anything is moved. Whoever
/// finds the list finishes the moves. Texts that replace those of a list that is still there lie
/// under other names, so that the one list replaces the other in one step.
public final class ProjectWriter {
    private static final String LIST = ".fieldproof-apply";
    private static final String NEXT = ".next";
    private static final String BACK = ".back";
    private static final String TRIED = ".try";
    private static final int FILE_BYTES_MAX = 1 << 20;
    private static final int FILES_MAX = 300;

    /// Told before each step that touches the disk; tests stop there.
    interface Steps {
        void before(String step) throws IOException;
    }

    private final Steps steps;

    ProjectWriter(Steps steps) {
        this.steps = steps;
    }

    public ProjectWriter() {
        this(step -> {});
    }

    /// Every file of a project that a draft is made of.
    public static SortedMap<String, String> read(Path folder) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        for (String name : names(folder)) {
            files.put(name, text(folder.resolve(name)));
        }
        return files;
    }

    /// The names of the project's files that exist.
    public static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        for (String name : List.of(DraftFiles.PROJECT, "layout.yaml")) {
            if (Files.isRegularFile(folder.resolve(name))) {
                names.add(name);
            }
        }
        Path drills = folder.resolve("drills");
        if (Files.isDirectory(drills)) {
            try (Stream<Path> list = Files.list(drills)) {
                for (Path file : list.sorted().limit(FILES_MAX).toList()) {
                    String name = String.valueOf(file.getFileName());
                    if (name.endsWith(".yaml") && Files.isRegularFile(file)) {
                        names.add("drills/" + name);
                    }
                }
            }
        }
        return names;
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IOException(file.getFileName() + " is larger than 1 MiB");
        }
        return Files.readString(file);
    }

    /// Finds out whether [#write] would find room and leave to write, by laying out what changes
    /// under names that nothing else looks at, and taking it away again.
    public void rehearse(Path folder, Map<String, String> files) throws IOException {
        SortedMap<String, String> present = read(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (!file.getValue().equals(present.get(file.getKey()))) {
                Path target = folder.resolve(file.getKey());
                Files.createDirectories(parent(target));
                Path tried = beside(target, TRIED);
                try {
                    put(tried, file.getValue());
                } finally {
                    if (Files.isRegularFile(tried)) {
                        Files.delete(tried);
                    }
                }
            }
        }
    }

    /// Makes the project's files these.
    public void write(Path folder, Map<String, String> files) throws IOException {
        SortedMap<String, String> present = read(folder);
        Path list = folder.resolve(LIST);
        List<String> unfinished =
                Files.isRegularFile(list) ? text(list).lines().toList() : List.of();
        boolean next = unfinished.stream().noneMatch(line -> line.startsWith("move "));
        List<String> moves = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (!file.getValue().equals(present.get(file.getKey()))) {
                Path target = folder.resolve(file.getKey());
                Files.createDirectories(parent(target));
                steps.before("write " + file.getKey());
                put(beside(target, next ? NEXT : BACK), file.getValue());
                moves.add((next ? "move " : "back ") + file.getKey());
            }
        }
        for (String name : present.keySet()) {
            if (!files.containsKey(name)) {
                moves.add("drop " + name);
            }
        }
        if (!moves.isEmpty()) {
            sync(folder);
            sync(folder.resolve("drills"));
            steps.before("list");
            put(beside(list, NEXT), String.join("\n", moves) + "\nend\n");
            Files.move(beside(list, NEXT), list, StandardCopyOption.ATOMIC_MOVE);
            sync(folder);
            finish(folder, moves);
        } else if (!unfinished.isEmpty()) {
            Files.delete(list);
            sync(folder);
        }
        sweep(folder);
    }

    /// Takes away what a list that is no more had laid out.
    private static void sweep(Path folder) throws IOException {
        for (Path each : List.of(folder, folder.resolve("drills"))) {
            if (Files.isDirectory(each)) {
                try (Stream<Path> files = Files.list(each)) {
                    for (Path file : files.filter(ProjectWriter::isLaidOut).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
    }

    private static boolean isLaidOut(Path file) {
        return String.valueOf(file.getFileName()).matches("\\..+\\.yaml\\.(next|back|try)");
    }

    /// Finishes what a crash has left half done; nothing happens where nothing is.
    public void recover(Path folder) throws IOException {
        Path list = folder.resolve(LIST);
        if (!Files.isRegularFile(list)) {
            return;
        }
        List<String> moves = new ArrayList<>(text(list).lines().toList());
        if (moves.isEmpty() || !moves.removeLast().equals("end")) {
            throw new IOException(LIST + " in " + folder + " is damaged");
        }
        finish(folder, moves);
    }

    private void finish(Path folder, List<String> moves) throws IOException {
        for (String move : moves) {
            String name = move.substring("move ".length());
            if (!name.matches("(drills/)?[^/\\\\]+\\.yaml")) {
                throw new IOException(LIST + " names " + name + ", which is no file of a project");
            }
            Path target = folder.resolve(name);
            steps.before(move);
            if (move.startsWith("drop ")) {
                Files.deleteIfExists(target);
            } else {
                Path next = beside(target, move.startsWith("back ") ? BACK : NEXT);
                if (Files.exists(next)) {
                    replace(target, next);
                }
            }
        }
        sync(folder);
        sync(folder.resolve("drills"));
        steps.before("done");
        Files.deleteIfExists(folder.resolve(LIST));
        sync(folder);
    }

    /// A link stays a link: what it leads to is replaced. In another folder that is a copy, which
    /// is as durable as a move before what it was made from goes.
    static void replace(Path target, Path next) throws IOException {
        Path real = Files.exists(target) ? target.toRealPath() : target;
        if (!parent(real).equals(parent(next).toRealPath())) {
            Path copy = beside(real, NEXT);
            put(copy, Files.readString(next));
            Files.move(copy, real, StandardCopyOption.ATOMIC_MOVE);
            sync(parent(real));
            Files.delete(next);
            return;
        }
        Files.move(next, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("file: " + file + " (expected: inside a folder)");
        }
        return parent;
    }

    private static Path beside(Path target, String suffix) {
        return target.resolveSibling("." + target.getFileName() + suffix);
    }

    static void put(Path file, String text) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /// Makes moves in a folder durable; where folders cannot be opened, the system does without.
    static void sync(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException windows) {
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }
}
