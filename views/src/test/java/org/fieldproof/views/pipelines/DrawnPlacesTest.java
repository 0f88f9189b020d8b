package org.fieldproof.views.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javafx.geometry.Point2D;
import org.fieldproof.api.draft.DraftLayout;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.views.draft.DrawnLevel;
import org.fieldproof.views.drawing.CardSize;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.api.Test;

/// What runs stands where it was drawn. Harm if it breaks: a person knows the plant by where its
/// cards stand, and looks for one in vain while something is wrong with it.
final class DrawnPlacesTest {
    private static final PartRef DEVICES = new PartRef(Section.CONNECTIONS, "devices");
    private static final PartRef MAIN = new PartRef(Section.PIPELINES, "main");
    private static final PartRef LOCAL = new PartRef(Section.DESTINATIONS, "local");
    private static final PartRef UPSTREAM = new PartRef(Section.DESTINATIONS, "upstream");

    private final FakeDesk fake = new FakeDesk();
    private final PipelinesViewModel.Picture picture =
            new PipelinesViewModel(fake.desk).of(fake.frame());

    private ProjectDraft sample() {
        return fake.workspace.drafts.running();
    }

    private PipelineLayout laid(DraftLayout layout) {
        ProjectDraft drawn = sample().withLayout(layout);
        return PipelineLayout.of(picture, DrawnLevel.of(drawn, SubPipelines.TOP), 1200);
    }

    private static DraftLayout placed(Map<PartRef, Point> places) {
        return DraftLayout.EMPTY.withPlaces(places);
    }

    @Test
    void whatWasDrawnStandsThere() {
        PipelineLayout layout =
                laid(
                        placed(
                                Map.of(
                                        DEVICES, new Point(-300, 700),
                                        MAIN, new Point(60, 650),
                                        LOCAL, new Point(430, 900),
                                        UPSTREAM, new Point(510, 120))));
        assertThat(layout.place("connection/devices")).isEqualTo(new Point2D(-300, 700));
        assertThat(layout.place("lane/local")).isEqualTo(new Point2D(430, 900));
        assertThat(layout.place("lane/upstream")).isEqualTo(new Point2D(510, 120));
        assertThat(layout.place(PipelinesViewModel.LOG)).isEqualTo(new Point2D(60, 650));
        assertThat(layout.place("destination/local"))
                .as("the outside of a destination stands behind its lane")
                .isEqualTo(new Point2D(430 + CardSize.COLUMN, 900));
        assertThat(layout.place("device/devices/press-01").getX())
                .as("devices stand before their connection")
                .isEqualTo(-300 - CardSize.COLUMN);
        assertThat(layout.bounds().contains(-300 - CardSize.COLUMN, 700)).isTrue();
        assertNoneOverAnother(layout);
    }

    @Test
    void whatNobodyPlacedIsPlacedAsInTheDraftBesideTheRest() {
        Point at = new Point(10, 2000);
        PipelineLayout layout = laid(placed(Map.of(LOCAL, at)));
        Map<?, Point> drafted =
                DrawnLevel.of(sample().withLayout(placed(Map.of(LOCAL, at))), SubPipelines.TOP)
                        .places();
        assertThat(layout.place("lane/local")).isEqualTo(new Point2D(10, 2000));
        Point upstream =
                Objects.requireNonNull(
                        drafted.get(DrawnPlaces.part("lane/upstream").orElseThrow()));
        assertThat(layout.place("lane/upstream"))
                .isEqualTo(new Point2D(upstream.x(), upstream.y()));
        assertNoneOverAnother(layout);
    }

    @Test
    void whereNobodyDrewAnythingItIsLaidOutByItself() {
        PipelineLayout alone = PipelineLayout.of(picture, 1200);
        PipelineLayout layout = laid(DraftLayout.EMPTY);
        for (PipelineNode node : picture.nodes()) {
            assertThat(layout.place(node.id())).isEqualTo(alone.place(node.id()));
        }
    }

    @Test
    void cardsThatNobodyDrawsStandNeitherOnOthersNorOnNotes() {
        Map<PartRef, Point> places = new TreeMap<>();
        places.put(DEVICES, new Point(300, 100));
        places.put(MAIN, new Point(300, 100));
        places.put(LOCAL, new Point(600, 100));
        places.put(UPSTREAM, new Point(600, 192));
        StickyNote note = new StickyNote("n", "Hall 2", 600 + CardSize.COLUMN, 90, 200, 72);
        PipelineLayout layout = laid(placed(places).withNote(note));
        assertNoneOverAnother(layout);
        assertThat(DrawnLevel.note(note).intersects(card(layout.place("destination/local"))))
                .isFalse();
        assertThat(layout.bounds().contains(DrawnLevel.note(note))).isTrue();
    }

    @Test
    void framesAndNotesOfALevelComeWithIt() {
        DraftLayout layout =
                DraftLayout.EMPTY
                        .withGroup(new PartGroup("g", "Stores", Set.of(LOCAL, UPSTREAM)))
                        .withNote(new StickyNote("n", "Call 11 first", 0, 0, 200, 72));
        DrawnLevel drawn = DrawnLevel.of(sample().withLayout(layout), SubPipelines.TOP);
        assertThat(drawn.isDrawn()).isTrue();
        assertThat(drawn.frames()).extracting(DrawnLevel.Frame::title).containsExactly("Stores");
        assertThat(drawn.notes()).extracting(StickyNote::text).containsExactly("Call 11 first");
    }

    private static javafx.geometry.Bounds card(Point2D at) {
        return DrawnLevel.card(new Point((int) at.getX(), (int) at.getY()));
    }

    private void assertNoneOverAnother(PipelineLayout layout) {
        for (PipelineNode one : picture.nodes()) {
            for (PipelineNode other : picture.nodes()) {
                assertThat(
                                one.id().equals(other.id())
                                        || !card(layout.place(one.id()))
                                                .intersects(card(layout.place(other.id()))))
                        .as(one.id() + " and " + other.id())
                        .isTrue();
            }
        }
    }
}
