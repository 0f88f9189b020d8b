package org.fieldproof.engine.shelf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fieldproof.api.command.Outcome.QuarantineImported;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.engine.data.DataDirectory;
import org.fieldproof.engine.lane.LaneFiles;
import org.fieldproof.engine.record.RecordJson;
import org.fieldproof.log.buffer.ExportReader;
import org.fieldproof.log.buffer.ExportWriter;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;

/// A lane's quarantine while no gateway runs: the holder of the data directory's lock may look
/// into it and change it. One thread.
public final class StoppedQuarantine implements AutoCloseable {
    private static final int PAGE = 500;

    private final String lane;
    private final LogFiles files;
    private final LaneFiles opened;

    private StoppedQuarantine(String lane, LogFiles files, LaneFiles opened) {
        this.lane = lane;
        this.files = files;
        this.opened = opened;
    }

    /// The lanes that have a folder, with or without a destination in the project.
    public static List<String> lanes(DataDirectory data) throws IOException {
        try (Stream<Path> all = Files.list(data.lanes())) {
            return all.filter(each -> Files.isRegularFile(each.resolve("position")))
                    .filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
                    .map(each -> String.valueOf(each.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    /// Opens a lane's files; empty if there is no such lane.
    public static Optional<StoppedQuarantine> open(DataDirectory data, String lane, LogFiles files)
            throws StoreException, IOException {
        if (!lanes(data).contains(lane)) {
            return Optional.empty();
        }
        LaneFiles opened = LaneShelf.openWithoutQuota(data.lanes().resolve(lane), files);
        return Optional.of(new StoppedQuarantine(lane, files, opened));
    }

    /// Records in quarantine from a seq on, oldest first.
    public List<QuarantinedRecord> list(long fromSeq, int max) throws StoreException {
        return opened.quarantined(fromSeq, max);
    }

    public long count() {
        return opened.quarantinedRecords();
    }

    /// Writes records to a new file; gives their number.
    ///
    /// @param seqs which; empty for all
    public long export(Collection<Long> seqs, Path path) throws StoreException {
        RecordJson json = new RecordJson();
        try (ExportWriter out = ExportWriter.begin(path, lane, files)) {
            long from = 1;
            for (List<QuarantinedRecord> page = list(from, PAGE);
                    !page.isEmpty();
                    page = list(from, PAGE)) {
                for (QuarantinedRecord each : page) {
                    if (seqs.isEmpty() || seqs.contains(each.record().seq())) {
                        out.add(each.record().seq(), json.writeQuarantined(each));
                    }
                }
                from = page.getLast().record().seq() + 1;
            }
            return out.finish();
        }
    }

    /// Takes the records of a file in, each identity once. They are retried by a running gateway.
    public QuarantineImported bringIn(Path path) throws StoreException {
        RecordJson json = new RecordJson();
        List<QuarantinedRecord> page = new ArrayList<>(PAGE);
        long refused = 0;
        String first = "";
        long[] sum = new long[2];
        try (ExportReader in = ExportReader.open(path, files)) {
            while (in.next()) {
                String reason = "";
                try {
                    QuarantinedRecord found = json.read(in.json()).quarantined().orElse(null);
                    reason =
                            found == null
                                    ? "record " + in.seq() + " was not exported from a quarantine"
                                    : opened.reasonAgainst(found.record());
                    if (found != null && reason.isEmpty()) {
                        page.add(found);
                    }
                } catch (IOException e) {
                    reason = "record " + in.seq() + ": " + e.getMessage();
                }
                refused += reason.isEmpty() ? 0 : 1;
                first = first.isEmpty() ? reason : first;
                if (page.size() == PAGE) {
                    add(page, sum);
                }
            }
            add(page, sum);
            if (in.damaged() > 0) {
                refused += in.damaged();
                first = first.isEmpty() ? in.damaged() + " lines are damaged" : first;
            }
            if (!in.isWhole() && first.isEmpty()) {
                first = "the file's end is missing";
            }
        }
        return new QuarantineImported(sum[0], sum[1], refused, first);
    }

    private void add(List<QuarantinedRecord> page, long[] sum) throws StoreException {
        long added = opened.quarantine(page);
        sum[0] += added;
        sum[1] += page.size() - added;
        page.clear();
    }

    /// Gives up records; says how many were there.
    public int discard(Collection<Long> seqs) throws StoreException {
        return opened.discard(seqs);
    }

    @Override
    public void close() {
        opened.close();
    }
}
