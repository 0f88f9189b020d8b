package org.fieldproof.views.live;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Quality;
import org.fieldproof.views.bridge.JsonNumbers;
import org.fieldproof.views.bridge.Trends;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.perspective.Desk;

/// Latest values. Needs no toolkit.
final class LiveViewModel {

    private static final int PAYLOAD_SHOWN_MAX = 300;

    private final Desk desk;
    private final Figures figures;
    private final Map<Quality, String> qualities = new EnumMap<>(Quality.class);
    private Outcome.LatestRead latest = new Outcome.LatestRead(List.of(), 0);

    LiveViewModel(Desk desk) {
        this.desk = desk;
        figures = desk.figures();
        for (Quality each : Quality.values()) {
            qualities.put(each, desk.text("live.quality." + each.name()));
        }
    }

    /// Values, and the rows that show them.
    record Reading(Outcome.LatestRead values, List<LiveRow> rows, boolean isAnswer) {}

    /// Makes rows of an answer. Any thread: it may be much.
    Reading reading(Outcome outcome) {
        return outcome instanceof Outcome.LatestRead read
                ? read(read, desk.clock().now())
                : new Reading(new Outcome.LatestRead(List.of(), 0), List.of(), false);
    }

    /// The same of values that were read at a time. Any thread.
    Reading read(Outcome.LatestRead read, Instant at) {
        return new Reading(read, read.values().stream().map(each -> row(each, at)).toList(), true);
    }

    void take(Reading read) {
        latest = read.values();
    }

    private LiveRow row(Outcome.LatestValue value, Instant readAt) {
        FieldRecord record = value.record();
        boolean good = record.quality() == Quality.GOOD;
        Instant accepted = instant(record.acceptTimeEpochNanos());
        String text = text(record).replaceAll("\\p{Cntrl}", "·");
        return new LiveRow(
                id(record),
                record.connection(),
                record.address(),
                record.device(),
                text.length() > PAYLOAD_SHOWN_MAX
                        ? text.substring(0, PAYLOAD_SHOWN_MAX) + "…"
                        : text,
                good ? "fp-live-value" : "fp-muted",
                qualities.getOrDefault(record.quality(), ""),
                record.sourceTimeEpochNanos() == 0
                        ? Figures.NONE
                        : figures.timeMillis(instant(record.sourceTimeEpochNanos())),
                figures.timeMillis(accepted),
                figures.age(Math.max(0, Duration.between(accepted, readAt).toMillis())),
                figures.count(value.updates()));
    }

    /// How much of it all is shown.
    String sampling() {
        int shown = latest.values().size();
        return shown < latest.totalAddresses()
                ? desk.text("live.head.part", shown, latest.totalAddresses())
                : desk.text("live.head.all", shown);
    }

    /// No id of a connection has a blank in it.
    private static String id(FieldRecord record) {
        return record.connection() + " " + record.address();
    }

    /// The latest value of a row.
    Optional<FieldRecord> recordOf(String id) {
        return latest.values().stream()
                .map(Outcome.LatestValue::record)
                .filter(record -> id(record).equals(id))
                .findFirst();
    }

    /// Names of the numbers in the latest value of a row.
    List<String> numbersOf(String id) {
        return recordOf(id)
                .map(Trends::numbers)
                .map(Map::keySet)
                .map(List::copyOf)
                .orElse(List.of());
    }

    /// Which of them is shown where nobody says which.
    Optional<String> measuredOf(String id) {
        return recordOf(id).map(Trends::numbers).flatMap(JsonNumbers::measured);
    }

    private static String text(FieldRecord record) {
        return new String(record.payload(), StandardCharsets.UTF_8);
    }

    private static Instant instant(long epochNanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(epochNanos, 1_000_000_000L),
                Math.floorMod(epochNanos, 1_000_000_000L));
    }
}
