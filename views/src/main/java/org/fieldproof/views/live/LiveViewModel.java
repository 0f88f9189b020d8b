package org.fieldproof.views.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.views.bridge.JsonNumbers;
import org.fieldproof.views.bridge.Trends;
import org.fieldproof.views.perspective.Desk;

/// Latest values. Needs no toolkit.
final class LiveViewModel {

    private final Desk desk;
    private final LiveWords words;
    private Outcome.LatestRead latest = new Outcome.LatestRead(List.of(), 0);
    private Instant readAt = Instant.EPOCH;

    LiveViewModel(Desk desk) {
        this.desk = desk;
        words = new LiveWords(desk);
    }

    void take(Outcome.LatestRead read, Instant now) {
        latest = read;
        readAt = now;
    }

    List<LiveRow> rows() {
        return latest.values().stream().map(this::row).toList();
    }

    private LiveRow row(Outcome.LatestValue value) {
        FieldRecord record = value.record();
        Instant accepted = LiveWords.instant(record.acceptTimeEpochNanos());
        long age = Math.max(0, Duration.between(accepted, readAt).toMillis());
        return LiveRow.of(id(record), value, age, words);
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
}
