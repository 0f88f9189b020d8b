package org.fieldproof.views.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.SubEdits;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.views.drawing.WireFigure;
import org.fieldproof.views.drawing.WireWords;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.api.Test;

/// Wires of the draft that run say what runs along them. Harm if it breaks: somebody believes of a
/// wire that he has just drawn that records go along it.
final class LiveWiresTest {
    private static final PartRef DEVICES = new PartRef(Section.CONNECTIONS, "devices");
    private static final PartRef MAIN = new PartRef(Section.PIPELINES, "main");
    private static final PartRef LOCAL = new PartRef(Section.DESTINATIONS, "local");
    private static final PartRef UPSTREAM = new PartRef(Section.DESTINATIONS, "upstream");
    private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");

    private final FakeDesk fake = new FakeDesk();
    private final ProjectDraft runs = fake.workspace.drafts.running();
    private final GatewaySnapshot picture = fake.after(5).snapshot();
    private final LiveWires live =
            new LiveWires(new WireWords(fake.desk.texts(), fake.desk.figures()));

    private Map<CardWire, WireFigure> of(ProjectDraft draft, Instant at) {
        return live.of(plan(draft), runs, picture, at);
    }

    private static LevelPlan plan(ProjectDraft draft) {
        SubPipelines subs = SubPipelines.of(draft);
        LevelGraph graph = LevelGraph.of(draft, subs, SubPipelines.TOP);
        return new LevelPlan(1, draft, subs, graph, DraftPlaces.on(draft, subs, graph));
    }

    private static String label(Map<CardWire, WireFigure> figures, PartRef from, PartRef to) {
        return figures.entrySet().stream()
                .filter(each -> each.getKey().wires().getFirst().id().equals(from + ">" + to))
                .map(each -> each.getValue().label())
                .findFirst()
                .orElse("none");
    }

    @Test
    void aWireThatRunsHasItsRateAndAReferenceHasNone() {
        Map<CardWire, WireFigure> figures = of(runs, NOW);
        assertThat(label(figures, DEVICES, MAIN)).isEqualTo("300/s");
        assertThat(label(figures, MAIN, LOCAL)).isEqualTo("300/s");
        assertThat(label(figures, MAIN, UPSTREAM)).isEqualTo("300/s");
        assertThat(figures.keySet()).allMatch(CardWire::routes);
        assertThat(figures).hasSize(3);
    }

    @Test
    void whatIsNewInTheDraftHasNone() {
        ProjectDraft cut = DraftEdits.disconnect(runs, new DraftWire(MAIN, LOCAL, "to"));
        LiveWires other = new LiveWires(new WireWords(fake.desk.texts(), fake.desk.figures()));
        Map<CardWire, WireFigure> figures = other.of(plan(runs), cut, picture, NOW);
        assertThat(label(figures, MAIN, LOCAL)).isEqualTo("none");
        assertThat(label(figures, MAIN, UPSTREAM)).isEqualTo("300/s");
    }

    @Test
    void aPipelineThatTakesOtherRecordsThanTheOneThatRunsHasNone() {
        ProjectDraft other =
                DraftEdits.set(
                        runs, MAIN, FieldPath.of("match"), Items.ofTexts(List.of("hall-9/#")));
        assertThat(of(other, NOW)).isEmpty();
        ProjectDraft moved = DraftEdits.move(runs, Map.of(MAIN, new Point(9, 9)));
        assertThat(of(moved, NOW)).as("moved, and nothing else").hasSize(3);
    }

    @Test
    void whatWouldReachAnotherPeerHasNone() {
        ProjectDraft other =
                DraftEdits.set(runs, UPSTREAM, FieldPath.of("topic"), Text.plain("elsewhere"));
        Map<CardWire, WireFigure> figures = of(other, NOW);
        assertThat(label(figures, MAIN, UPSTREAM)).isEqualTo("none");
        assertThat(label(figures, MAIN, LOCAL)).isEqualTo("300/s");
        ProjectDraft named =
                DraftEdits.set(runs, UPSTREAM, FieldPath.of("title"), Text.plain("Another name"));
        assertThat(of(named, NOW.plusSeconds(1))).as("another name alone").hasSize(3);
    }

    /// Harm: two pipelines take from one connection, and it seems to bring in twice as much.
    @Test
    void aBundleCountsAConnectionOnce() {
        PartRef second = new PartRef(Section.PIPELINES, "second");
        ProjectDraft both =
                DraftEdits.add(
                        runs,
                        Section.PIPELINES,
                        runs.part(MAIN).orElseThrow().with("id", "second"),
                        null);
        ProjectDraft folded =
                SubEdits.fold(
                        both,
                        new PartGroup("item-1", "Both", Set.of(MAIN, second), new Point(9, 9)),
                        Set.of());
        Map<CardWire, WireFigure> figures = live.of(plan(folded), both, picture, NOW);
        assertThat(figures.entrySet())
                .filteredOn(each -> each.getKey().wires().size() == 2)
                .filteredOn(each -> each.getKey().wires().getFirst().from().equals(DEVICES))
                .singleElement()
                .satisfies(each -> assertThat(each.getValue().label()).isEqualTo("300/s"));
    }

    @Test
    void itLooksTwiceASecondAndSaysTheSameWithTheSameMap() {
        LevelPlan plan = plan(runs);
        Map<CardWire, WireFigure> first = live.of(plan, runs, picture, NOW);
        fake.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "c", null));
        GatewaySnapshot cut = fake.after(20).snapshot();
        assertThat(live.of(plan, runs, cut, NOW.plusMillis(300))).isSameAs(first);
        assertThat(live.of(plan, runs, picture, NOW.plusMillis(500))).isSameAs(first);
        assertThat(live.of(plan, runs, cut, NOW.plusMillis(1000)).values())
                .filteredOn(figure -> figure.look() == WireFigure.Look.TROUBLE)
                .as("the wire to what cannot be reached")
                .hasSize(1);
    }
}
