package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.engine.rig.ScriptedDestination.Mood;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.junit.jupiter.api.Test;

/// LANE-11, over a planted bug: memory that the lane says it wrote down, and did not. Harm: the
/// accounts that knew of it end with the process, and the next start counts what is there.
class LostMemoryTest extends OneLane {
    private LaneFiles files() throws StoreException {
        Path position = folder.resolve("position");
        return LaneFiles.open(
                definition(), folder.resolve("buffer"), folder, position, LogFiles.nio());
    }

    private static LaneDefinition definition() {
        return definition(FullPolicy.BLOCK, 32 << 20, 0);
    }

    private LostAtOpen afterAnOutageWith(LaneMutant mutant) throws StoreException {
        destination.mood(Mood.UNAVAILABLE);
        Lane lane = open(definition(), mutant.over(files().store()));
        hand(lane, 500);
        await(lane, look -> look.queued() == 0 && look.position() == 500, "the disk buffer");
        stop(lane);
        LaneFiles again = files();
        again.close();
        return again.lost();
    }

    @Test
    void memoryThatDidNotGoToTheDiskIsMissedAtTheNextStart() throws StoreException {
        LostAtOpen lost = afterAnOutageWith(LaneMutant.LOSE_ONE_IN_50);
        assertThat(lost.records()).isEqualTo(10);
        assertThat(lost.exact()).isTrue();
        assertThat(lost.where()).contains("up to seq 500");
    }

    /// The control.
    @Test
    void memoryThatWentToTheDiskIsThere() throws StoreException {
        assertThat(afterAnOutageWith(LaneMutant.NONE)).isEqualTo(LostAtOpen.NOTHING);
    }
}
