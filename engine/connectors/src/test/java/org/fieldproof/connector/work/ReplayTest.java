package org.fieldproof.connector.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.fieldproof.api.value.TypedValue;
import org.junit.jupiter.api.Test;

/// What a capture is played as. Harm: a simulator says what the device never said.
class ReplayTest {
    @Test
    void theLastValueOfEachMillisecondIsPlayedAndThenAllBeginsAgain() {
        Replay replay = new Replay(List.of(at(0, 1), at(5, 2), at(5, 3), at(5, 4), at(9, 5)));
        List<Double> played =
                LongStream.range(0, 20)
                        .mapToObj(millis -> replay.at("a", millis * 1_000_000).orElseThrow())
                        .map(each -> each.number().orElseThrow())
                        .toList();
        List<Double> once = List.of(1.0, 1.0, 1.0, 1.0, 1.0, 4.0, 4.0, 4.0, 4.0, 5.0);
        assertThat(played.subList(0, 10)).isEqualTo(once);
        assertThat(played.subList(10, 20)).isEqualTo(once);
        assertThat(replay.at("b", 0)).isEmpty();
    }

    private static CaptureFile.Entry at(long millis, double value) {
        return new CaptureFile.Entry(millis, "a", "", new TypedValue.Float64(value));
    }
}
