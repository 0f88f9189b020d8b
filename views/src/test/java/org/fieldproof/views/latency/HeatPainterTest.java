package org.fieldproof.views.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.snapshot.HopSnapshot;
import org.fieldproof.api.snapshot.LatencySpread;
import org.fieldproof.api.snapshot.LatencyStats;
import org.fieldproof.styles.Palette;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.bridge.History;
import org.fieldproof.views.fake.FakeDesk;
import org.fieldproof.views.pad.SvgPad;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a time in which the console looked away is taken for one in which nothing
/// came.
final class HeatPainterTest {

    private static final long START = 1_764_250_000_000L;

    /// Ten seconds: the third was empty, the sixth to the eighth were not seen.
    private static List<History.Spread> seconds() {
        List<History.Spread> seconds = new ArrayList<>();
        for (int second = 1; second <= 10; second++) {
            long[] counts = new long[LatencySpread.BUCKETS];
            counts[9] = second == 3 ? 0 : 5;
            if (second < 6 || second > 8) {
                seconds.add(
                        new History.Spread(
                                START + second * 1_000L, new LatencySpread(second, counts)));
            }
        }
        return seconds;
    }

    @Test
    void whatWasNotSeenIsGreyAndWhatWasEmptyIsNot() {
        Palette colours = Palette.of(Theme.LIGHT);
        HeatPainter painter = new HeatPainter(colours, new FakeDesk().desk.figures(), 10);
        HeatGrid grid = HeatGrid.of(seconds(), START, START + 10_000, 100);
        SvgPad pad = new SvgPad(640, 200, 10);
        painter.paint(pad, grid, List.of());
        HeatPainter.Place at = painter.place(640, 200, grid);
        List<String> grey =
                new String(pad.bytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("<rect") && line.contains("opacity"))
                        .toList();
        assertThat(grey).hasSize(1);
        assertThat(grey.getFirst())
                .contains("x=\"" + (int) at.x(5) + "\"")
                .contains("width=\"" + (int) (at.x(8) - at.x(5)) + "\"");
    }

    @Test
    void theFileOfFiguresTellsThemApartToo() {
        HopSnapshot hop =
                new HopSnapshot(
                        HopSnapshot.Hop.INTAKE_TO_DURABLE,
                        "a",
                        LatencyStats.NONE,
                        10,
                        LatencySpread.NONE);
        List<String> lines =
                LatencySheet.heatCsv(seconds(), START, START + 10_000, hop).lines().toList();
        assertThat(lines).hasSize(1 + 7);
        assertThat(lines.get(3))
                .startsWith(Instant.ofEpochMilli(START + 2_000).toString())
                .endsWith(",1,INTAKE_TO_DURABLE,a,,,0,0");
    }
}
