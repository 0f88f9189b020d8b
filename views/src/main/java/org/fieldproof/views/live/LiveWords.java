package org.fieldproof.views.live;

import java.time.Instant;
import java.util.regex.Pattern;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.perspective.Desk;

/// What the table of latest values says of one. Needs no toolkit.
final class LiveWords {
    private static final int PAYLOAD_SHOWN_MAX = 300;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final Desk desk;
    private final Figures figures;
    private final Instant now;

    /// @param now of whose day a time is told without a date
    LiveWords(Desk desk, Instant now) {
        this.desk = desk;
        figures = desk.figures();
        this.now = now;
    }

    /// Whether it says the same of a value as others of this console.
    boolean isAlike(LiveWords other) {
        return figures.dayOf(now).equals(figures.dayOf(other.now));
    }

    String value(FieldRecord record) {
        String text = plain(TagText.of(record));
        return text.length() > PAYLOAD_SHOWN_MAX
                ? text.substring(0, PAYLOAD_SHOWN_MAX) + "…"
                : text;
    }

    /// What is not good says why, as far as the device did.
    String quality(FieldRecord record) {
        String word = desk.text("live.quality." + record.quality().name());
        if (record.quality() == Quality.GOOD) {
            return word;
        }
        String why = property(record, "status");
        if (!why.isEmpty()) {
            return desk.text("live.quality.why", word, why);
        }
        return record.quality() == Quality.BAD
                ? desk.text("live.quality.why", word, desk.text("live.quality.unsaid"))
                : word;
    }

    String unit(FieldRecord record) {
        return property(record, "unit");
    }

    private static String property(FieldRecord record, String name) {
        return record.properties().stream()
                .filter(each -> each.name().equals(name))
                .map(Property::value)
                .map(LiveWords::plain)
                .findFirst()
                .orElse("");
    }

    /// What a device says, without what would move or hide the words beside it.
    private static String plain(String said) {
        return CONTROL.matcher(said).replaceAll("·");
    }

    String course(Course.Trend trend) {
        return trend == Course.Trend.UNKNOWN
                ? ""
                : trend.arrow() + " " + desk.text("live.trend." + trend.name());
    }

    String sourceTime(FieldRecord record) {
        return record.sourceTimeEpochNanos() == 0
                ? Figures.NONE
                : figures.timeMillis(instant(record.sourceTimeEpochNanos()), now);
    }

    String acceptTime(FieldRecord record) {
        return figures.timeMillis(instant(record.acceptTimeEpochNanos()), now);
    }

    String age(long millis) {
        return figures.age(millis);
    }

    String updates(long count) {
        return figures.count(count);
    }

    static Instant instant(long epochNanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(epochNanos, 1_000_000_000L),
                Math.floorMod(epochNanos, 1_000_000_000L));
    }
}
