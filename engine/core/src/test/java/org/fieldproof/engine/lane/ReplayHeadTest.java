package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.engine.lane.Batch.Origin;
import org.fieldproof.log.buffer.BufferConfig;
import org.fieldproof.log.buffer.DiskBuffer;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.Fault;
import org.fieldproof.testkit.FaultyFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the lane counts as gone, and what its buffer does.
class ReplayHeadTest {
    private static final Path DIRECTORY = Path.of("/disk/buffer").toAbsolutePath();
    private static final int FILES = 3;
    private static final int PER_FILE = 4;

    private final FaultyFiles disk = new FaultyFiles();

    private DiskBuffer open() throws StoreException {
        return DiskBuffer.open(DIRECTORY, new BufferConfig(1 << 20, 4096), disk);
    }

    /// Each open begins a file of its own.
    private void fill() throws StoreException {
        for (int file = 0; file < FILES; file++) {
            DiskBacklog backlog = new DiskBacklog(open());
            for (int i = 1; i <= PER_FILE; i++) {
                backlog.append(OneLane.record(OneLane.EPOCH, (long) file * PER_FILE + i));
            }
            backlog.sync();
            backlog.close();
        }
    }

    /// As the lane does: so many behind those that are gone are delivered.
    private static List<Long> deliver(DiskBacklog backlog, ReplayHead gone, int count)
            throws StoreException {
        List<Backlog.Kept> kept = backlog.peek(gone.lines(), count, 1 << 20);
        FieldRecord[] records = kept.stream().map(Backlog.Kept::record).toArray(FieldRecord[]::new);
        Backlog.Place[] behind =
                kept.stream().map(Backlog.Kept::behind).toArray(Backlog.Place[]::new);
        gone.done(new Batch(Origin.BUFFER, records, behind, 0), 0);
        return kept.stream().map(each -> each.record().seq()).toList();
    }

    // Harm: a drained file cannot be removed; the lane then steps over as many lines once more
    // that nobody delivered, and lets go of them.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aDiskThatRefusesWhileLinesAreLetGoOfCostsNoLine(long operation) throws Exception {
        fill();
        DiskBacklog backlog = new DiskBacklog(open());
        ReplayHead gone = new ReplayHead(backlog);
        List<Long> arrived = new ArrayList<>(deliver(backlog, gone, PER_FILE + 1));
        disk.failAt(operation, Fault.EIO, true);
        try {
            gone.letGo();
        } catch (StoreException _) {
            // The lane tries again later.
        }
        disk.heal();
        while (gone.lines() < backlog.records()) {
            arrived.addAll(deliver(backlog, gone, 2));
        }
        gone.letGo();
        assertThat(arrived).doesNotHaveDuplicates().hasSize(FILES * PER_FILE);
        assertThat(backlog.records()).isZero();
        backlog.close();
        try (DiskBuffer after = open()) {
            assertThat(after.records()).isZero();
        }
    }
}
