package org.fieldproof.views.quarantine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.views.control.Fact;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.perspective.Desk;

/// One lane's quarantine, a page at a time. Needs no toolkit.
final class QuarantineViewModel {
    static final int PAGE = 500;

    private final Desk desk;
    private final Figures figures;
    private QuarantineReading reading = QuarantineReading.none();

    QuarantineViewModel(Desk desk) {
        this.desk = desk;
        figures = desk.figures();
    }

    /// The lane to look at: the wished one if it is a lane, else the one that holds most.
    static Optional<String> lane(GatewaySnapshot picture, String wish) {
        Optional<String> named =
                picture.lanes().stream().map(LaneSnapshot::id).filter(wish::equals).findFirst();
        return named.isPresent()
                ? named
                : picture.lanes().stream()
                        .max(Comparator.comparingLong(LaneSnapshot::quarantinedTotal))
                        .map(LaneSnapshot::id);
    }

    /// How many records are in quarantine, over all lanes.
    static long count(GatewaySnapshot picture) {
        return picture.lanes().stream().mapToLong(LaneSnapshot::quarantinedTotal).sum();
    }

    /// Makes rows of an answer; of a refusal, nothing. Any thread: it may be much.
    Optional<QuarantineReading.Page> page(Outcome outcome) {
        return outcome instanceof Outcome.QuarantineRead read
                ? Optional.of(
                        new QuarantineReading.Page(
                                read.records(),
                                read.records().stream().map(this::row).toList(),
                                read.total()))
                : Optional.empty();
    }

    void show(QuarantineReading read) {
        reading = read;
    }

    /// What is shown.
    QuarantineReading shown() {
        return reading;
    }

    /// Of how many records a filter chooses; empty if it is all of them.
    String reach() {
        return reading.from() == 1 && !reading.isMore()
                ? ""
                : desk.text(
                        reading.from() == 1 ? "filter.reach.oldest" : "filter.reach.some",
                        figures.count(reading.size()),
                        figures.count(reading.total()));
    }

    Optional<QuarantinedRecord> record(String id) {
        return reading.record(id);
    }

    private QuarantineRow row(QuarantinedRecord each) {
        FieldRecord record = each.record();
        String why = each.why().code() + " " + each.why().message();
        return new QuarantineRow(
                Long.toString(record.seq()),
                record.device(),
                record.address(),
                figures.dateTime(instant(record.acceptTimeEpochNanos())),
                each.edit() == null ? why : desk.text("quarantine.row.edited", why),
                figures.bytes(record.payload().length));
    }

    /// When the oldest and the newest of some records were accepted, for who is to discard them.
    String range(List<String> ids) {
        List<Long> times = new ArrayList<>();
        for (String id : ids) {
            record(id).ifPresent(each -> times.add(each.record().acceptTimeEpochNanos()));
        }
        times.sort(null);
        return times.isEmpty()
                ? Figures.NONE
                : desk.text(
                        "quarantine.discard.range",
                        figures.dateTime(instant(times.getFirst())),
                        figures.dateTime(instant(times.getLast())));
    }

    /// Everything about a record but its payload.
    List<Fact> facts(QuarantinedRecord each) {
        FieldRecord record = each.record();
        List<Fact> facts = new ArrayList<>();
        pair(facts, "identity", record.epoch() + " / " + record.seq());
        pair(facts, "connection", record.connection() + " · " + record.device());
        pair(facts, "address", record.address());
        pair(facts, "accepted", figures.dateTime(instant(record.acceptTimeEpochNanos())));
        pair(
                facts,
                "source",
                record.sourceTimeEpochNanos() == 0
                        ? Figures.NONE
                        : figures.dateTime(instant(record.sourceTimeEpochNanos())));
        pair(facts, "since", figures.dateTime(each.since()));
        Outcome.Edit edit = each.edit();
        if (edit != null) {
            pair(facts, "edited", figures.dateTime(edit.at()) + " · " + edit.by());
        }
        return facts;
    }

    private void pair(List<Fact> facts, String key, String value) {
        facts.add(new Fact.Pair(desk.text("quarantine.fact." + key), value, false));
    }

    private static Instant instant(long epochNanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(epochNanos, 1_000_000_000L),
                Math.floorMod(epochNanos, 1_000_000_000L));
    }
}
