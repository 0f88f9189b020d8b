package org.fieldproof.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.log.ledger.PositionFile;
import org.fieldproof.log.recovery.DirectoryScan;
import org.fieldproof.log.recovery.HeaderFound;
import org.fieldproof.log.recovery.LogRecovery;
import org.fieldproof.log.recovery.RecoveryAction;
import org.fieldproof.log.recovery.RecoveryApplication;
import org.fieldproof.log.recovery.RecoveryReport;
import org.fieldproof.log.recovery.SegmentScan;

/// A recovered directory: the chain of its segments and where to go on.
///
/// @param emptied segments without records, to be unlinked once the next segment is on the disk
record OpenedLog(
        SegmentChain chain, long nextSegmentId, List<Path> emptied, RecoveryReport report) {

    static final String EPOCH_FILE = "epoch.fppos";

    static OpenedLog open(LogConfig config, LogFiles files) throws IOException, StoreException {
        Path directory = config.directory();
        files.createDirectories(directory);
        Optional<UUID> ofSegments = DirectoryScan.epochOfSegments(files, directory);
        UUID epoch = settleEpoch(files, directory, ofSegments);
        DirectoryScan scan = DirectoryScan.of(files, directory, epoch, List.of(EPOCH_FILE));
        refuseNewer(directory, scan);
        List<RecoveryAction> plan = LogRecovery.plan(scan.segments(), config.seqFloor());
        List<String> cuts = RecoveryApplication.apply(files, directory, plan);
        syncLast(files, directory, plan);
        return assemble(directory, epoch, ofSegments.isEmpty(), scan, plan, cuts);
    }

    /// The epoch file says it; if that is gone, the segments do. A directory without segments
    /// gets a new one, whatever the file says: somebody emptied it, and its seqs begin again
    /// (LOG-4).
    private static UUID settleEpoch(LogFiles files, Path directory, Optional<UUID> ofSegments)
            throws StoreException {
        try (PositionFile file = PositionFile.open(directory.resolve(EPOCH_FILE), 2, files)) {
            UUID recorded = new UUID(file.value(0), file.value(1));
            boolean known = file.value(0) != 0;
            if (known && ofSegments.isPresent()) {
                return recorded;
            }
            UUID epoch = ofSegments.orElseGet(UUID::randomUUID);
            file.write(epoch.getMostSignificantBits(), epoch.getLeastSignificantBits());
            return epoch;
        }
    }

    private static void refuseNewer(Path directory, DirectoryScan scan) throws StoreException {
        for (SegmentScan segment : scan.segments()) {
            if (segment.header() == HeaderFound.NEWER) {
                throw new StoreException(
                        "LOG-0302",
                        directory.resolve(segment.name()).toString(),
                        "The log was written by a newer version of the gateway.",
                        "Start that version; nothing was changed.",
                        null);
            }
        }
    }

    /// After a killed process the last segment's end may stand in the page cache only. It is
    /// about to be read as durable, so it is made so (LOG-5).
    private static void syncLast(LogFiles files, Path directory, List<RecoveryAction> plan)
            throws IOException {
        RecoveryAction.Keep last = null;
        for (RecoveryAction action : plan) {
            if (action instanceof RecoveryAction.Keep keep) {
                last = keep;
            }
        }
        if (last != null) {
            try (LogFile file = files.open(directory.resolve(last.name()))) {
                file.force();
            }
        }
        files.forceDirectory(directory);
    }

    private static OpenedLog assemble(
            Path directory,
            UUID epoch,
            boolean newEpoch,
            DirectoryScan scan,
            List<RecoveryAction> plan,
            List<String> cuts) {
        SegmentChain chain = new SegmentChain();
        List<RecoveryAction.ReportGap> gaps = new ArrayList<>();
        List<RecoveryAction.Leave> strays = new ArrayList<>(scan.strays());
        List<Path> emptied = new ArrayList<>();
        long nextSeq = 1;
        long nextId = 1;
        long records = 0;
        for (RecoveryAction action : plan) {
            switch (action) {
                case RecoveryAction.Keep keep -> {
                    Segment segment =
                            new Segment(
                                    keep.id(),
                                    keep.firstSeq(),
                                    directory.resolve(keep.name()),
                                    keep.endOffset(),
                                    keep.lastSeq());
                    segment.seal();
                    chain.add(segment);
                    records += keep.lastSeq() - keep.firstSeq() + 1;
                }
                case RecoveryAction.ReportGap gap -> gaps.add(gap);
                case RecoveryAction.Leave leave -> strays.add(leave);
                case RecoveryAction.Discard discard ->
                        emptied.add(directory.resolve(discard.name()));
                case RecoveryAction.Begin begin -> {
                    nextSeq = begin.nextSeq();
                    nextId = Math.max(begin.nextSegmentId(), scan.lastId() + 1);
                }
                case RecoveryAction.CutTail _, RecoveryAction.SetAside _ -> {}
            }
        }
        for (RecoveryAction.ReportGap gap : gaps) {
            records -= withinChain(chain, gap);
        }
        Segment first = chain.first();
        RecoveryReport report =
                new RecoveryReport(
                        epoch,
                        newEpoch,
                        sealed(scan),
                        chain.count(),
                        chain.bytes(),
                        records,
                        first == null ? nextSeq : first.firstSeq(),
                        nextSeq,
                        gaps,
                        cuts,
                        strays);
        return new OpenedLog(chain, nextId, emptied, report);
    }

    /// How many of a gap's seqs lie between a kept segment's first and last one.
    private static long withinChain(SegmentChain chain, RecoveryAction.ReportGap gap) {
        Segment segment = chain.holding(gap.seqs().fromSeq());
        if (segment == null || gap.seqs().fromSeq() > segment.lastSeq()) {
            return 0;
        }
        return Math.min(gap.seqs().toSeq(), segment.lastSeq()) - gap.seqs().fromSeq() + 1;
    }

    private static boolean sealed(DirectoryScan scan) {
        return scan.segments().isEmpty()
                || scan.segments().stream().anyMatch(segment -> segment.sealSeq().isPresent());
    }
}
