package org.fieldproof.engine.shelf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.OrphanedBacklog;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.AlarmSnapshot.Priority;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.alarm.AlarmCondition;
import org.fieldproof.engine.lane.LaneFiles;
import org.fieldproof.engine.telemetry.EventRecorder;
import org.fieldproof.log.buffer.ExportWriter;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;

/// Backlogs without a destination (SHELF-3). Their files are closed unless a command works on
/// them. Any thread; one command at a time.
public final class OrphanShelf {
    private final LogFiles files;
    private final GatewayClock clock;
    private final EventRecorder events;

    // Copied on each change, so that pictures read it without waiting for a long command.
    private volatile List<OrphanedBacklog> orphans = List.of();
    private volatile List<String> unsettled = List.of();

    OrphanShelf(LogFiles files, GatewayClock clock, EventRecorder events) {
        this.files = files;
        this.clock = clock;
        this.events = events;
    }

    void add(OrphanedBacklog orphan) {
        List<OrphanedBacklog> more = new ArrayList<>(orphans);
        more.add(orphan);
        orphans = List.copyOf(more);
        events.error("LANE-0401", "backlog " + orphan.id(), words(orphan) + " " + remedy(orphan));
    }

    /// What it was routed is still in the log, which keeps it.
    void addUnsettled(String id, StoreException why) {
        List<String> more = new ArrayList<>(unsettled);
        more.add(id);
        unsettled = List.copyOf(more);
        events.error(
                "LANE-0402",
                "backlog " + id,
                "Its records cannot be moved out of the log: " + why.getMessage());
    }

    public List<OrphanedBacklog> orphans() {
        return orphans;
    }

    private static String words(OrphanedBacklog orphan) {
        return "The project has no destination "
                + orphan.lane()
                + (orphan.target().isEmpty() ? "" : " that delivers to " + orphan.target())
                + " (any more): "
                + orphan.bufferRecords()
                + " records of its disk buffer and "
                + orphan.quarantinedRecords()
                + " of its quarantine are kept in "
                + orphan.folder()
                + ".";
    }

    private static String remedy(OrphanedBacklog orphan) {
        return "Put the destination "
                + orphan.lane()
                + " back as it was, or export the backlog "
                + orphan.id()
                + " and import it where it shall go, or discard it.";
    }

    /// What stands wrong now.
    public List<AlarmCondition> conditions() {
        List<AlarmCondition> standing = new ArrayList<>();
        for (OrphanedBacklog orphan : orphans) {
            standing.add(
                    new AlarmCondition(
                            "LANE-0401/" + orphan.id(),
                            Priority.P2,
                            "backlog " + orphan.id(),
                            words(orphan),
                            "They wait on disk and go nowhere.",
                            remedy(orphan)));
        }
        for (String id : unsettled) {
            standing.add(
                    new AlarmCondition(
                            "LANE-0402/" + id,
                            Priority.P1,
                            "backlog " + id,
                            "Records of a destination that the project does not have are only in"
                                    + " the log.",
                            "The log keeps them and grows.",
                            "Free space, then start again."));
        }
        return standing;
    }

    /// Writes a backlog to a new file, in the form of an exported quarantine.
    public synchronized Outcome export(String id, Path path) {
        Optional<OrphanedBacklog> found = find(id);
        if (found.isEmpty()) {
            return unknown(id);
        }
        OrphanedBacklog orphan = found.get();
        Problem why =
                Problem.warning(
                        "LANE-0401",
                        "lane " + orphan.lane(),
                        "The project had no such destination when this was exported.",
                        "Import it into the lane that shall have it, then retry.");
        try (ExportWriter out = ExportWriter.begin(path, id, files)) {
            LaneFiles opened = LaneShelf.openWithoutQuota(orphan.folder(), files);
            try {
                opened.export(out, why, clock.now());
            } finally {
                opened.close();
            }
            return new Outcome.QuarantineExported(path, out.finish());
        } catch (StoreException e) {
            return refused(e);
        }
    }

    /// Deletes a backlog for good.
    ///
    /// @param records as many as it has; else nothing is done
    public synchronized Outcome discard(String id, long records) {
        Optional<OrphanedBacklog> found = find(id);
        if (found.isEmpty()) {
            return unknown(id);
        }
        OrphanedBacklog orphan = found.get();
        if (records != orphan.records()) {
            return new Outcome.Refused(
                    Problem.error(
                            "LANE-0404",
                            "backlog " + id,
                            "It holds " + orphan.records() + " records, not " + records + ".",
                            "Look at it again, then say how many are to go."));
        }
        try {
            LaneShelf.delete(orphan.folder(), files);
        } catch (IOException e) {
            return refused(
                    StoreException.of(
                            "LANE-0405", orphan.folder(), "Backlog cannot be deleted", e));
        }
        orphans = orphans.stream().filter(each -> !each.id().equals(id)).toList();
        events.warning(
                "LANE-0303",
                "backlog " + id,
                records + " records of an orphaned backlog were discarded by a person.");
        return new Outcome.Done(records + " records are discarded.");
    }

    private Optional<OrphanedBacklog> find(String id) {
        return orphans.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    private static Outcome unknown(String id) {
        return new Outcome.Refused(
                Problem.error(
                        "LANE-0403",
                        "backlog " + id,
                        "There is no orphaned backlog of that name.",
                        "Choose one of those that are listed."));
    }

    private static Outcome refused(StoreException e) {
        return new Outcome.Refused(
                Problem.error(e.code(), e.object(), "" + e.getMessage(), e.remedy()));
    }
}
