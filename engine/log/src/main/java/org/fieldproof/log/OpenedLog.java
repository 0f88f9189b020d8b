package org.fieldproof.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fieldproof.log.frame.Epochs;
import org.fieldproof.log.frame.SegmentHeader;
import org.fieldproof.log.frame.SegmentName;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.log.ledger.PositionFile;
import org.fieldproof.log.recovery.DirectoryScan;
import org.fieldproof.log.recovery.LogRecovery;
import org.fieldproof.log.recovery.RecoveryAction;
import org.fieldproof.log.recovery.RecoveryApplication;
import org.fieldproof.log.recovery.RecoveryReport;

/// A recovered directory: the chain of its segments and where to go on.
///
/// @param emptied segments without records, to be unlinked once the next segment is on the disk
/// @param lineage open; the one who has this closes it
record OpenedLog(
        SegmentChain chain,
        long nextSegmentId,
        List<Path> emptied,
        RecoveryReport report,
        Epochs epochs,
        Lineage lineage) {

    static final String EPOCH_FILE = "epoch.fppos";

    static OpenedLog open(LogConfig config, LogFiles files) throws IOException, StoreException {
        Path directory = config.directory();
        files.createDirectories(directory);
        List<SegmentHeader> headers = DirectoryScan.headers(files, directory);
        refuseNewer(directory, headers);
        Optional<UUID> ofSegments = DirectoryScan.epochOf(headers);
        Lineage lineage = Lineage.open(files, directory);
        try {
            String moved = ofSegments.isEmpty() ? "" : lineage.moved();
            Epochs known = known(files, directory, ofSegments, lineage);
            DirectoryScan scan = scan(files, directory, known);
            List<RecoveryAction> plan = LogRecovery.plan(scan.segments(), config.seqFloor());
            Epochs epochs = moved.isEmpty() ? known : begun(directory, known, headers, plan);
            List<String> cuts = RecoveryApplication.apply(files, directory, plan);
            syncLast(files, directory, plan);
            if (!lineage.epochs().equals(Optional.of(epochs))) {
                lineage.begin(epochs);
            }
            noteCurrent(files, directory, epochs.current());
            lineage.settle();
            boolean fresh = ofSegments.isEmpty();
            Assembly assembly = new Assembly(directory, epochs, fresh, moved, scan, plan, cuts);
            return assembly.assemble(lineage);
        } catch (IOException | StoreException | RuntimeException e) {
            lineage.close();
            throw e;
        }
    }

    /// Everything in the directory, by these epochs.
    static DirectoryScan scan(LogFiles files, Path directory, Epochs epochs) throws IOException {
        List<String> ours = new ArrayList<>(Lineage.names(files, directory));
        ours.add(EPOCH_FILE);
        ours.add(SpareFile.NAME);
        return DirectoryScan.of(files, directory, epochs, ours);
    }

    /// The epochs of what is there. A directory without segments gets a new one, whatever files
    /// say: somebody emptied it (LOG-4).
    private static Epochs known(
            LogFiles files, Path directory, Optional<UUID> ofSegments, Lineage lineage)
            throws StoreException {
        if (ofSegments.isEmpty()) {
            return Epochs.only(UUID.randomUUID());
        }
        return lineage.epochs()
                .orElse(Epochs.only(recorded(files, directory).orElse(ofSegments.get())));
    }

    /// The epochs with a new one. Forgets none of which there still is a file: its frames would
    /// read as damage, be stepped over and released.
    private static Epochs begun(
            Path directory, Epochs known, List<SegmentHeader> headers, List<RecoveryAction> plan)
            throws StoreException {
        Set<UUID> needed = new HashSet<>();
        headers.forEach(header -> needed.add(header.epoch()));
        for (RecoveryAction action : plan) {
            if (action instanceof RecoveryAction.Keep keep) {
                needed.add(known.of(keep.firstSeq()));
            }
        }
        Optional<Epochs> begun = known.begin(UUID.randomUUID(), nextSeq(plan), needed);
        if (begun.isEmpty()) {
            throw new StoreException(
                    "LOG-0304",
                    directory.toString(),
                    "The log was copied or put back "
                            + Epochs.MAX
                            + " times and still holds records of each time: it cannot remember"
                            + " one more epoch.",
                    "Keep this directory, and start with an empty one in its place; what changes"
                            + " all files at each start (chown -R, chmod -R) counts as copying.",
                    null);
        }
        return begun.get();
    }

    /// What the epoch file says.
    private static Optional<UUID> recorded(LogFiles files, Path directory) throws StoreException {
        try (PositionFile file = PositionFile.open(directory.resolve(EPOCH_FILE), 2, files)) {
            return file.value(0) == 0
                    ? Optional.empty()
                    : Optional.of(new UUID(file.value(0), file.value(1)));
        }
    }

    /// For those who read the epoch file alone.
    private static void noteCurrent(LogFiles files, Path directory, UUID epoch)
            throws StoreException {
        try (PositionFile file = PositionFile.open(directory.resolve(EPOCH_FILE), 2, files)) {
            if (!epoch.equals(new UUID(file.value(0), file.value(1)))) {
                file.write(epoch.getMostSignificantBits(), epoch.getLeastSignificantBits());
            }
        }
    }

    private static long nextSeq(List<RecoveryAction> plan) {
        for (RecoveryAction action : plan) {
            if (action instanceof RecoveryAction.Begin begin) {
                return begin.nextSeq();
            }
        }
        throw new IllegalStateException("LOG-8: a plan without an end");
    }

    private static void refuseNewer(Path directory, List<SegmentHeader> headers)
            throws StoreException {
        for (SegmentHeader header : headers) {
            if (header.version() > SegmentHeader.VERSION) {
                String name = SegmentName.of(header.segmentId(), SegmentName.LOG_SUFFIX);
                throw new StoreException(
                        "LOG-0302",
                        directory.resolve(name).toString(),
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

    /// What recovery made of the directory.
    ///
    /// @param fresh there was no log
    /// @param moved why the last epoch was begun, empty if it was there before
    private record Assembly(
            Path directory,
            Epochs epochs,
            boolean fresh,
            String moved,
            DirectoryScan scan,
            List<RecoveryAction> plan,
            List<String> cuts) {

        OpenedLog assemble(Lineage lineage) {
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
                            epochs.current(),
                            fresh,
                            moved,
                            sealed(scan),
                            chain.count(),
                            chain.bytes(),
                            records,
                            first == null ? nextSeq : first.firstSeq(),
                            nextSeq,
                            gaps,
                            cuts,
                            strays);
            return new OpenedLog(chain, nextId, emptied, report, epochs, lineage);
        }
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
