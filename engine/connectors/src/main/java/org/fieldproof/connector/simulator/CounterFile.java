package org.fieldproof.connector.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How far each device has counted, on disk, so that no counter is ever used twice: after a crash
/// a device goes on behind everything it may have sent.
///
/// One line per device, `<counter> <id>`, UTF-8. Replaced as a whole: written beside, synced,
/// moved. Confined to one thread.
final class CounterFile {
    private static final String HEADER = "fieldproof simulator counters 1";

    private final Path file;

    CounterFile(Path directory) {
        file = directory.resolve("counters");
    }

    Path path() {
        return file;
    }

    /// @throws IOException where it is there and cannot be understood
    Map<String, Long> read() throws IOException {
        Map<String, Long> counters = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return counters;
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw new IOException("it does not begin with '" + HEADER + "'");
        }
        for (String line : lines.subList(1, lines.size())) {
            int space = line.indexOf(' ');
            try {
                counters.put(line.substring(space + 1), Long.parseLong(line.substring(0, space)));
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
                throw new IOException("the line '" + line + "' is no counter", e);
            }
        }
        return counters;
    }

    void write(Map<String, Long> counters) throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        counters.forEach((device, n) -> text.append(n).append(' ').append(device).append('\n'));
        Path beside = file.resolveSibling("counters.new");
        try (FileChannel channel =
                FileChannel.open(
                        beside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(
                beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
