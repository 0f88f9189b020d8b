package org.fieldproof.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.QuarantineImported;
import org.fieldproof.api.command.Outcome.QuarantineRead;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.lane.BacklogExport;
import org.fieldproof.engine.lane.Lane;
import org.fieldproof.engine.lane.LaneRequest;
import org.fieldproof.engine.record.RecordJson;
import org.fieldproof.log.buffer.ExportReader;
import org.fieldproof.log.buffer.ExportWriter;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;

/// Takes quarantined records out into a file and back, and what waits in a disk buffer out of it.
/// The lanes are asked page by page, so that a large store neither holds a lane up nor stands in
/// memory. Any thread that may wait.
final class Workbench {
    private static final int PAGE = 500;

    private final LogFiles files;

    private final GatewayClock clock;

    Workbench(LogFiles files, GatewayClock clock) {
        this.files = files;
        this.clock = clock;
    }

    /// Writes what waits in the disk buffer to a new file.
    Outcome exportBacklog(Lane lane, Path path) {
        return BacklogExport.of(lane, path, clock.now(), files);
    }

    /// Gives up what was seen of the disk buffer, a part at a time, so that the lane goes on in
    /// between.
    ///
    /// @param records at most so many
    Outcome discardBacklog(Lane lane, String end, long records) {
        long gone = 0;
        while (true) {
            Outcome answer = ask(lane, new LaneRequest.DiscardBacklog(end, records - gone));
            if (!(answer instanceof Outcome.BacklogDiscarded(long part, _))) {
                return gone > 0 && answer instanceof Outcome.Refused refused
                        ? new Outcome.BacklogDiscarded(gone, refused.why())
                        : answer;
            }
            gone += part;
            if (part == 0 || gone == records) {
                return new Outcome.BacklogDiscarded(gone, null);
            }
        }
    }

    /// Writes records to a new file.
    ///
    /// @param seqs which; empty for all
    Outcome export(Lane lane, List<Long> seqs, Path path) {
        Set<Long> wanted = new HashSet<>(seqs);
        RecordJson json = new RecordJson();
        try (ExportWriter out = ExportWriter.begin(path, lane.id(), files)) {
            long from = 1;
            while (true) {
                Outcome answer = ask(lane, new LaneRequest.ListQuarantine(from, PAGE));
                if (!(answer instanceof QuarantineRead page)) {
                    return answer;
                }
                if (page.records().isEmpty()) {
                    return new Outcome.QuarantineExported(path, out.finish());
                }
                for (QuarantinedRecord each : page.records()) {
                    if (wanted.isEmpty() || wanted.contains(each.record().seq())) {
                        out.add(each.record().seq(), json.writeQuarantined(each));
                    }
                }
                from = page.records().getLast().record().seq() + 1;
            }
        } catch (StoreException e) {
            return refused(e);
        }
    }

    /// Takes the records of a file into a lane's quarantine.
    Outcome bringIn(Lane lane, Path path) {
        RecordJson json = new RecordJson();
        Sum sum = new Sum();
        try (ExportReader in = ExportReader.open(path, files)) {
            List<QuarantinedRecord> page = new ArrayList<>(PAGE);
            while (in.next()) {
                read(in, json, sum).ifPresent(page::add);
                if (page.size() == PAGE) {
                    Optional<Outcome> end = hand(lane, page, sum);
                    if (end.isPresent()) {
                        return end.get();
                    }
                }
            }
            Optional<Outcome> end = hand(lane, page, sum);
            if (end.isPresent()) {
                return end.get();
            }
            if (in.damaged() > 0) {
                sum.refuse(in.damaged(), in.damaged() + " lines are damaged or were changed");
            }
            if (!in.isWhole()) {
                sum.refuse(0, "the file's end is missing");
            }
            return new QuarantineImported(sum.added, sum.there, sum.refused, sum.first);
        } catch (StoreException e) {
            return refused(e);
        }
    }

    /// What has become of the records of a file so far.
    private static final class Sum {
        private long added;
        private long there;
        private long refused;
        private String first = "";

        void refuse(long lines, String why) {
            refused += lines;
            first = first.isEmpty() ? why : first;
        }
    }

    private static Optional<QuarantinedRecord> read(ExportReader in, RecordJson json, Sum sum) {
        try {
            Optional<QuarantinedRecord> found = json.read(in.json()).quarantined();
            if (found.isEmpty()) {
                sum.refuse(1, "record " + in.seq() + " was not exported from a quarantine");
            }
            return found;
        } catch (IOException e) {
            sum.refuse(1, "record " + in.seq() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /// Hands a page to the lane and empties it; an outcome if that ends the import.
    private static Optional<Outcome> hand(Lane lane, List<QuarantinedRecord> page, Sum sum) {
        Outcome answer = ask(lane, new LaneRequest.ImportQuarantined(page));
        page.clear();
        if (answer instanceof QuarantineImported part) {
            sum.added += part.added();
            sum.there += part.alreadyThere();
            if (part.refused() > 0) {
                sum.refuse(part.refused(), part.firstRefusal());
            }
            return Optional.empty();
        }
        if (answer instanceof Outcome.Refused refused && sum.added > 0) {
            Problem why = refused.why();
            return Optional.of(
                    new Outcome.Refused(
                            Problem.error(
                                    why.code(),
                                    why.object(),
                                    why.message() + " " + sum.added + " were taken in before that.",
                                    why.remedy())));
        }
        return Optional.of(answer);
    }

    private static Outcome ask(Lane lane, LaneRequest request) {
        return lane.ask(request).toCompletableFuture().join();
    }

    private static Outcome refused(StoreException e) {
        return new Outcome.Refused(
                Problem.error(e.code(), e.object(), "" + e.getMessage(), e.remedy()));
    }
}
