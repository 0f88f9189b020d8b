package org.fieldproof.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogConfig;
import org.fieldproof.log.LogListener;
import org.fieldproof.log.LogReader;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.log.recovery.GapCause;
import org.fieldproof.log.recovery.RecoveryAction;

/// What must be in a log, kept apart from it: every record that was answered with `durable`
/// stands under its seq, and nothing stands there that was never sent.
final class LogOracle {
    static final Path DIRECTORY = Path.of("/disk/log").toAbsolutePath();

    private final Map<Long, String> accepted = new TreeMap<>();
    private final Set<String> sent = new HashSet<>();
    private int next;

    static LogConfig config() {
        return new LogConfig(DIRECTORY, LogConfig.SEGMENT_BYTES_MIN, 8 << 10, System::nanoTime)
                .withStallPauseMillis(1);
    }

    static DurableLog open(LogFiles files) throws StoreException {
        return DurableLog.open(config(), files, LogListener.none());
    }

    Map<Long, String> accepted() {
        return accepted;
    }

    /// A new record, longer ones now and then so that segments fill.
    TextRecord record(int padding) {
        String text = "record-" + next++ + "-" + "x".repeat(padding);
        sent.add(text);
        return new TextRecord(text);
    }

    void note(TextRecord record) {
        if (record.seq() > 0) {
            assertThat(accepted.put(record.seq(), record.text()))
                    .as("LOG-4: seq %s was given twice", record.seq())
                    .isNull();
        }
    }

    static Map<Long, String> readAll(DurableLog log, long fromSeq) throws StoreException {
        Map<Long, String> found = new TreeMap<>();
        try (LogReader reader = log.reader(fromSeq)) {
            int read = 1;
            while (read > 0) {
                read =
                        reader.read(
                                4096,
                                (seq, payload) ->
                                        found.put(
                                                seq,
                                                StandardCharsets.UTF_8.decode(payload).toString()));
            }
        }
        return found;
    }

    /// Everything accepted is there; what else is there was sent; seqs have no hole.
    void check(DurableLog log, String when) throws StoreException {
        Map<Long, String> found = readAll(log, log.firstSeq());
        long first = log.firstSeq();
        for (Map.Entry<Long, String> each : accepted.entrySet()) {
            if (each.getKey() >= first) {
                assertThat(found)
                        .as("accepted record, %s", when)
                        .containsEntry(each.getKey(), each.getValue());
            }
        }
        assertThat(sent).as("nothing invented, %s", when).containsAll(found.values());
        Set<Long> missing = new TreeSet<>();
        for (RecoveryAction.ReportGap gap : log.recovery().gaps()) {
            assertThat(gap.cause()).as("gap, %s", when).isEqualTo(GapCause.LAST_WRITE_TORN);
            for (long seq = gap.seqs().fromSeq(); seq <= gap.seqs().toSeq(); seq++) {
                missing.add(seq);
            }
        }
        for (long seq = first; seq <= log.durableSeq(); seq++) {
            assertThat(found.containsKey(seq))
                    .as("seq %s is there or reported missing, %s", seq, when)
                    .isEqualTo(!missing.contains(seq));
        }
    }

    /// After a recovery: records that were not answered and are there all the same have a seq
    /// now.
    void adopt(DurableLog log) throws StoreException {
        accepted.putAll(readAll(log, log.firstSeq()));
    }
}
