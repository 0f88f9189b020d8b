package org.fieldproof.connector.fieldbus.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.work.CaptureFile;
import org.fieldproof.connector.work.Replay;
import org.junit.jupiter.api.Test;

/// Harm if these break: a drill's expectation is computed from another signal than the one that was
/// played.
class SignalTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aSignalIsAFunctionOfTime() {
        assertThat(at("constant(-1.5)", 99)).isEqualTo(-1.5);
        assertThat(at("sine(0, 100, 4s)", 0)).isEqualTo(50);
        assertThat(at("sine(0, 100, 4s)", 1)).isEqualTo(100);
        assertThat(at("sine(0, 100, 4s)", 7)).isEqualTo(0);
        assertThat(at("ramp(10, 20, 10s)", 5)).isEqualTo(15);
        assertThat(at("ramp(10, 20, 10s)", 12)).isEqualTo(12);
        assertThat(at("counter(3, 5, 1s)", 2)).isEqualTo(5);
        assertThat(at("counter(3, 5, 1s)", 3)).isEqualTo(3);
        assertThat(at("values(1s, 7, 8.5)", 1)).isEqualTo(8.5);
        assertThat(at("values(1s, 7, 8.5)", 2)).isEqualTo(7);
    }

    @Test
    void aWalkStaysBetweenItsWallsAndIsTheSameForASeed() {
        Signal walk = Signal.parse("walk(0, 10, 3, 1s)", 5).orElseThrow();
        Signal same = Signal.parse("walk(0, 10, 3, 1s)", 5).orElseThrow();
        Signal other = Signal.parse("walk(0, 10, 3, 1s)", 6).orElseThrow();
        int differing = 0;
        double last = walk.at(0);
        for (int i = 0; i < 5_000; i++) {
            double value = walk.at(i * SECOND);
            assertThat(value).isBetween(0.0, 10.0).isEqualTo(same.at(i * SECOND));
            assertThat(i == 4_096 || Math.abs(value - last) <= 3).isTrue();
            differing += value == other.at(i * SECOND) ? 0 : 1;
            last = value;
        }
        assertThat(differing).isGreaterThan(4_000);
    }

    @Test
    void whatIsNoSignalIsRefused() {
        for (String text :
                List.of(
                        "",
                        "sine",
                        "sine(1,2)",
                        "sine(0,1,0s)",
                        "counter(5,3,1s)",
                        "constant(NaN)",
                        "values(1s)",
                        "walk(0,1,1,x)",
                        "evil(1)")) {
            assertThat(Signal.parse(text, 0)).as(text).isEmpty();
        }
    }

    @Test
    void aReplayGivesTheLastValueBeforeAndBeginsAgain() {
        TypedValue one = new TypedValue.Int(16, 1);
        TypedValue two = new TypedValue.Int(16, 2);
        Replay replay =
                new Replay(
                        List.of(
                                new CaptureFile.Entry(100, "hr0", "int16", one),
                                new CaptureFile.Entry(999, "hr0", "int16", two)));
        assertThat(replay.at("hr0", 0)).isEqualTo(Optional.of(one));
        assertThat(replay.at("hr0", 500_000_000L)).isEqualTo(Optional.of(one));
        assertThat(replay.at("hr0", 999_000_000L)).isEqualTo(Optional.of(two));
        assertThat(replay.at("hr0", SECOND)).isEqualTo(Optional.of(one));
        assertThat(replay.at("hr1", 0)).isEmpty();
    }

    private static double at(String text, long seconds) {
        return Signal.parse(text, 1).orElseThrow().at(seconds * SECOND);
    }
}
