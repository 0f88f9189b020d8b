package org.fieldproof.views.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.api.Test;

final class DrillsViewModelTest {

    private final FakeDesk fake = new FakeDesk();
    private final DrillsViewModel model = new DrillsViewModel(fake.desk);

    @Test
    void anOpenInterlockHindersWithItsCauseAndRemedy() {
        DrillSnapshot drills = fake.frame().snapshot().drills();
        assertThat(model.hindrance(drills, drills.available().getFirst())).isEmpty();
        assertThat(model.hindrance(drills, drills.available().getLast()))
                .contains("212 buffered")
                .contains("Wait until");
        assertThat(model.library(drills).getLast().state().words()).isEqualTo("1 open");
    }

    /// Harm: the result of yesterday is taken for that of the run that has just ended.
    @Test
    void aResultOfYesterdayCarriesItsDate() {
        fake.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "c", null));
        Frame frame = fake.after(60);
        DrillSnapshot drills = frame.snapshot().drills();
        String today = model.results(drills, frame.now()).getFirst().time();
        assertThat(today).hasSize("10:42:17".length());
        assertThat(model.results(drills, frame.now().plus(Duration.ofDays(1))).getFirst().time())
                .isEqualTo("20 Nov " + today);
    }

    @Test
    void theTimelineKnowsWhatIsDoneNowAndAhead() {
        fake.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "c", null));
        Frame frame = fake.after(20);
        DrillSnapshot.Run run =
                Objects.requireNonNull(frame.snapshot().drills().running(), "no run");
        var cells = model.timeline(run, frame.snapshot().time().toEpochMilli());
        assertThat(cells)
                .extracting(PhaseCell::progress)
                .containsExactly(
                        PhaseCell.Progress.DONE,
                        PhaseCell.Progress.DONE,
                        PhaseCell.Progress.DONE,
                        PhaseCell.Progress.NOW,
                        PhaseCell.Progress.AHEAD,
                        PhaseCell.Progress.AHEAD,
                        PhaseCell.Progress.AHEAD,
                        PhaseCell.Progress.AHEAD);
        assertThat(model.remaining(run)).isEqualTo("0:20 left");
        assertThat(
                        model.hindrance(
                                frame.snapshot().drills(),
                                frame.snapshot().drills().available().getFirst()))
                .isEqualTo("A drill is running.");
    }
}
