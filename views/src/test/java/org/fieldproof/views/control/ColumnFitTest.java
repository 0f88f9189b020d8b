package org.fieldproof.views.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Harm if it breaks: a value is cut while a third of the table is empty, or a title is cut.
final class ColumnFitTest {
    private static final double[] LEAST = {50, 40, 30};
    private static final double[] WANTED = {100, 200, 60};

    @Test
    void whatIsLeftOverGoesToTheColumnThatTakesIt() {
        assertThat(ColumnFit.of(LEAST, WANTED, 500, 1)).containsExactly(100, 340, 60);
        assertThat(ColumnFit.of(LEAST, WANTED, 500, 2)).containsExactly(100, 200, 200);
        assertThat(ColumnFit.of(LEAST, WANTED, 500, -1)).containsExactly(100, 200, 60);
    }

    @Test
    void withLessRoomAllGiveWayButNoTitleIsCut() {
        assertThat(ColumnFit.of(LEAST, WANTED, 240, 1)).containsExactly(75, 120, 45);
        assertThat(ColumnFit.of(LEAST, WANTED, 60, 1)).containsExactly(LEAST);
        assertThat(ColumnFit.of(LEAST, WANTED, 60, -1)).containsExactly(LEAST);
    }
}
