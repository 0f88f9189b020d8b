package org.fieldproof.views.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.geometry.Point2D;
import org.fieldproof.api.command.Command;
import org.fieldproof.views.control.Fact;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.drawing.CardSize;
import org.fieldproof.views.drawing.WireFigure;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.api.Test;

final class PipelinesViewModelTest {

    private final FakeDesk fake = new FakeDesk();
    private final PipelinesViewModel model = new PipelinesViewModel(fake.desk);

    @Test
    void devicesLeadThroughConnectionLogAndLanesToDestinations() {
        PipelinesViewModel.Picture picture = model.of(fake.frame());
        assertThat(picture.nodes())
                .extracting(PipelineNode::id)
                .containsExactly(
                        "device/devices/press-01",
                        "device/devices/pump-02",
                        "device/devices/mixer-03",
                        "connection/devices",
                        "log/log",
                        "lane/local",
                        "destination/local",
                        "lane/upstream",
                        "destination/upstream");
        assertThat(picture.wires())
                .extracting(PipelineWire::id)
                .contains("device/devices/press-01>connection/devices", "log/log>lane/upstream");
        assertThat(picture.wires()).allMatch(wire -> wire.look() == WireFigure.Look.CALM);
    }

    @Test
    void aCutLineIsTheOnlyThingWithColour() {
        fake.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "c", null));
        PipelinesViewModel.Picture picture = model.of(fake.after(20));
        assertThat(picture.nodes().stream().filter(node -> node.mark().abnormal()))
                .extracting(PipelineNode::id)
                .containsExactly("lane/upstream", "destination/upstream");
        assertThat(picture.wires().stream().filter(w -> w.look() == WireFigure.Look.TROUBLE))
                .extracting(PipelineWire::id)
                .containsExactly("lane/upstream>destination/upstream");
        PipelineNode lane =
                picture.nodes().stream()
                        .filter(node -> node.id().equals("lane/upstream"))
                        .findFirst()
                        .orElseThrow();
        assertThat(lane.mark()).isEqualTo(Mark.HIGH);
        assertThat(lane.figure()).startsWith("buffer 3,0");
        assertThat(lane.aside()).isEqualTo("▲ 300/s");
    }

    @Test
    void theInspectorShowsTheConnectorsOwnFigures() {
        List<Fact> facts =
                new PipelineFacts(fake.desk, model).of(fake.after(20), "connection/devices");
        assertThat(facts)
                .containsSubsequence(
                        new Fact.Section("THE LINE"),
                        new Fact.Pair("requests", "12,345", true),
                        new Fact.Pair("cold starts", "–", true));
        assertThat(new PipelineFacts(fake.desk, model).of(fake.after(20), "connection/broker-a"))
                .as("no figures, no section")
                .doesNotContain(new Fact.Section("THE LINE"));
    }

    @Test
    void theInspectorTellsTheWholeCustodyOfALane() {
        fake.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "c", null));
        List<Fact> facts = new PipelineFacts(fake.desk, model).of(fake.after(20), "lane/upstream");
        assertThat(facts).contains(new Fact.Pair("balance", "0 ✓", true));
        assertThat(facts)
                .filteredOn(Fact.Pair.class::isInstance)
                .extracting(fact -> ((Fact.Pair) fact).name())
                .containsSubsequence(
                        "routed",
                        "delivered, durable",
                        "in flight",
                        "queued",
                        "in disk buffer",
                        "quarantined",
                        "dropped",
                        "balance");
        assertThat(facts)
                .contains(new Fact.Prose("Link cut by drill upstream-outage. Expected.", true));
    }

    @Test
    void cardsOfAColumnNeverLieOverOneAnother() {
        PipelinesViewModel.Picture picture = model.of(fake.frame());
        PipelineLayout layout = PipelineLayout.of(picture, 1200);
        for (PipelineNode one : picture.nodes()) {
            for (PipelineNode other : picture.nodes()) {
                Point2D a = layout.place(one.id());
                Point2D b = layout.place(other.id());
                assertThat(
                                one.id().equals(other.id())
                                        || Math.abs(a.getX() - b.getX()) >= CardSize.WIDTH
                                        || Math.abs(a.getY() - b.getY()) >= CardSize.HEIGHT)
                        .as(one.id() + " and " + other.id())
                        .isTrue();
            }
        }
        assertThat(layout.bounds().getWidth()).isLessThanOrEqualTo(1200.5);
    }
}
