package org.fieldproof.views.live;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.views.bridge.JsonNumbers;
import org.fieldproof.views.bridge.Trends;
import org.fieldproof.views.perspective.Desk;

/// Latest values. Needs no toolkit.
final class LiveViewModel {

    /// Without a beat for so long, somebody looked elsewhere.
    private static final long UNSEEN_NANOS = 3_000_000_000L;

    private final Desk desk;
    private final Map<String, FieldRecord> records = new HashMap<>();

    /// Written by the FX thread, which alone takes what was read.
    private final Map<String, Course> courses = new ConcurrentHashMap<>();

    private Outcome.LatestRead latest = new Outcome.LatestRead(List.of(), 0);
    private long beatNanos;

    LiveViewModel(Desk desk) {
        this.desk = desk;
        beatNanos = desk.clock().nanoTime();
    }

    /// Values, and the rows that show them.
    record Reading(Outcome.LatestRead values, List<LiveRow> rows, boolean isAnswer) {}

    /// Makes rows of an answer.
    Reading reading(Outcome outcome) {
        return outcome instanceof Outcome.LatestRead read
                ? read(read, desk.clock().now(), courses)
                : new Reading(new Outcome.LatestRead(List.of(), 0), List.of(), false);
    }

    /// The same where a filter looks at all of them, so that each needs its words. Any thread: it
    /// may be much.
    Reading worded(Outcome outcome) {
        Reading read = reading(outcome);
        return new Reading(
                read.values(), read.rows().stream().map(LiveRow::worded).toList(), read.isAnswer());
    }

    /// Makes rows of values that were read at a time.
    Reading past(Outcome.LatestRead read, Instant at) {
        return read(read, at, Map.of());
    }

    private Reading read(Outcome.LatestRead read, Instant at, Map<String, Course> gone) {
        LiveWords words = new LiveWords(desk, at);
        return new Reading(
                read,
                read.values().stream().map(each -> row(each, at, words, gone)).toList(),
                true);
    }

    /// What is shown from now on, and counts for where numbers go.
    void follow(Reading read) {
        Set<String> there = new HashSet<>();
        for (Outcome.LatestValue value : read.values().values()) {
            String id = id(value.record());
            there.add(id);
            courses.compute(
                    id, (_, known) -> (known == null ? Course.NONE : known).with(value.record()));
        }
        courses.keySet().retainAll(there);
        take(read);
    }

    /// The present is followed at this beat. Where it was not for a while, a trend would go on over
    /// values that nobody read.
    void beat() {
        long now = desk.clock().nanoTime();
        if (now - beatNanos > UNSEEN_NANOS) {
            letGo();
        }
        beatNanos = now;
    }

    /// The present is not followed: where numbers go is seen anew after that.
    void letGo() {
        courses.clear();
    }

    void take(Reading read) {
        latest = read.values();
        records.clear();
        for (Outcome.LatestValue value : latest.values()) {
            records.put(id(value.record()), value.record());
        }
    }

    private LiveRow row(
            Outcome.LatestValue value, Instant readAt, LiveWords words, Map<String, Course> gone) {
        FieldRecord record = value.record();
        Instant accepted = LiveWords.instant(record.acceptTimeEpochNanos());
        long age = Math.max(0, Duration.between(accepted, readAt).toMillis());
        String id = id(record);
        Course course = gone.getOrDefault(id, Course.NONE).with(record);
        return LiveRow.of(id, value, age, words, course.trend());
    }

    /// How much of it all is shown.
    ///
    /// @param searched a filter chooses among what was read
    String sampling(boolean searched) {
        int shown = latest.values().size();
        if (shown >= latest.totalAddresses()) {
            return desk.text("live.head.all", shown);
        }
        String key = searched ? "live.head.searched" : "live.head.part";
        return desk.text(key, shown, latest.totalAddresses());
    }

    /// Of how many addresses a filter chooses; empty if it is all of them.
    ///
    /// @param key of the words
    String reach(String key) {
        int shown = latest.values().size();
        return shown >= latest.totalAddresses()
                ? ""
                : desk.text(
                        key,
                        desk.figures().count(shown),
                        desk.figures().count(latest.totalAddresses()));
    }

    /// No id of a connection has a blank in it.
    private static String id(FieldRecord record) {
        return record.connection() + " " + record.address();
    }

    /// The latest value of a row.
    Optional<FieldRecord> recordOf(String id) {
        return Optional.ofNullable(records.get(id));
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
