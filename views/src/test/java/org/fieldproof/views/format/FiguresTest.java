package org.fieldproof.views.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class FiguresTest {

    private final Figures english = new Figures(Locale.ENGLISH);
    private final Figures german = new Figures(Locale.GERMAN);

    /// Harm: a time of one clock beside one of another.
    @Test
    void everyTimeIsToldInTheOneZone() {
        Figures local = new Figures(Locale.ENGLISH, ZoneId.of("Asia/Kolkata"));
        Instant late = Instant.parse("2026-11-20T20:45:02.402Z");
        assertThat(english.time(late)).isEqualTo("20:45:02");
        assertThat(local.time(late)).isEqualTo("02:15:02");
        assertThat(local.hourMinute(late)).isEqualTo("02:15");
        assertThat(local.timeMillis(late)).isEqualTo("02:15:02.402");
        assertThat(local.dateTime(late)).isEqualTo("21 Nov 2026 02:15:02");
        assertThat(local.dayOf(late)).isEqualTo(LocalDate.of(2026, 11, 21));
        Instant before = Instant.parse("2026-11-20T17:00:00Z");
        assertThat(english.time(before, late)).isEqualTo("17:00:00");
        assertThat(local.time(before, late)).as("yesterday there").isEqualTo("20 Nov 22:30:00");
    }

    @Test
    void whatIsNotKnownIsADashAndNeverAZero() {
        assertThat(english.count(-1)).isEqualTo(Figures.NONE);
        assertThat(english.bytes(-1)).isEqualTo(Figures.NONE);
        assertThat(english.age(-1)).isEqualTo(Figures.NONE);
        assertThat(english.span(-1)).isEqualTo(Figures.NONE);
        assertThat(english.millis(-1)).isEqualTo(Figures.NONE);
        assertThat(english.count(0)).isEqualTo("0");
    }

    @Test
    void countsGroupTheirDigitsAsTheLanguageDoes() {
        assertThat(english.count(48_213)).isEqualTo("48,213");
        assertThat(german.count(48_213)).isEqualTo("48.213");
        assertThat(english.compact(9_999)).isEqualTo("9,999");
        assertThat(english.compact(11_211)).isEqualTo("11.2k");
    }

    @Test
    void ratesKeepADecimalOnlyWhereItSaysSomething() {
        assertThat(english.rate(300.4)).isEqualTo("300/s");
        assertThat(english.rate(0.44)).isEqualTo("0.4/s");
        assertThat(english.rate(0)).isEqualTo("0/s");
    }

    @Test
    void agesAndSpansUseTheUnitThatFits() {
        assertThat(english.age(400)).isEqualTo("0:00.4");
        assertThat(english.age(37_900)).isEqualTo("0:37");
        assertThat(english.age(3_725_000)).isEqualTo("1:02:05");
        assertThat(english.span(8)).isEqualTo("8 s");
        assertThat(english.span(18_720)).isEqualTo("5 h 12 min");
        assertThat(english.span(100_000)).isEqualTo("1 d 3 h");
    }

    @Test
    void timesAreUtc() {
        assertThat(english.time(Instant.parse("2026-11-20T10:42:17.402Z"))).isEqualTo("10:42:17");
        assertThat(english.timeMillis(Instant.parse("2026-11-20T10:42:17.402Z")))
                .isEqualTo("10:42:17.402");
    }

    @Test
    void sizesAndDurationsCarryTheirUnit() {
        assertThat(english.bytes(2_726_298)).isEqualTo("2.6 MiB");
        assertThat(english.millis(0.31)).isEqualTo("0.3 ms");
        assertThat(english.millis(12.4)).isEqualTo("12 ms");
        assertThat(english.took(30_000)).isEqualTo("30.0 s");
    }

    /// Harm: what was yesterday is taken for what has just happened.
    @Test
    void aTimeOfAnotherDayCarriesItsDate() {
        Instant now = Instant.parse("2026-11-20T00:00:01Z");
        Instant before = Instant.parse("2026-11-19T23:59:59.402Z");
        assertThat(english.time(now, now)).isEqualTo("00:00:01");
        assertThat(english.time(before, now)).isEqualTo("19 Nov 23:59:59");
        assertThat(english.hourMinute(before, now)).isEqualTo("19 Nov 23:59");
        assertThat(english.timeMillis(before, now)).isEqualTo("19 Nov 23:59:59.402");
        assertThat(german.time(now, before)).isEqualTo("20 Nov. 00:00:01");
        assertThat(english.time(Instant.parse("2025-11-20T10:00:00Z"), now))
                .isEqualTo("20 Nov 2025 10:00:00");
    }

    /// Harm: an axis whose ticks all say the same.
    @Test
    void ticksOfLargeNumbersAreToldApart() {
        assertThat(english.tick(1_795_797_400_000.0, 20_000, 0, 0)).isEqualTo("1.796E12");
        assertThat(english.tick(1_795_797_400_000.0, 20_000, 2, 0)).isEqualTo("+40,000");
        assertThat(english.tick(5.5, 0.5, 1, 1)).isEqualTo("6.0");
        assertThat(english.tick(0, 1e9, 2, 0)).isEqualTo("2E9");
        assertThat(english.reading(1_795_797_469_171.0, 2)).isEqualTo("1,795,797,469,171");
        assertThat(english.reading(6.5, 2)).isEqualTo("6.50");
    }

    @Test
    void limitsBelowAMillisecondAreToldApart() {
        assertThat(german.limit(0.064)).isEqualTo("0,06 ms");
        assertThat(german.limit(0.128)).isEqualTo("0,13 ms");
        assertThat(german.limit(16.4)).isEqualTo("16 ms");
    }
}
