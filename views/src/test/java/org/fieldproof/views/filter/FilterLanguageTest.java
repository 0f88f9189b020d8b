package org.fieldproof.views.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.fieldproof.views.filter.FilterFault.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Harm if it breaks: a list hides what somebody looks for, and says nothing of it.
final class FilterLanguageTest {

    private record Row(
            String device, String state, String rate, String age, String size, String p99) {}

    private static final List<Row> ROWS =
            List.of(
                    new Row("press-01", "running", "1,300", "0:37", "2.6 MiB", "12 ms"),
                    new Row("press-02", "silent (not heard)", "0.4", "1:02:05", "940 B", "1.4 s"),
                    new Row("pump-02", "running", "11.2k", "0:00.3", "1.5 KiB", "0.3 ms"),
                    new Row("Mischer 3", "Überdruck", "–", "5 h 12 min", "–", "–"));

    private static List<FilterColumn<Row>> columns(boolean german) {
        return List.of(
                new FilterColumn<>(
                        "device", german ? "Gerät" : "device", Measure.WORDS, Row::device),
                new FilterColumn<>(
                        "state", german ? "Zustand" : "state", Measure.WORDS, Row::state),
                new FilterColumn<>("rate", german ? "je s" : "per s", Measure.NUMBER, Row::rate),
                new FilterColumn<>(
                        "age", german ? "letzter" : "last record", Measure.SPAN, Row::age),
                new FilterColumn<>("size", german ? "Größe" : "size", Measure.BYTES, Row::size),
                new FilterColumn<>("p99", "p99", Measure.LATENCY, Row::p99));
    }

    private static final FilterLanguage<Row> ENGLISH =
            new FilterLanguage<>(columns(false), Locale.ENGLISH);
    private static final FilterLanguage<Row> GERMAN =
            new FilterLanguage<>(columns(true), Locale.GERMAN);

    /// The numbers of the rows that stay, such as `13`; else the kind of fault, and its place.
    private static String kept(FilterLanguage<Row> language, String text) {
        return switch (language.read(text)) {
            case FilterRead.Understood<Row>(RowFilter<Row> filter) -> {
                StringBuilder kept = new StringBuilder();
                for (int i = 0; i < ROWS.size(); i++) {
                    kept.append(filter.keeps(ROWS.get(i)) ? Integer.toString(i + 1) : "");
                }
                yield kept.toString();
            }
            case FilterRead.NotUnderstood<Row>(FilterFault fault) ->
                    fault.kind() + "@" + fault.at() + (fault.unfinished() ? "..." : "");
        };
    }

    /// FILTER-1.
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'', 1234",
                "press, 12",
                "PRESS, 12",
                "press running, 1",
                "press 'x', ''",
                "über, 4",
                "uber, ''",
                "10:42:17, ''",
                "ns=2;s=Temp, ''",
                "tcp://host, ''",
                "1:02, 2",
                "a->b, ''",
                "(not, NOTHING_TO_JOIN@2...",
                "-press, 34",
                "-press -pump, 4",
                "pr*1, 1",
                "mischer 3, 4",
                "\"mischer 3\", 4",
                "\"not heard\", 2",
                "-\"not heard\", 134",
                "f(x), ''",
                "(heard), 2",
            })
    void aPlainWordIsLookedForInEveryColumn(String text, String expected) {
        assertThat(kept(ENGLISH, text.replace("'x'", "x"))).isEqualTo(expected);
    }

    /// FILTER-3.
    @ParameterizedTest
    @CsvSource({
        "press or pump, 123",
        "press running or mischer, 14",
        "mischer or press running, 14",
        "(mischer or press) running, 1",
        "running (press or pump), 13",
        "not press or mischer, 34",
        "not (press or mischer), 3",
        "-(press or mischer), 3",
        "not not press, 12",
        "press and running, 1",
        "press OR pump, 123",
        "state:running and not device:pump, 1",
        "-state:running, 24",
        "not running press, 2",
    })
    void orJoinsLessThanStandingSideBySideAndThatLessThanNot(String text, String expected) {
        assertThat(kept(ENGLISH, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "state:run, 13",
        "state=run, ''",
        "state=RUNNING, 13",
        "state = running, 13",
        "state!=running, 24",
        "device:press*, 12",
        "device:*02, 23",
        "device:p*-02, 23",
        "device=press-*, 12",
        "device!=press-*, 34",
        "device~^p.*-0[1-2]$, 123",
        "device~(press|misch), 124",
        "'\"last record\">1h', 24",
        "last-record>1h, 24",
        "'state:\"not heard\"', 2",
    })
    void aColumnIsComparedWithWhatItShows(String text, String expected) {
        assertThat(kept(ENGLISH, text)).isEqualTo(expected);
    }

    /// FILTER-4.
    @ParameterizedTest
    @CsvSource({
        "rate>100, 13",
        "rate>=1300, 13",
        "rate>1300, 3",
        "'rate=1,300', 1",
        "rate<1, 2",
        "rate>11k, 3",
        "rate>100/s, 13",
        "age>5m, 24",
        "age>36, 124",
        "age>37s, 24",
        "age<1s, 3",
        "age > 5 min, 24",
        "age>1:02:04, 24",
        "age>1:02:05, 4",
        "age>=1h 2, 24",
        "size>=2MiB, 1",
        "size>=2 MiB, 1",
        "size>1kb, 13",
        "size<1000, 2",
        "p99>10ms, 12",
        "p99>10, 12",
        "p99>1s, 2",
        "p99>=0.3ms, 123",
        "p99<1, 3",
    })
    void quantitiesAreComparedInTheirUnits(String text, String expected) {
        assertThat(kept(ENGLISH, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "stat:run, NEAR_COLUMN@1",
        "press satte=running, NEAR_COLUMN@7",
        "colour>3, NO_COLUMN@1",
        "state:, NO_VALUE@7...",
        "(state:), NO_VALUE@8",
        "rate>fast, NO_QUANTITY@6...",
        "rate>fast press, NO_QUANTITY@6",
        "age>5q, NO_QUANTITY@5...",
        "state>3, NOT_MEASURED@1",
        "device~(, BAD_PATTERN@8...",
        "'\"press', UNCLOSED_QUOTE@1...",
        "(press, UNCLOSED_GROUP@1...",
        "press ), STRAY_CLOSE@7",
        "press or, NOTHING_TO_JOIN@7...",
        "or press, NOTHING_TO_JOIN@1",
        "press and or pump, NOTHING_TO_JOIN@7",
        "(), STRAY_CLOSE@2",
        "press -, 12",
    })
    void whatIsNotUnderstoodIsToldWithItsPlace(String text, String expected) {
        assertThat(kept(ENGLISH, text)).isEqualTo(expected);
    }

    @Test
    void columnsAreNamedInThePersonsLanguageAndInEnglish() {
        assertThat(kept(GERMAN, "gerät:press")).isEqualTo("12");
        assertThat(kept(GERMAN, "device:press")).isEqualTo("12");
        assertThat(kept(GERMAN, "größe:mib")).isEqualTo("1");
        assertThat(kept(ENGLISH, "gerät:press")).isEmpty();
        assertThat(GERMAN.columns().stream().map(FilterColumn::name))
                .containsExactly("gerät", "zustand", "rate", "letzter", "größe", "p99");
    }

    @Test
    void figuresAreReadInThePersonsLanguage() {
        Quantity german = new Quantity(Locale.GERMAN);
        assertThat(german.read("1.300", Measure.NUMBER)).isEqualTo(1300);
        assertThat(german.read("1.300.000,5", Measure.NUMBER)).isEqualTo(1_300_000.5);
        assertThat(german.read("1.5", Measure.NUMBER)).isEqualTo(1.5);
        assertThat(german.read("2,5 MiB", Measure.BYTES)).isEqualTo(2.5 * 1024 * 1024);
        assertThat(german.read("0:00,3", Measure.SPAN)).isEqualTo(300);
        Quantity english = new Quantity(Locale.ENGLISH);
        assertThat(english.read("10:42", Measure.CLOCK)).isEqualTo(38_520_000);
        assertThat(english.read("10:42:17.402", Measure.CLOCK)).isEqualTo(38_537_402);
        assertThat(german.read("10:42:17.402", Measure.CLOCK)).isEqualTo(38_537_402);
        assertThat(german.read("21.375", Measure.READING)).as("as devices write").isEqualTo(21.375);
        assertThat(german.read("21.375", Measure.NUMBER)).as("as we write").isEqualTo(21_375);
        assertThat(english.read("3 d 4 h", Measure.SPAN)).isEqualTo(76 * 3_600_000.0);
        assertThat(english.read("1 MB", Measure.BYTES)).isEqualTo(1e6);
        assertThat(english.read("–", Measure.NUMBER)).isNaN();
        assertThat(english.read("12 apples", Measure.NUMBER)).isNaN();
    }

    /// Harm: somebody pastes a page of text, and the console stands still or falls.
    @Test
    void nothingThatIsTypedIsTooMuch() {
        assertThat(kept(ENGLISH, "(".repeat(900))).startsWith(Kind.TOO_LONG.name());
        assertThat(kept(ENGLISH, "a ".repeat(600))).startsWith(Kind.TOO_LONG.name());
        String hard = "device~" + "(a*)*".repeat(20) + "b";
        assertThat(kept(ENGLISH, hard)).isEmpty();
    }
}
