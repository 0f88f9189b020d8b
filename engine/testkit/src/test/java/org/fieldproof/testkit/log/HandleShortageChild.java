package org.fieldproof.testkit.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogConfig;
import org.fieldproof.log.LogListener;
import org.fieldproof.log.LogState;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.testkit.Await;

/// A process of its own that uses up its file handles while a log is open.
final class HandleShortageChild {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int RECORD_BYTES = 7000;

    /// Eight of these fill a segment.
    private static final int OF_A_SEGMENT = 8;

    private HandleShortageChild() {}

    private static List<TextRecord> append(DurableLog log, int count) {
        List<TextRecord> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TextRecord record = new TextRecord("x".repeat(RECORD_BYTES));
            all.add(record);
            log.append(record);
        }
        return all;
    }

    /// Directory of the log; `blind` for one whose spare file cannot be had.
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        LogConfig config =
                new LogConfig(directory, LogConfig.SEGMENT_BYTES_MIN, 8 << 10, System::nanoTime);
        if (args[1].equals("blind")) {
            // A folder in its place: it cannot be opened.
            Files.createDirectories(directory.resolve("next.spare"));
        }
        Hog hog = new Hog();
        try (DurableLog log = DurableLog.open(config, LogFiles.nio(), LogListener.none())) {
            append(log, OF_A_SEGMENT + 4).forEach(TextRecord::await);
            say("before", log);
            hog.begin();
            List<TextRecord> one = append(log, OF_A_SEGMENT);
            Await.until(
                    LIMIT,
                    () -> one.getLast().answered() || log.stats().state() == LogState.DISK_FULL,
                    "an answer or a stall");
            say(one.getLast().answered() ? "accepted" : "waiting", log);
            hog.end();
            one.forEach(TextRecord::await);
            append(log, OF_A_SEGMENT).forEach(TextRecord::await);
            say("after", log);
        }
        System.exit(0);
    }

    /// Takes every handle, and each that becomes free, as a flood of connections does.
    private static final class Hog extends Thread {
        private static final long PAUSE_NANOS = 1_000_000;

        private final List<InputStream> held = new ArrayList<>();
        private final CountDownLatch full = new CountDownLatch(1);
        private volatile boolean ended;

        void begin() throws InterruptedException {
            start();
            full.await();
        }

        @Override
        public void run() {
            while (!ended) {
                try {
                    held.add(Files.newInputStream(Path.of("/dev/null")));
                } catch (IOException e) {
                    if (full.getCount() > 0) {
                        System.out.println("hogs " + e.getMessage());
                        full.countDown();
                    }
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }

        void end() throws InterruptedException, IOException {
            ended = true;
            join();
            for (InputStream each : held) {
                each.close();
            }
        }
    }

    private static void say(String what, DurableLog log) {
        System.out.println(what + " " + log.durableSeq() + " " + log.stats().segments());
    }
}
