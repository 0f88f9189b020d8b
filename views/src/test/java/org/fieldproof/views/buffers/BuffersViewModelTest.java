package org.fieldproof.views.buffers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.ShareBar;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.api.Test;

final class BuffersViewModelTest {

    private final FakeDesk fake = new FakeDesk();
    private final BuffersViewModel model = new BuffersViewModel(fake.desk);

    private GatewaySnapshot outage() {
        fake.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "c", null));
        return fake.after(20).snapshot();
    }

    @Test
    void theLogComesFirstThenEveryLane() {
        assertThat(model.rows(fake.frame().snapshot()))
                .extracting(BufferRow::id)
                .containsExactly("log", "local", "upstream");
    }

    @Test
    void anOutageSaysWhenTheBufferIsFullAndHowLongItDrains() {
        GatewaySnapshot picture = outage();
        BufferRow row = model.rows(picture).getLast();
        assertThat(row.state().mark()).isEqualTo(Mark.HIGH);
        assertThat(row.fullIn()).isEqualTo("5 h 12 min");
        LaneSnapshot lane = model.inFocus(picture, "").orElseThrow();
        assertThat(lane.id()).isEqualTo("upstream");
        List<String> sentences = model.sentences(picture, lane);
        assertThat(sentences.getFirst()).contains("full in 5 h 12 min").contains("UTC");
        assertThat(sentences.get(1)).contains("drained in about");
        assertThat(sentences.get(2)).contains("Next try in 4 s (no. 7)");
    }

    @Test
    void whatKeepsUpSaysSo() {
        GatewaySnapshot picture = fake.frame().snapshot();
        LaneSnapshot lane = picture.lanes().getFirst();
        assertThat(model.sentences(picture, lane)).hasSize(1);
        assertThat(model.rows(picture).get(1).fullIn()).isEqualTo("–");
    }

    @Test
    void thePartsOfALaneAddUpToWhatWasRouted() {
        for (LaneSnapshot lane : outage().lanes()) {
            double whole = model.parts(lane).stream().mapToDouble(ShareBar.Part::amount).sum();
            assertThat(whole).isEqualTo((double) lane.routedTotal());
            assertThat(model.custody(lane)).endsWith("balance 0");
        }
    }

    @Test
    void theNearerTheEndTheLouder() {
        assertThat(BuffersViewModel.urgency(-1)).isEqualTo("fp-muted");
        assertThat(BuffersViewModel.urgency(60)).isEqualTo("fp-p1");
        assertThat(BuffersViewModel.urgency(1_800)).isEqualTo("fp-p2");
        assertThat(BuffersViewModel.urgency(7_200)).isEqualTo("fp-p3");
        assertThat(BuffersViewModel.urgency(18_720)).isEqualTo("fp-strong");
    }
}
