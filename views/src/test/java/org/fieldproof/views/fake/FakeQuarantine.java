package org.fieldproof.views.fake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;

/// What the lane `local` refuses. A record is delivered by a retry once its payload has been
/// changed.
public final class FakeQuarantine {
    static final String LANE = "local";

    private final FakeGateway gateway;
    private final NavigableMap<Long, QuarantinedRecord> records = new TreeMap<>();
    private long discarded;

    FakeQuarantine(FakeGateway gateway) {
        this.gateway = gateway;
    }

    /// Records that the database has refused; the second one is no text.
    public void fill(int count) {
        List<Outcome.PassedRecord> passed = FakeRecords.passed(gateway, count);
        for (int i = 0; i < count; i++) {
            FieldRecord record = passed.get(i).record();
            byte[] payload = i == 1 ? new byte[] {0, (byte) 0xff, 16} : record.payload();
            records.put(
                    record.seq(),
                    new QuarantinedRecord(
                            with(record, payload),
                            Problem.error(
                                    "JDBC-0302",
                                    "destination local",
                                    "Value too long for column \"address\": 300 characters.",
                                    "Make the column longer, or the address shorter; then retry."),
                            gateway.clock.now()));
        }
    }

    /// Some more are refused, behind the others.
    public void come(int count) {
        for (int i = 0; i < count; i++) {
            QuarantinedRecord like = List.copyOf(records.values()).getLast();
            FieldRecord first = FakeRecords.passed(gateway, 3).get(i % 3).record();
            FieldRecord next = with(first, like.record().seq() + 1, first.payload());
            records.put(next.seq(), new QuarantinedRecord(next, like.why(), gateway.clock.now()));
        }
    }

    long count(String lane) {
        return lane.equals(LANE) ? records.size() : 0;
    }

    long discarded(String lane) {
        return lane.equals(LANE) ? discarded : 0;
    }

    /// The sequence numbers of what is left.
    public List<Long> left() {
        return List.copyOf(records.keySet());
    }

    /// What a record says now.
    public String payload(long seq) {
        QuarantinedRecord record = records.get(seq);
        return record == null ? "" : new String(record.record().payload(), StandardCharsets.UTF_8);
    }

    Outcome answer(Command.QuarantineCommand command) {
        return switch (command) {
            case Command.ReadQuarantine read ->
                    new Outcome.QuarantineRead(
                            read.lane().equals(LANE)
                                    ? records.tailMap(read.fromSeq(), true).values().stream()
                                            .limit(read.max())
                                            .toList()
                                    : List.of(),
                            count(read.lane()));
            case Command.RetryQuarantined retry -> retry(retry.seqs());
            case Command.RetryAllQuarantined _ -> retry(left());
            case Command.EditQuarantined edit -> {
                records.computeIfPresent(edit.seq(), (_, was) -> edited(was, edit.payload()));
                yield new Outcome.Done("The record has another payload; retry it.");
            }
            case Command.ExportQuarantined export ->
                    new Outcome.QuarantineExported(
                            export.file(),
                            export.seqs().isEmpty() ? records.size() : export.seqs().size());
            case Command.ImportQuarantined _ -> new Outcome.QuarantineImported(0, 2, 1, "damaged");
            case Command.DiscardQuarantined discard -> {
                discard.seqs().forEach(records::remove);
                discarded += discard.seqs().size();
                yield new Outcome.Done(discard.seqs().size() + " records are discarded.");
            }
        };
    }

    private Outcome retry(List<Long> seqs) {
        seqs.forEach(
                seq -> records.computeIfPresent(seq, (_, was) -> was.edit() == null ? was : null));
        return new Outcome.Done(seqs.size() + " records are in line for another try.");
    }

    private QuarantinedRecord edited(QuarantinedRecord was, byte[] payload) {
        return new QuarantinedRecord(
                with(was.record(), payload),
                was.why(),
                was.since(),
                new Outcome.Edit(gateway.clock.now(), "console", was.record().payload()));
    }

    private static FieldRecord with(FieldRecord record, byte[] payload) {
        return with(record, record.seq(), payload);
    }

    private static FieldRecord with(FieldRecord record, long seq, byte[] payload) {
        return new FieldRecord(
                record.epoch(),
                seq,
                record.connection(),
                record.device(),
                record.address(),
                payload,
                record.encoding(),
                record.quality(),
                record.sourceTimeEpochNanos(),
                record.acceptTimeEpochNanos(),
                record.qos(),
                record.retained(),
                record.duplicateFlagged(),
                record.properties());
    }
}
