package org.fieldproof.views.live;

import java.util.Arrays;
import java.util.Objects;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.jspecify.annotations.Nullable;

/// The latest value of an address. Its words are made when somebody sees them: of hundreds of rows
/// a table shows two dozen. Rows are equal if all their words are.
///
/// @param id of connection and address, because two connections may have the same address
/// @param ageMillis as exact as it is shown
/// @param trend where its number has been going
/// @param said its words, where they were made before
record LiveRow(
        String id,
        Outcome.LatestValue of,
        long ageMillis,
        LiveWords words,
        Course.Trend trend,
        @Nullable Said said) {

    /// What a row says.
    record Said(
            String value,
            String unit,
            String course,
            String quality,
            String sourceTime,
            String acceptTime,
            String age,
            String updates) {}

    private static final long TENTH_MILLIS = 100;
    private static final long SECOND_MILLIS = 1000;

    /// @param exactMillis since the value was accepted
    static LiveRow of(
            String id,
            Outcome.LatestValue of,
            long exactMillis,
            LiveWords words,
            Course.Trend trend) {
        long step = exactMillis < SECOND_MILLIS ? TENTH_MILLIS : SECOND_MILLIS;
        return new LiveRow(id, of, exactMillis / step * step, words, trend, null);
    }

    /// The same row with all its words made, for a filter that looks at thousands. Any thread.
    LiveRow worded() {
        Said now =
                new Said(
                        value(),
                        unit(),
                        course(),
                        quality(),
                        sourceTime(),
                        acceptTime(),
                        age(),
                        updates());
        return new LiveRow(id, of, ageMillis, words, trend, now);
    }

    private FieldRecord record() {
        return of.record();
    }

    String connection() {
        return record().connection();
    }

    String address() {
        return record().address();
    }

    String device() {
        return record().device();
    }

    String value() {
        return said == null ? words.value(record()) : said.value();
    }

    /// How far it may be trusted, as a style.
    String valueClass() {
        boolean number = Course.isNumber(record());
        return switch (record().quality()) {
            case GOOD -> number ? "fp-live-number" : "fp-live-value";
            case UNCERTAIN -> number ? "fp-live-doubtful" : "fp-muted";
            case BAD -> number ? "fp-live-bad-number" : "fp-live-bad";
        };
    }

    /// What its number is measured in; empty where the device or the project does not say.
    String unit() {
        return said == null ? words.unit(record()) : said.unit();
    }

    String course() {
        return said == null ? words.course(trend) : said.course();
    }

    String quality() {
        return said == null ? words.quality(record()) : said.quality();
    }

    String sourceTime() {
        return said == null ? words.sourceTime(record()) : said.sourceTime();
    }

    String acceptTime() {
        return said == null ? words.acceptTime(record()) : said.acceptTime();
    }

    String age() {
        return said == null ? words.age(ageMillis) : said.age();
    }

    String updates() {
        return said == null ? words.updates(of.updates()) : said.updates();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LiveRow row
                && id.equals(row.id)
                && ageMillis == row.ageMillis
                && trend == row.trend
                && of.updates() == row.of.updates()
                && words.isAlike(row.words)
                && isAlike(record(), row.record());
    }

    private static boolean isAlike(FieldRecord one, FieldRecord other) {
        return one.acceptTimeEpochNanos() == other.acceptTimeEpochNanos()
                && one.sourceTimeEpochNanos() == other.sourceTimeEpochNanos()
                && one.quality() == other.quality()
                && one.encoding() == other.encoding()
                && one.properties().equals(other.properties())
                && one.device().equals(other.device())
                && Arrays.equals(one.payload(), other.payload());
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, ageMillis, of.updates());
    }
}
