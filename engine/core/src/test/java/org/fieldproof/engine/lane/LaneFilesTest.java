package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.engine.lane.LaneStore.SavedPosition;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.junit.jupiter.api.Test;

/// A lane's files are closed, however opening or ending goes. If not, a project that is applied
/// again and again runs out of file handles.
class LaneFilesTest extends OneLane {
    private static final Path HANDLES = Path.of("/proc/self/fd");
    private static final LaneDefinition DEFINITION = definition(FullPolicy.BLOCK, 32 << 20, 0);

    private LaneFiles openFiles() throws StoreException {
        return LaneFiles.open(
                DEFINITION,
                folder.resolve("buffer"),
                folder,
                folder.resolve("position"),
                LogFiles.nio());
    }

    private List<Path> handles() throws IOException {
        List<Path> open = new ArrayList<>();
        try (var each = Files.newDirectoryStream(HANDLES)) {
            for (Path handle : each) {
                try {
                    open.add(Files.readSymbolicLink(handle));
                } catch (IOException _) {
                    // Closed meanwhile, such as the one of this listing.
                }
            }
        }
        Path real = folder.toRealPath();
        open.removeIf(path -> !path.startsWith(real));
        return open;
    }

    @Test
    void whatWasOpenedIsClosedWhereTheNextOneCannotBe() throws Exception {
        assumeTrue(Files.isDirectory(HANDLES));
        LaneFiles control = openFiles();
        assertThat(handles()).as("control: they can be seen").isNotEmpty();
        control.close();
        Files.delete(folder.resolve("records.ndjson"));
        Files.createDirectory(folder.resolve("records.ndjson"));
        assertThatThrownBy(this::openFiles).isInstanceOf(StoreException.class);
        assertThat(handles()).isEmpty();
    }

    private record FullDisk(SavedPosition saved, AtomicBoolean full, AtomicBoolean closed)
            implements SavedPosition {
        @Override
        public UUID epoch() {
            return saved.epoch();
        }

        @Override
        public long position() {
            return saved.position();
        }

        @Override
        public void save(UUID epoch, long at) throws StoreException {
            if (full.get()) {
                throw StoreException.of(
                        "LOG-0421", "position", "save", new IOException("No space left on device"));
            }
            saved.save(epoch, at);
        }

        @Override
        public void close() {
            closed.set(true);
            saved.close();
        }
    }

    @Test
    void aLaneWhoseLastStepFailsClosesItsFiles() throws StoreException {
        AtomicBoolean full = new AtomicBoolean();
        AtomicBoolean closed = new AtomicBoolean();
        LaneStore store = openFiles().store();
        Lane lane =
                open(
                        DEFINITION,
                        new LaneStore(
                                store.backlog(),
                                store.vault(),
                                new FullDisk(store.position(), full, closed),
                                store.ages(),
                                store.books(),
                                store.lost()));
        hand(lane, 10);
        await(lane, look -> look.durable() == 10, "delivery");
        full.set(true);
        stop(lane);
        assertThat(closed).isTrue();
    }
}
