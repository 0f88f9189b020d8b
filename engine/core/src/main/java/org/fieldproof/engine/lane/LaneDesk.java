package org.fieldproof.engine.lane;

import java.util.List;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.project.Problem;
import org.fieldproof.log.io.StoreException;

/// Answers what people ask of a lane. Confined to the lane's thread.
final class LaneDesk {
    private static final int LIST_MAX = 1_000;

    private final LaneParts parts;
    private final Vault vault;
    private final LaneCore core;

    LaneDesk(LaneParts parts, Vault vault, LaneCore core) {
        this.parts = parts;
        this.vault = vault;
        this.core = core;
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
                    int count = core.outcomes().retry(retry.seqs());
                    yield new Outcome.Done(count + " records are in line for another try.");
                }
                case LaneRequest.DiscardQuarantined discard -> {
                    int count = vault.remove(discard.seqs());
                    core.dropped(count);
                    parts.events()
                            .warning(
                                    "LANE-0303",
                                    parts.object(),
                                    count + " quarantined records were discarded by a person.");
                    yield new Outcome.Done(count + " records are discarded.");
                }
                case LaneRequest.Inspect inspect ->
                        new Outcome.WireInspected(
                                core.outcomes().ring().last(inspect.max()),
                                core.outcomes().ring().passedTotal());
            };
        } catch (StoreException e) {
            return new Outcome.Refused(LogProblems.of(e, parts.object()));
        }
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
