package org.fieldproof.views.trend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.fieldproof.views.bridge.Trends;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: table and chart tell different things.
final class TrendSheetTest {

    private final FakeDesk fake = new FakeDesk(Locale.GERMAN);

    private TrendPicture picture(int seconds) {
        fake.after(1);
        fake.desk.pulse().trends().add("plant/hall-2/press-01/telemetry", "bar");
        fake.desk.pulse().trends().add("plant/hall-2/pump-02/telemetry", "bar");
        fake.desk.pulse().trends().add("plant/hall-2/pump-02/counter", "");
        long now = fake.after(seconds).now().toEpochMilli();
        List<TrendChart> charts = TrendChart.of(fake.desk.pulse().trends().pens());
        assertThat(charts).extracting(TrendChart::unit).containsExactly("bar", "counter");
        assertThat(charts.getFirst().lines())
                .extracting(TrendChart.Line::name)
                .containsExactly("press-01 · bar", "pump-02 · bar");
        return new TrendPicture(charts.getFirst(), now - 60_000, now, List.of(), List.of());
    }

    @Test
    void eachStretchOfTimeHasItsLeastAndItsMost() {
        List<TrendRow> rows = new TrendSheet(fake.desk, List.of(picture(90))).rows();
        assertThat(rows).hasSizeBetween(55, 62);
        assertThat(rows.get(30).value(0)).matches("\\d,\\d+ … \\d,\\d+|\\d,\\d+");
        assertThat(rows.get(30).time()).matches("\\d\\d:\\d\\d:\\d\\d");
    }

    @Test
    void theFileHasEveryNumberWithDotsAndIsoTimes() {
        TrendPicture picture = picture(30);
        String csv = new TrendSheet(fake.desk, List.of(picture)).csv();
        List<String> lines = csv.lines().toList();
        assertThat(lines.getFirst()).isEqualTo("time,address,field,unit,value,quality");
        int drawn =
                picture.chart().lines().stream()
                        .map(TrendChart.Line::pen)
                        .mapToInt((Trends.Pen pen) -> pen.ring().size())
                        .sum();
        assertThat(lines).hasSize(1 + drawn);
        assertThat(lines.get(1))
                .matches(
                        "2\\d{3}-\\d\\d-\\d\\dT[\\d:.]+Z,plant/hall-2/press-01/telemetry,bar,,"
                                + "\\d\\.\\d+,good");
    }
}
