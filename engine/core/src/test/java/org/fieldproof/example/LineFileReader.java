package org.fieldproof.example;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ReadBack;

/// Reads what a file of lines holds, for the evidence ledger; it shares nothing with the sink but
/// the format.
final class LineFileReader implements ReadBack {
    private static final int FIELDS = 5;

    private final Path file;

    LineFileReader(Path file) {
        this.file = file;
    }

    /// A file keeps what it has: nothing can be missed.
    @Override
    public void begin() {}

    @Override
    public void arrivals(UUID epoch, long fromSeq, long toSeq, Consumer<Arrival> each)
            throws ConnectorException {
        try {
            for (String line : Files.readAllLines(file)) {
                String[] fields = line.split(" ", FIELDS);
                long seq = Long.parseLong(fields[1]);
                if (fields[0].equals(epoch.toString()) && seq >= fromSeq && seq <= toSeq) {
                    each.accept(
                            new Arrival(epoch, seq, fields[2], fields[3], crc32c(fields[4]), 0));
                }
            }
        } catch (IOException e) {
            throw new ConnectorException(
                    Problem.error(
                            "DEMO-0103",
                            "destination",
                            "The file " + file.getFileName() + " cannot be read.",
                            "Look at its folder."),
                    e);
        }
    }

    private static int crc32c(String payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    @Override
    public void close() {}
}
