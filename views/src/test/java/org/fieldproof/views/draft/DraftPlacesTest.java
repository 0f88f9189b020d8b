package org.fieldproof.views.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.Section;
import org.fieldproof.views.drawing.CardSize;
import org.fieldproof.views.level.CardRef;
import org.junit.jupiter.api.Test;

/// Where a part goes that nobody has put anywhere. Harm if it breaks: wires run behind cards, and
/// whoever has built something has to tidy up before he can read it.
final class DraftPlacesTest {
    private static final Point MIDDLE = new Point(500, 400);

    private final Map<CardRef, Point> own = new TreeMap<>();
    private final Map<CardRef, Point> taken = new TreeMap<>();

    @Test
    void theFirstStandsInItsColumnOfWhatIsInSight() {
        Point source = home(Section.CONNECTIONS);
        Point pipeline = home(Section.PIPELINES);
        Point store = home(Section.DESTINATIONS);
        assertThat(source.x()).isLessThan(pipeline.x() - CardSize.WIDTH);
        assertThat(store.x()).isGreaterThan(pipeline.x() + CardSize.WIDTH);
        assertThat(pipeline.x() + CardSize.WIDTH / 2).isEqualTo(MIDDLE.x());
    }

    @Test
    void theNextOfAKindStandsBelowTheLowest() {
        put(Section.CONNECTIONS, "a", 40, 300);
        put(Section.CONNECTIONS, "b", 70, 100);
        Point next = home(Section.CONNECTIONS);
        assertThat(next.x()).isEqualTo(40);
        assertThat(next.y()).isGreaterThanOrEqualTo(300 + CardSize.HEIGHT);
    }

    @Test
    void anotherKindBeginsBesideTheHighestOfThoseThatAreThere() {
        put(Section.CONNECTIONS, "a", 40, 300);
        put(Section.CONNECTIONS, "b", 40, 100);
        Point store = home(Section.DESTINATIONS);
        Point pipeline = home(Section.PIPELINES);
        assertThat(store.y()).isEqualTo(100);
        assertThat(store.x() - pipeline.x()).isEqualTo(pipeline.x() - 40);
    }

    /// Neighbours of a level stand at its border: nothing is put below them, nor on them.
    @Test
    void aNeighbourOutsideIsNoCardOfItsKind() {
        put(Section.PIPELINES, "in", 500, 200);
        taken.put(card(Section.CONNECTIONS, "outside"), new Point(-400, 200));
        Point source = home(Section.CONNECTIONS);
        assertThat(source.x()).isGreaterThan(-400 + CardSize.WIDTH);
        taken.put(card(Section.STAND_INS, "there"), source);
        assertThat(home(Section.CONNECTIONS).y()).isGreaterThan(source.y());
    }

    @Test
    void whatAWireMakesStandsHalfWayUnlessSomethingIsThere() {
        Point between = DraftPlaces.between(new Point(0, 0), new Point(600, 100), taken);
        assertThat(between).isEqualTo(new Point(300, 50));
        taken.put(card(Section.PIPELINES, "there"), new Point(300, 60));
        assertThat(DraftPlaces.between(new Point(0, 0), new Point(600, 100), taken).y())
                .isGreaterThanOrEqualTo(60 + CardSize.HEIGHT);
    }

    private Point home(Section section) {
        return DraftPlaces.home(section, own, taken, MIDDLE);
    }

    private void put(Section section, String id, int x, int y) {
        own.put(card(section, id), new Point(x, y));
        taken.put(card(section, id), new Point(x, y));
    }

    private static CardRef card(Section section, String id) {
        return new CardRef.OfPart(new PartRef(section, id));
    }
}
