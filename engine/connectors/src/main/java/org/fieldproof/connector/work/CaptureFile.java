package org.fieldproof.connector.work;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorHost;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.api.value.TypedValue;

/// A recording of what a real device said, for a simulator to say again. One line a reading, in
/// UTF-8 with tabs between: milliseconds since the beginning, address, type, value in the notation
/// of [TypedValue] (`none` where the reading was BAD). Bounded. Any thread, for it is closed by
/// another than the one that reads.
public final class CaptureFile implements AutoCloseable {
    /// Most bytes of a capture.
    public static final long BYTES_MAX = 64L << 20;

    private final BufferedWriter out;
    private final GatewayClock clock;
    private final long beganNanos;
    private long bytes;
    private boolean failed;

    /// One line of a capture.
    public record Entry(long atMillis, String address, String type, TypedValue value) {}

    /// Begins a capture, over what stood there.
    public CaptureFile(Path file, GatewayClock clock) throws IOException {
        out = Files.newBufferedWriter(file);
        this.clock = clock;
        beganNanos = clock.nanoTime();
    }

    /// Begins the capture of a connection, `capture.tsv` in its data directory.
    ///
    /// @param code of the problem that it cannot be written
    public static CaptureFile begin(ConnectorHost host, String code) throws ConnectorException {
        try {
            return new CaptureFile(host.dataDirectory().resolve("capture.tsv"), host.clock());
        } catch (IOException e) {
            throw new ConnectorException(
                    Problem.error(
                            code,
                            "connection " + host.id(),
                            "The capture cannot be written: " + e.getMessage() + ".",
                            "Check the data directory, or leave capture away."),
                    e);
        }
    }

    /// What the device said, before any scaling.
    public synchronized void reading(TagDefinition tag, Reading raw) {
        TypedValue value = raw.quality() == Quality.BAD ? new TypedValue.None() : raw.value();
        long atMillis = (clock.nanoTime() - beganNanos) / 1_000_000;
        String line =
                atMillis
                        + "\t"
                        + tag.address()
                        + "\t"
                        + tag.type()
                        + "\t"
                        + new String(value.encode(), StandardCharsets.UTF_8)
                        + "\n";
        bytes += line.getBytes(StandardCharsets.UTF_8).length;
        if (failed || bytes > BYTES_MAX) {
            return;
        }
        try {
            out.write(line);
        } catch (IOException e) {
            // A full disk ends the recording, not the reading.
            failed = true;
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            failed = true;
        }
    }

    /// Reads a capture.
    ///
    /// @throws IOException also where a line is not of a capture
    public static List<Entry> read(Path file) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException(file + ": larger than 64 MiB");
        }
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String[] cells = line.split("\t", -1);
            try {
                if (cells.length != 4) {
                    throw new IllegalArgumentException(cells.length + " cells (expected: 4)");
                }
                TypedValue value = TypedValue.decode(cells[3].getBytes(StandardCharsets.UTF_8));
                entries.add(new Entry(Long.parseLong(cells[0]), cells[1], cells[2], value));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
            }
        }
        return entries;
    }
}
