package org.fieldproof.views.fake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.OrphanedBacklog;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;

/// What waits in the disk buffers, and backlogs without a destination.
public final class FakeBacklog {
    private final FakeGateway gateway;
    private final List<OrphanedBacklog> orphans = new ArrayList<>();
    private long discarded;

    /// How many are with the destination.
    public long sent;

    /// How many wait in the disk buffer of the other lane.
    public long local;

    FakeBacklog(FakeGateway gateway) {
        this.gateway = gateway;
    }

    /// A destination is gone, with so many records that waited for it.
    public void orphan(String id, long records) {
        orphans.add(
                new OrphanedBacklog(
                        id,
                        "historian",
                        "postgresql db-1",
                        Path.of("/var/lib/fieldproof/field-demo/lanes/" + id),
                        records,
                        records * 240,
                        3,
                        List.of("buffer/1.ndjson")));
    }

    List<OrphanedBacklog> orphans() {
        return List.copyOf(orphans);
    }

    long discarded() {
        return discarded;
    }

    Outcome answer(Command.BacklogCommand command) {
        long waits = command.lane().equals("upstream") ? FakePicture.held(gateway) : local;
        return switch (command) {
            case Command.LookAtBacklog _ -> seen(waits);
            case Command.ExportBacklog export -> new Outcome.BacklogExported(export.file(), waits);
            case Command.DiscardBacklog discard -> {
                long gone = Math.min(waits, discard.records());
                discarded += gone;
                yield new Outcome.BacklogDiscarded(gone, null);
            }
        };
    }

    private Outcome seen(long waits) {
        if (waits == 0) {
            return Outcome.BacklogSeen.NOTHING;
        }
        List<Outcome.PassedRecord> passed = FakeRecords.passed(gateway, 2);
        FieldRecord newest = passed.getFirst().record();
        FieldRecord oldest = passed.getLast().record();
        return new Outcome.BacklogSeen(waits, waits * 240, sent, oldest, newest, "4096@7");
    }

    Outcome answer(Command.DiscardOrphan discard) {
        OrphanedBacklog found =
                orphans.stream()
                        .filter(each -> each.id().equals(discard.orphan()))
                        .findFirst()
                        .orElseThrow();
        if (found.records() != discard.records()) {
            return new Outcome.Refused(
                    Problem.error("LANE-0404", "backlog", "It holds others.", "Look again."));
        }
        orphans.remove(found);
        return new Outcome.Done(discard.records() + " records are discarded.");
    }
}
