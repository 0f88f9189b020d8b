package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.engine.record.RecordJson;
import org.fieldproof.log.buffer.BufferConfig;
import org.fieldproof.log.buffer.DiskBuffer;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.Fault;
import org.fieldproof.testkit.FaultyFiles;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a lane that falls back writes each record as JSON twice, just when it has no
/// time.
class DiskBacklogTest {
    private static final Path DIRECTORY = Path.of("/disk/buffer").toAbsolutePath();

    private final AtomicInteger written = new AtomicInteger();

    private final FaultyFiles files = new FaultyFiles();

    private DiskBacklog open(long quotaBytes) throws Exception {
        RecordJson json = new RecordJson();
        return new DiskBacklog(
                DiskBuffer.open(DIRECTORY, new BufferConfig(quotaBytes, 4096), files),
                record -> {
                    written.incrementAndGet();
                    return json.write(record);
                });
    }

    private static FieldRecord[] records(int count) {
        FieldRecord[] records = new FieldRecord[count];
        for (int i = 0; i < count; i++) {
            records[i] = OneLane.record(OneLane.EPOCH, i + 1);
        }
        return records;
    }

    @Test
    void whatRoomWasAskedForIsWrittenAsJsonOnce() throws Exception {
        DiskBacklog backlog = open(1 << 20);
        FieldRecord[] batch = records(5);
        assertThat(backlog.hasRoomFor(batch)).isTrue();
        for (FieldRecord record : batch) {
            assertThat(backlog.append(record)).isTrue();
        }
        assertThat(written).hasValue(5);
        backlog.append(OneLane.record(OneLane.EPOCH, 6));
        assertThat(written).as("one that nobody asked about").hasValue(6);
        backlog.sync();
        List<Backlog.Kept> kept = backlog.peek(0, 10, 1 << 20);
        assertThat(kept.stream().map(each -> each.record().seq()))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        backlog.close();
    }

    /// Harm: lines of a batch that broke off stay in memory, as long as the disk is at fault.
    @Test
    void whatIsBehindARecordThatCouldNotBeAppendedIsForgotten() throws Exception {
        DiskBacklog backlog = open(1 << 20);
        FieldRecord[] batch = records(60);
        assertThat(backlog.hasRoomFor(batch)).isTrue();
        files.failAt(1, Fault.EIO, true);
        int appended = 0;
        try {
            for (FieldRecord record : batch) {
                backlog.append(record);
                appended++;
            }
        } catch (StoreException broken) {
            assertThat(broken).hasMessageContaining("Disk buffer");
        }
        assertThat(appended).as("it broke off").isLessThan(batch.length - 1);
        files.heal();
        written.set(0);
        backlog.append(batch[batch.length - 1]);
        assertThat(written).as("written anew").hasValue(1);
        backlog.close();
    }

    @Test
    void whatWasAskedAboutAndNeverAppendedIsForgottenWithTheSync() throws Exception {
        DiskBacklog backlog = open(1 << 20);
        FieldRecord[] batch = records(3);
        assertThat(backlog.hasRoomFor(batch)).isTrue();
        backlog.append(batch[0]);
        backlog.sync();
        backlog.append(batch[1]);
        assertThat(written).hasValue(4);
        backlog.close();
    }

    /// Harm: lines of a batch that found no room stay in memory.
    @Test
    void whatFoundNoRoomIsWrittenAnewWhenThereIsSome() throws Exception {
        DiskBacklog backlog = open(8192);
        FieldRecord[] many = records(200);
        assertThat(backlog.hasRoomFor(many)).isFalse();
        backlog.append(many[0]);
        assertThat(written).hasValue(201);
        backlog.close();
    }
}
