package org.fieldproof.engine.lane;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.BacklogSeen;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.record.RecordJson;
import org.fieldproof.log.buffer.ExportWriter;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// Writes what waits in a running lane's disk buffer to a file, in the form of an exported
/// quarantine, so that it can be read, kept, or imported. The lane is asked page by page and goes
/// on in between: what it delivers meanwhile may or may not be in the file. Any thread that may
/// wait.
public final class BacklogExport {
    private static final int PAGE = 1_000;

    private BacklogExport() {}

    /// As many records as wait now, at most.
    public static Outcome of(Lane lane, Path path, Instant now, LogFiles files) {
        Outcome look = ask(lane, new LaneRequest.LookAtBacklog());
        if (!(look instanceof BacklogSeen seen)) {
            return look;
        }
        Problem why =
                Problem.warning(
                        "LANE-0310",
                        lane.parts().object(),
                        "It waited in the disk buffer when this was exported.",
                        "Import it only if it did not reach the destination since.");
        RecordJson json = new RecordJson();
        long left = seen.records();
        try (ExportWriter out = ExportWriter.begin(path, lane.id(), files)) {
            Backlog.@Nullable Place behind = null;
            while (left > 0) {
                List<Backlog.Kept> page = new ArrayList<>(PAGE);
                int wanted = (int) Math.min(PAGE, left);
                Outcome answer =
                        ask(lane, new LaneRequest.PageBacklog(behind, wanted, page::addAll));
                if (!(answer instanceof Outcome.Done)) {
                    return answer;
                }
                if (page.isEmpty()) {
                    break;
                }
                write(page, why, now, json, out);
                left -= page.size();
                behind = page.getLast().behind();
            }
            return new Outcome.BacklogExported(path, out.finish());
        } catch (StoreException e) {
            return new Outcome.Refused(LogProblems.of(e, lane.parts().object()));
        }
    }

    private static Outcome ask(Lane lane, LaneRequest request) {
        return lane.ask(request).toCompletableFuture().join();
    }

    /// @param why stands with each record, with `since`
    static void write(
            List<Backlog.Kept> page, Problem why, Instant since, RecordJson json, ExportWriter out)
            throws StoreException {
        for (Backlog.Kept each : page) {
            QuarantinedRecord shown = new QuarantinedRecord(each.record(), why, since);
            out.add(each.record().seq(), json.writeQuarantined(shown));
        }
    }
}
