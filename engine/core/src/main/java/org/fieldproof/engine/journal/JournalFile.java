package org.fieldproof.engine.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.data.PrivateFiles;
import org.jspecify.annotations.Nullable;

/// The files behind the event journal: JSON lines, rotated by size, written by a thread of their
/// own (`fp-journal`) from a bounded queue. When the disk refuses or the queue is full, lines are
/// counted as missed, the fault says so, and the file itself says so once it takes lines again.
final class JournalFile {
    private static final long CLOSE_MILLIS_MAX = 2_000;
    private static final long POLL_MILLIS = 200;
    private static final int BATCH_MAX = 256;

    /// @param fileBytes when a file is rotated
    /// @param files how many are kept, the current one included
    /// @param queued most lines waiting for the disk
    record Limits(long fileBytes, int files, int queued) {
        static final Limits STANDARD = new Limits(8L << 20, 4, 10_000);

        Limits {
            if (fileBytes < 1 || files < 2 || queued < 1) {
                throw new IllegalArgumentException(
                        "limits: " + fileBytes + "/" + files + "/" + queued + " (expected: > 0)");
            }
        }
    }

    private final Path folder;
    private final String name;
    private final Limits limits;
    private final ArrayBlockingQueue<GatewayEvent> queue;
    private final AtomicLong missed = new AtomicLong();
    private final AtomicReference<@Nullable Problem> fault = new AtomicReference<>();
    private final JsonFactory json = new JsonFactory();
    private final Thread writer;
    // Written by close, read by the writer.
    private volatile boolean closing;

    private @Nullable FileChannel channel;
    private long writtenBytes;

    JournalFile(Path folder, String name, Limits limits) {
        this.folder = folder;
        this.name = name;
        this.limits = limits;
        this.queue = new ArrayBlockingQueue<>(limits.queued());
        this.writer = Thread.ofPlatform().daemon().name("fp-journal").unstarted(this::write);
    }

    void start() {
        writer.start();
    }

    /// Queues a line; never waits.
    void offer(GatewayEvent event) {
        if (closing || !queue.offer(event)) {
            missed.incrementAndGet();
        }
    }

    Optional<Problem> fault() {
        return Optional.ofNullable(fault.get());
    }

    void close() {
        closing = true;
        try {
            writer.join(CLOSE_MILLIS_MAX);
        } catch (InterruptedException notOurs) {
            // Nobody interrupts threads here; the writer ends by itself.
            return;
        }
    }

    private void write() {
        List<GatewayEvent> batch = new ArrayList<>();
        boolean last = false;
        while (!last) {
            last = closing;
            batch.clear();
            try {
                @Nullable GatewayEvent first = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH_MAX);
                }
            } catch (InterruptedException notOurs) {
                // Nobody interrupts this thread; were it so, closing is the only way out.
                last = closing;
            }
            writeBatch(batch);
            last = last && queue.isEmpty();
        }
        closeChannel();
    }

    private void writeBatch(List<GatewayEvent> batch) {
        if (batch.isEmpty()) {
            return;
        }
        long gap = missed.getAndSet(0);
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (gap > 0) {
                bytes.writeBytes(
                        ("{\"missedLines\":" + gap + "}\n")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
            for (GatewayEvent event : batch) {
                bytes.writeBytes(line(event));
            }
            put(bytes.toByteArray());
            fault.set(null);
        } catch (IOException refused) {
            missed.addAndGet(gap + batch.size());
            closeChannel();
            fault.set(
                    Problem.error(
                            "DATA-0301",
                            "event journal " + folder.resolve(name + ".jsonl"),
                            "Events do not reach their file: " + refused.getMessage() + ".",
                            "Free disk space or mend the permissions; the newest events stay in"
                                    + " memory and writing resumes by itself."));
        }
    }

    private void put(byte[] bytes) throws IOException {
        if (channel == null) {
            FileChannel opened = PrivateFiles.append(folder.resolve(name + ".jsonl"));
            channel = opened;
            writtenBytes = opened.size();
        }
        if (writtenBytes > 0 && writtenBytes + bytes.length > limits.fileBytes()) {
            rotate();
        }
        FileChannel open = java.util.Objects.requireNonNull(channel);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            writtenBytes += open.write(buffer);
        }
    }

    private void rotate() throws IOException {
        closeChannel();
        for (int i = limits.files() - 1; i >= 1; i--) {
            Path from = i == 1 ? folder.resolve(name + ".jsonl") : older(i - 1);
            if (Files.exists(from)) {
                Files.move(from, older(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        channel = PrivateFiles.append(folder.resolve(name + ".jsonl"));
        writtenBytes = 0;
    }

    private Path older(int index) {
        return folder.resolve(name + "." + index + ".jsonl");
    }

    private void closeChannel() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException lost) {
                missed.incrementAndGet();
            }
        }
    }

    private byte[] line(GatewayEvent event) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField("seq", event.seq());
            out.writeStringField("time", event.time().toString());
            out.writeStringField("level", event.level().name());
            out.writeStringField("code", event.code());
            out.writeStringField("object", event.object());
            out.writeStringField("message", event.message());
            out.writeObjectFieldStart("detail");
            for (Map.Entry<String, String> entry : event.detail().entrySet()) {
                out.writeStringField(entry.getKey(), entry.getValue());
            }
            out.writeEndObject();
            out.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }
}
