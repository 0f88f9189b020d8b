package org.fieldproof.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogHold;
import org.fieldproof.log.LogReader;
import org.fieldproof.testkit.CutOutcome;
import org.fieldproof.testkit.FaultyFiles;
import org.junit.jupiter.api.Test;

/// The log beside a model that is a sorted map: the same random actions on both, compared after
/// each. A failure names its seed.
class LogModelTest {
    private static final int RUNS = 40;
    private static final int ACTIONS = 120;

    /// Harm: some order of appending, reading, releasing, holding, stopping and dying loses,
    /// repeats or reorders.
    @Test
    void anyOrderOfActionsAgreesWithAMap() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            new Run(run).play();
        }
    }

    private static final class Run {
        private final String name;
        private final SplittableRandom random;
        private final LogOracle oracle = new LogOracle();
        private final TreeMap<Long, String> model = new TreeMap<>();
        private FaultyFiles disk = new FaultyFiles();
        private DurableLog log;
        private LogReader reader;
        private LogHold hold;
        private long releasedThrough;

        Run(int seed) throws Exception {
            name = "seed " + seed;
            random = new SplittableRandom(seed);
            log = LogOracle.open(disk);
            reader = log.reader(1);
            hold = log.hold(1);
        }

        void play() throws Exception {
            for (int i = 0; i < ACTIONS; i++) {
                String what = name + ", action " + i;
                switch (random.nextInt(10)) {
                    case 0, 1, 2, 3 -> append(what);
                    case 4, 5 -> read(what);
                    case 6 -> release();
                    case 7 -> moveHold();
                    case 8 -> readFromAnywhere(what);
                    default -> restart(what);
                }
            }
            reader.close();
            log.close();
        }

        private void append(String what) {
            List<TextRecord> records = new ArrayList<>();
            int count = 1 + random.nextInt(20);
            for (int i = 0; i < count; i++) {
                TextRecord record = oracle.record(random.nextInt(10) == 0 ? 6000 : 30);
                records.add(record);
                log.append(record);
            }
            for (TextRecord record : records) {
                assertThat(record.await().seq()).as(what).isEqualTo(nextSeq());
                model.put(record.seq(), record.text());
            }
            assertThat(log.durableSeq()).as(what).isEqualTo(model.lastKey());
        }

        private long nextSeq() {
            return model.isEmpty() ? 1 : model.lastKey() + 1;
        }

        private void read(String what) throws Exception {
            long from = reader.nextSeq();
            Map<Long, String> found = new TreeMap<>();
            reader.read(
                    1 + random.nextInt(3000),
                    (seq, payload) -> {
                        assertThat(seq).as(what).isEqualTo(from + found.size());
                        found.put(
                                seq,
                                java.nio.charset.StandardCharsets.UTF_8.decode(payload).toString());
                    });
            assertThat(found).as(what).isEqualTo(model.subMap(from, reader.nextSeq()));
            boolean more = from <= log.durableSeq();
            assertThat(found.isEmpty()).as(what).isEqualTo(!more);
        }

        private void release() {
            // The reader stands for the dispatcher: what it has not read is not released.
            if (reader.nextSeq() > 1) {
                long through = random.nextLong(reader.nextSeq());
                log.releaseThrough(through);
                releasedThrough = Math.max(releasedThrough, through);
            }
        }

        private void moveHold() {
            long from = Math.max(hold.fromSeq(), log.firstSeq());
            LogHold next = log.hold(from + random.nextInt(30));
            hold.close();
            hold = next;
        }

        private void readFromAnywhere(String what) throws Exception {
            LogHold here = log.hold(log.firstSeq());
            long first = log.firstSeq();
            assertThat(first)
                    .as(what + ": nothing unreleased or held is gone")
                    .isLessThanOrEqualTo(Math.min(releasedThrough + 1, hold.fromSeq()));
            long span = nextSeq() - first;
            long from = first + (span == 0 ? 0 : random.nextLong(span));
            assertThat(LogOracle.readAll(log, from)).as(what).isEqualTo(model.tailMap(from, true));
            here.close();
        }

        private void restart(String what) throws Exception {
            long readTo = reader.nextSeq();
            reader.close();
            if (random.nextBoolean()) {
                log.close();
            } else {
                CutOutcome[] outcomes = CutOutcome.values();
                FaultyFiles before = disk;
                before.cutPower();
                disk = before.restart(outcomes[random.nextInt(outcomes.length)], random);
                log.close();
            }
            long heldFrom = hold.fromSeq();
            log = LogOracle.open(disk);
            assertThat(log.recovery().gaps()).as(what).isEmpty();
            assertThat(log.recovery().nextSeq()).as(what).isEqualTo(nextSeq());
            hold = log.hold(heldFrom);
            reader = log.reader(readTo);
        }
    }
}
