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
        fake.desk.pulse().trends().add("devices", "plant/hall-2/press-01/telemetry", "bar");
        fake.desk.pulse().trends().add("devices", "plant/hall-2/pump-02/telemetry", "bar");
        fake.desk.pulse().trends().add("devices", "plant/hall-2/pump-02/counter", "");
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

    /// Harm: a topic that somebody chose runs as a formula in a spreadsheet.
    @Test
    void namesFromOutsideAreNoFormulas() {
        fake.after(1);
        String hostile = "=HYPERLINK(\"http://x\")\rplant";
        fake.workspace.gateway.alsoAt = hostile;
        fake.desk.pulse().trends().add("devices", hostile, "bar");
        long now = fake.after(3).now().toEpochMilli();
        TrendChart chart = TrendChart.of(fake.desk.pulse().trends().pens()).getFirst();
        TrendPicture picture = new TrendPicture(chart, now - 60_000, now, List.of(), List.of());
        assertThat(new TrendSheet(fake.desk, List.of(picture)).csv())
                .contains(",\"'=HYPERLINK(\"\"http://x\"\")\rplant\",bar,")
                .doesNotContain(",=HYPER");
    }

    /// Harm: two courses of one name, and nobody knows which is which.
    @Test
    void theSameAddressOfTwoConnectionsIsTwoCoursesWithTwoNames() {
        fake.after(1);
        fake.desk.pulse().trends().add("line-4", "plant/press-01", "bar");
        fake.desk.pulse().trends().add("line-5", "plant/press-01", "bar");
        fake.desk.pulse().trends().add("line-5", "plant/press-02", "bar");
        assertThat(TrendChart.of(fake.desk.pulse().trends().pens()).getFirst().lines())
                .extracting(TrendChart.Line::name)
                .containsExactly("plant · bar (line-4)", "plant · bar (line-5)", "plant · bar");
    }

    @Test
    void theFileHasEveryNumberWithDotsAndIsoTimes() {
        TrendPicture picture = picture(30);
        String csv = new TrendSheet(fake.desk, List.of(picture)).csv();
        List<String> lines = csv.lines().toList();
        assertThat(lines.getFirst()).isEqualTo("time,connection,address,field,unit,value,quality");
        int drawn =
                picture.chart().lines().stream()
                        .map(TrendChart.Line::pen)
                        .mapToInt((Trends.Pen pen) -> pen.ring().size())
                        .sum();
        assertThat(lines).hasSize(1 + drawn);
        assertThat(lines.get(1))
                .matches(
                        "2\\d{3}-\\d\\d-\\d\\dT[\\d:.]+Z,devices,"
                                + "plant/hall-2/press-01/telemetry,bar,,\\d\\.\\d+,good");
    }
}
