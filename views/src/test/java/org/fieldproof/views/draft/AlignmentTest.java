package org.fieldproof.views.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.Section;
import org.junit.jupiter.api.Test;

final class AlignmentTest {
    private static final PartRef A = new PartRef(Section.CONNECTIONS, "a");
    private static final PartRef B = new PartRef(Section.PIPELINES, "b");
    private static final PartRef C = new PartRef(Section.DESTINATIONS, "c");
    private static final Map<PartRef, Point> PLACES =
            Map.of(A, new Point(10, 90), B, new Point(50, 0), C, new Point(110, 31));

    @Test
    void aLineIsThatOfTheOutermostCard() {
        assertThat(Alignment.LEFT.of(PLACES))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(A, new Point(10, 90), B, new Point(10, 0), C, new Point(10, 31)));
        assertThat(Alignment.RIGHT.of(PLACES)).containsEntry(A, new Point(110, 90));
        assertThat(Alignment.TOP.of(PLACES)).containsEntry(A, new Point(10, 0));
        assertThat(Alignment.BOTTOM.of(PLACES)).containsEntry(B, new Point(50, 90));
    }

    @Test
    void theOuterTwoStayAndTheOthersStandBetweenThemAtTheSameDistance() {
        assertThat(Alignment.ACROSS.of(PLACES))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(A, new Point(10, 90), B, new Point(60, 0), C, new Point(110, 31)));
        assertThat(Alignment.DOWN.of(PLACES))
                .containsEntry(C, new Point(110, 45))
                .containsEntry(B, new Point(50, 0));
    }

    @Test
    void tooFewStayWhereTheyAre() {
        Map<PartRef, Point> two = Map.of(A, new Point(10, 90), B, new Point(50, 0));
        assertThat(Alignment.ACROSS.of(two)).isEqualTo(two);
    }
}
