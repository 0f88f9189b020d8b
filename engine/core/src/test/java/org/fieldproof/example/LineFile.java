package org.fieldproof.example;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Counter;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkHost;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;

/// Appends lines and forces them; what is there by its identity is not written twice. All of it on
/// the sink's own worker, for a lane is never held up.
final class LineFile implements Sink {
    private final SinkHost host;
    private final Path file;
    private final Counter lines;

    /// Identities that the file holds. Confined to the worker.
    private final Set<String> held = new HashSet<>();

    LineFile(SinkHost host, Path file) {
        this.host = host;
        this.file = file;
        lines = host.meters().counter("lines", "lines");
    }

    @Override
    public CompletionStage<Void> open() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        held.clear();
                        if (Files.exists(file)) {
                            Files.readAllLines(file).forEach(line -> held.add(identity(line)));
                        }
                        return null;
                    } catch (IOException e) {
                        throw new CompletionException(new ConnectorException(away(e), e));
                    }
                },
                host.worker());
    }

    @Override
    public CompletionStage<WriteOutcome> write(RecordBatch batch) {
        return CompletableFuture.supplyAsync(() -> written(batch), host.worker());
    }

    private WriteOutcome written(RecordBatch batch) {
        List<RefusedRecord> refused = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        List<String> taken = new ArrayList<>();
        for (FieldRecord record : batch.records()) {
            String line = line(record);
            if (line.indexOf('\n') != line.length() - 1) {
                refused.add(new RefusedRecord(record.seq(), twoLines()));
            } else if (!held.contains(identity(line))) {
                text.append(line);
                taken.add(identity(line));
            }
        }
        try {
            append(text.toString());
        } catch (IOException e) {
            // Whether a part of it has arrived is not known: it comes again, and is known by name.
            return new WriteOutcome.Unavailable(away(e));
        }
        held.addAll(taken);
        lines.add(taken.size());
        return refused.isEmpty() ? new WriteOutcome.Durable() : new WriteOutcome.Refused(refused);
    }

    /// Durable means that a power cut does not take it away: forced before it is said.
    private void append(String text) throws IOException {
        try (FileChannel out =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    private static String line(FieldRecord record) {
        return String.join(
                        " ",
                        record.epoch().toString(),
                        String.valueOf(record.seq()),
                        record.device(),
                        record.address(),
                        new String(record.payload(), StandardCharsets.UTF_8))
                + "\n";
    }

    private static String identity(String line) {
        return line.substring(0, line.indexOf(' ', line.indexOf(' ') + 1));
    }

    private Problem away(IOException cause) {
        return Problem.error(
                "DEMO-0101",
                "destination " + host.id(),
                "The file " + file.getFileName() + " cannot be written: " + cause.getMessage(),
                "Look at its folder; what waits is kept and comes by itself.");
    }

    private Problem twoLines() {
        return Problem.error(
                "DEMO-0102",
                "destination " + host.id(),
                "The record has more than one line.",
                "Send texts of one line here.");
    }

    @Override
    public CompletionStage<Void> close() {
        return CompletableFuture.runAsync(held::clear, host.worker());
    }
}
