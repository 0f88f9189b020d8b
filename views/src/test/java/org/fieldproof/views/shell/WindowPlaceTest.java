package org.fieldproof.views.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Harm if it breaks: a window opens where nobody can see it, for ever.
final class WindowPlaceTest {

    private static final Rectangle2D FIRST = new Rectangle2D(0, 0, 1920, 1040);
    private static final Rectangle2D LEFT = new Rectangle2D(-1280, 100, 1280, 1024);

    private static WindowPlace at(double x, double y, double width, double height) {
        return new WindowPlace(true, new Rectangle2D(x, y, width, height));
    }

    @Test
    void aPlaceOnAScreenIsKept() {
        Rectangle2D left = new Rectangle2D(-1200, 150, 900, 700);
        assertThat(new WindowPlace(true, left).on(List.of(FIRST, LEFT))).isEqualTo(left);
        Rectangle2D half = new Rectangle2D(1500, 200, 900, 700);
        assertThat(new WindowPlace(true, half).on(List.of(FIRST))).isEqualTo(half);
    }

    @Test
    void aScreenThatIsGoneLeadsToTheMiddleOfTheFirst() {
        Rectangle2D left = new Rectangle2D(-1200, 150, 900, 700);
        assertThat(new WindowPlace(true, left).on(List.of(FIRST)))
                .isEqualTo(new Rectangle2D(510, 170, 900, 700));
    }

    /// A window whose title bar is above the screen cannot be taken hold of.
    @Test
    void whatCannotBeTakenHoldOfIsBroughtBack() {
        assertThat(at(100, -60, 900, 700).on(List.of(FIRST)).getMinY()).isPositive();
        assertThat(at(1900, 100, 900, 700).on(List.of(FIRST)).getMinX()).isEqualTo(510);
        assertThat(at(100, 1000, 900, 700).on(List.of(FIRST)).getMinY()).isEqualTo(170);
    }

    @Test
    void aSizeThatNoScreenHasIsCut() {
        Rectangle2D cut = at(0, 0, 9000, 10).on(List.of(FIRST));
        assertThat(cut.getWidth()).isEqualTo(1920);
        assertThat(cut.getHeight()).isEqualTo(420);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        WindowPlace place = at(-12, 30, 900, 700);
        assertThat(place.stored()).isEqualTo("open -12 30 900 700");
        assertThat(WindowPlace.read(place.stored())).contains(place);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "open",
                "open 1 2 3",
                "open a b c d",
                "open NaN 0 900 700",
                "open 0 0 Infinity 700",
                "open 0 0 -5 700",
                "open 0 0 900 0",
                "open 1e300 0 900 700",
                "shut 0 0 900 700",
                "open 0 0 900 700 9"
            })
    void nonsenseIsNoPlace(String text) {
        assertThat(WindowPlace.read(text)).isEmpty();
    }
}
