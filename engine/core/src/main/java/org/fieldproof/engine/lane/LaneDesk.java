package org.fieldproof.engine.lane;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.Edit;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.log.frame.Epochs;
import org.fieldproof.log.io.StoreException;

/// Answers what people ask of a lane. Confined to the lane's thread.
final class LaneDesk {
    private static final int LIST_MAX = 1_000;

    private final LaneParts parts;
    private final Vault vault;
    private final LaneCore core;
    private final Epochs epochs;

    /// @param epochs of the log
    LaneDesk(LaneParts parts, Vault vault, LaneCore core, Epochs epochs) {
        this.parts = parts;
        this.vault = vault;
        this.core = core;
        this.epochs = epochs;
    }

    Outcome answer(LaneRequest request) {
        try {
            return switch (request) {
                case LaneRequest.Pause _ -> {
                    core.pause(true);
                    yield new Outcome.Done(parts.object() + " is paused.");
                }
                case LaneRequest.Resume _ -> {
                    core.pause(false);
                    yield new Outcome.Done(parts.object() + " goes on.");
                }
                case LaneRequest.ListQuarantine list -> {
                    List<QuarantinedRecord> found =
                            vault.list(list.fromSeq(), Math.clamp(list.max(), 1, LIST_MAX));
                    yield new Outcome.QuarantineRead(found, vault.count());
                }
                case LaneRequest.RetryQuarantined retry -> {
                    int count = core.outcomes().retries().ask(retry.seqs());
                    yield new Outcome.Done(count + " records are in line for another try.");
                }
                case LaneRequest.RetryAllQuarantined _ -> {
                    core.outcomes().retries().askForAll();
                    yield new Outcome.Done(vault.count() + " records are in line for another try.");
                }
                case LaneRequest.EditQuarantined edit -> edit(edit);
                case LaneRequest.ImportQuarantined add -> add(add.records());
                case LaneRequest.DiscardQuarantined discard -> discard(discard.seqs());
                case LaneRequest.LookAtBacklog _ -> core.backlog().look();
                case LaneRequest.PageBacklog page -> {
                    page.into().accept(core.backlog().page(page.behind(), page.max()));
                    yield new Outcome.Done(parts.object() + " gave a page.");
                }
                case LaneRequest.DiscardBacklog discard ->
                        core.backlog().discard(discard.end(), discard.max());
                case LaneRequest.Inspect inspect ->
                        new Outcome.WireInspected(
                                core.outcomes().ring().last(inspect.max()),
                                core.outcomes().ring().passedTotal());
            };
        } catch (StoreException e) {
            return new Outcome.Refused(LogProblems.of(e, parts.object()));
        }
    }

    private Outcome discard(List<Long> seqs) throws StoreException {
        long underWay = core.outcomes().retries().firstUnderWay(seqs);
        if (underWay > 0) {
            return refusedUnderWay(underWay);
        }
        int count = vault.remove(seqs);
        core.discarded(count);
        parts.events()
                .warning(
                        "LANE-0303",
                        parts.object(),
                        count + " quarantined records were discarded by a person.");
        return new Outcome.Done(count + " records are discarded.");
    }

    /// Whether the destination has it already is not known: it can be neither changed nor given
    /// up.
    private Outcome refusedUnderWay(long seq) {
        return new Outcome.Refused(
                Problem.error(
                        "LANE-0307",
                        parts.object(),
                        "Record " + seq + " is on its way to the destination for another try.",
                        "Wait for the destination's answer, then look at the quarantine again."));
    }

    private Outcome edit(LaneRequest.EditQuarantined request) throws StoreException {
        if (core.outcomes().retries().firstUnderWay(List.of(request.seq())) > 0) {
            return refusedUnderWay(request.seq());
        }
        for (QuarantinedRecord each : vault.list(request.seq(), 1)) {
            if (each.record().seq() == request.seq()) {
                Edit before = each.edit();
                byte[] original = before == null ? each.record().payload() : before.original();
                Edit edit = new Edit(parts.clock().now(), request.by(), original);
                vault.replace(
                        new QuarantinedRecord(
                                each.record().withPayload(request.payload()),
                                each.why(),
                                each.since(),
                                edit));
                parts.events()
                        .warning(
                                "LANE-0305",
                                parts.object(),
                                "The payload of the quarantined record "
                                        + request.seq()
                                        + " was changed by a person; the original is kept.");
                return new Outcome.Done("The record has another payload; retry it.");
            }
        }
        return new Outcome.Refused(
                Problem.error(
                        "LANE-0306",
                        parts.object(),
                        "There is no record " + request.seq() + " in quarantine.",
                        "Look at the quarantine again."));
    }

    /// Takes in what this lane has been given before and does not have now. A record that has
    /// not come this far would be in quarantine and on its way at the same time.
    private Outcome add(List<QuarantinedRecord> records) throws StoreException {
        List<QuarantinedRecord> fresh = new ArrayList<>();
        Set<Long> taken = new HashSet<>();
        long there = 0;
        long refused = 0;
        String first = "";
        for (QuarantinedRecord each : records) {
            FieldRecord record = each.record();
            String reason = LaneFiles.reasonAgainst(record, epochs, core.position());
            if (!reason.isEmpty()) {
                refused++;
                first = first.isEmpty() ? reason : first;
            } else if (vault.contains(record.seq()) || !taken.add(record.seq())) {
                there++;
            } else {
                fresh.add(each);
            }
        }
        if (!vault.hasRoomFor(fresh.size())) {
            return new Outcome.Refused(
                    Problem.error(
                            "LANE-0302",
                            parts.object(),
                            "The quarantine has no room for " + fresh.size() + " records more.",
                            "Retry or discard what is in it, then import again."));
        }
        if (!fresh.isEmpty()) {
            vault.add(fresh);
            core.imported(fresh.size());
        }
        return new Outcome.QuarantineImported(fresh.size(), there, refused, first);
    }

    Outcome refusedBusy() {
        return new Outcome.Refused(
                Problem.error(
                        "LANE-0109",
                        parts.object(),
                        "The lane is stopping or has too many requests waiting.",
                        "Try again in a moment."));
    }
}
