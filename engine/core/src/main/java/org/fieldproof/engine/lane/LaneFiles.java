package org.fieldproof.engine.lane;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.engine.lane.LaneStore.SavedAges;
import org.fieldproof.engine.lane.LaneStore.SavedPosition;
import org.fieldproof.engine.record.RecordJson;
import org.fieldproof.log.buffer.BufferConfig;
import org.fieldproof.log.buffer.DiskBuffer;
import org.fieldproof.log.buffer.ExportWriter;
import org.fieldproof.log.buffer.QuarantineFile;
import org.fieldproof.log.frame.Epochs;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.log.ledger.PositionFile;
import org.fieldproof.log.recovery.RecoveryReport;
import org.jspecify.annotations.Nullable;

/// A lane's files: `buffer/`, `quarantine/records.ndjson`, `position`, `ages`, `books`. Opened
/// before the log is, because the log must know which seqs have been given already.
public final class LaneFiles {
    private static final long SEGMENT_BYTES_MAX = 16L << 20;
    private static final long SEGMENT_BYTES_MIN = 64L << 10;
    private static final UUID NO_EPOCH = new UUID(0, 0);
    private static final int PAGE = 1_000;
    private static final long PAGE_BYTES = 1 << 20;

    private final DiskBuffer buffer;
    private final QuarantineFile quarantine;
    private final PositionFile position;
    private final PositionFile ages;
    private final KeptBooks books;
    private final LaneDefinition definition;
    private LostAtOpen lost;
    private @Nullable LaneStore store;

    private LaneFiles(
            LaneDefinition definition,
            DiskBuffer buffer,
            QuarantineFile quarantine,
            PositionFile position,
            PositionFile ages,
            KeptBooks books) {
        this.definition = definition;
        this.buffer = buffer;
        this.quarantine = quarantine;
        this.position = position;
        this.ages = ages;
        this.books = books;
        // A position that is gone says nothing of how far the lane was: its books do.
        boolean known = !positionIsGone();
        long reached =
                Math.max(known ? position.value(2) : books.buffer().lastSeq(), buffer.lastSeq());
        LostAtOpen gone = LostAtOpen.of(buffer.recovery(), reached, books.told());
        this.lost = known ? gone : gone.atMost();
        books.tell(LostAtOpen.holes(buffer.recovery().damages(), reached));
    }

    private boolean positionIsGone() {
        return LaneInspection.isGone(position, books);
    }

    /// Opens or makes a lane's files.
    ///
    /// @param bufferFolder of this lane alone
    /// @param quarantineFolder of this lane alone
    public static LaneFiles open(
            LaneDefinition definition,
            Path bufferFolder,
            Path quarantineFolder,
            Path positionFile,
            LogFiles files)
            throws StoreException {
        long segmentBytes =
                Math.clamp(definition.bufferBytes() / 8, SEGMENT_BYTES_MIN, SEGMENT_BYTES_MAX);
        BufferConfig config =
                new BufferConfig(
                        definition.bufferBytes(), definition.bufferRecords(), segmentBytes);
        Deque<Runnable> opened = new ArrayDeque<>();
        try {
            PositionFile position = PositionFile.open(positionFile, 3, files);
            opened.push(position::close);
            KeptBooks books = KeptBooks.open(positionFile.resolveSibling(KeptBooks.NAME), files);
            opened.push(books::close);
            DiskBuffer buffer = DiskBuffer.open(bufferFolder, config, files, books.buffer());
            opened.push(buffer::close);
            QuarantineFile quarantine =
                    QuarantineFile.open(quarantineFolder.resolve("records.ndjson"), files);
            opened.push(quarantine::close);
            PositionFile ages =
                    PositionFile.open(positionFile.resolveSibling("ages"), AgeQuota.VALUES, files);
            return new LaneFiles(definition, buffer, quarantine, position, ages, books);
        } catch (StoreException e) {
            opened.forEach(Runnable::run);
            throw e;
        }
    }

    /// Lets a lane that is new to a project begin behind a seq: what came before it was routed by
    /// the routes of its time (REV-3). Only while no gateway runs on the directory.
    public static void begin(Path positionFile, UUID epoch, long seq, LogFiles files)
            throws StoreException {
        PositionFile position = PositionFile.open(positionFile, 3, files);
        Path books = positionFile.resolveSibling(KeptBooks.NAME);
        try {
            // Of an earlier lane, left by a version that does not know them.
            if (files.exists(books)) {
                files.delete(books);
            }
        } catch (IOException e) {
            position.close();
            throw StoreException.of("LOG-0501", books, "Old books cannot be removed", e);
        }
        position.write(epoch.getMostSignificantBits(), epoch.getLeastSignificantBits(), seq);
        position.close();
    }

    /// Highest seq that this lane was ever given, or has seen in the log, as far as it knows.
    public long highestSeq() {
        long inFiles = Math.max(buffer.lastSeq(), quarantine.lastSeq());
        return Math.max(Math.max(position.value(2), inFiles), books.highestSeq());
    }

    public long bufferRecords() {
        return buffer.records();
    }

    public long bufferBytes() {
        return buffer.bytes();
    }

    public long quarantinedRecords() {
        return quarantine.count();
    }

    /// Everything up to it is in custody here or behind this lane.
    public long position() {
        return position.value(2);
    }

    /// Goes on in the log's newest epoch if the position is of an earlier one of the same log:
    /// seqs go on where an epoch begins, so it says the same.
    public void adopt(Epochs epochs) throws StoreException {
        Slots slots = new Slots(position);
        UUID before = slots.epoch();
        if (!before.equals(epochs.current()) && epochs.contains(before)) {
            slots.save(epochs.current(), slots.position());
        }
    }

    /// From here on the lane gets what comes behind `seq`.
    public void beginBehind(UUID epoch, long seq) throws StoreException {
        Slots slots = new Slots(position);
        boolean known = slots.epoch().equals(epoch);
        if (!known || slots.position() < seq) {
            slots.save(epoch, seq);
        }
    }

    /// Writes everything there is in the form of an exported quarantine, oldest first: what is in
    /// the buffer, then what is in quarantine.
    ///
    /// @param why stands with the records of the buffer
    public void export(ExportWriter out, Problem why, Instant since) throws StoreException {
        LaneStore store = store();
        RecordJson json = new RecordJson();
        int done = 0;
        for (List<Backlog.Kept> page = store.backlog().peek(0, PAGE, PAGE_BYTES);
                !page.isEmpty();
                page = store.backlog().peek(done, PAGE, PAGE_BYTES)) {
            BacklogExport.write(page, why, since, json, out);
            done += page.size();
        }
        long from = 0;
        for (List<QuarantinedRecord> page = store.vault().list(from, PAGE);
                !page.isEmpty();
                page = store.vault().list(from, PAGE)) {
            for (QuarantinedRecord each : page) {
                out.add(each.record().seq(), json.writeQuarantined(each));
            }
            from = page.getLast().record().seq() + 1;
        }
    }

    /// Records in quarantine from a seq on, oldest first. For a lane that does not run.
    public List<QuarantinedRecord> quarantined(long fromSeq, int max) throws StoreException {
        return store().vault().list(fromSeq, max);
    }

    /// Why a record cannot be taken into this lane's quarantine; empty if it can. The lane must
    /// have been given it before: else it would be in quarantine and on its way at the same time.
    public String reasonAgainst(FieldRecord record) {
        Slots slots = new Slots(position);
        return reasonAgainst(record, Epochs.only(slots.epoch()), slots.position());
    }

    static String reasonAgainst(FieldRecord record, Epochs epochs, long position) {
        if (!record.epoch().equals(epochs.of(record.seq()))) {
            return "record " + record.seq() + " is of another log, " + record.epoch();
        }
        return record.seq() > position
                ? "record " + record.seq() + " has not come as far as this lane yet"
                : "";
    }

    /// Takes in what is not there, each seq once; says how many. For a lane that does not run.
    public long quarantine(List<QuarantinedRecord> records) throws StoreException {
        Vault vault = store().vault();
        Set<Long> taken = new HashSet<>();
        List<QuarantinedRecord> fresh =
                records.stream()
                        .filter(each -> !vault.contains(each.record().seq()))
                        .filter(each -> taken.add(each.record().seq()))
                        .toList();
        vault.add(fresh);
        return fresh.size();
    }

    /// Gives up quarantined records; says how many were there. For a lane that does not run.
    public int discard(Collection<Long> seqs) throws StoreException {
        return store().vault().remove(seqs);
    }

    /// What was found damaged, in words; empty if nothing was.
    public String damage() {
        String words = "";
        if (positionIsGone()) {
            words += "The position was lost; records may be delivered again. ";
        }
        if (books.file().found() == PositionFile.Found.LOST) {
            words += "The books were lost; what is gone of the backlog may go untold. ";
        }
        if (!buffer.damages().isEmpty()) {
            words += "The disk buffer is damaged: " + buffer.damages() + ". ";
        }
        if (!buffer.recovery().strays().isEmpty()) {
            words += "Left aside in the disk buffer's folder: " + buffer.recovery().strays() + ". ";
        }
        if (quarantine.damagedLines() > 0) {
            words += quarantine.damagedLines() + " quarantined lines are damaged. ";
        }
        return words.trim();
    }

    /// The same one at each call.
    LaneStore store() throws StoreException {
        LaneStore made = store;
        if (made == null) {
            made =
                    new LaneStore(
                            new DiskBacklog(buffer),
                            new QuarantineVault(quarantine, definition),
                            new Slots(position),
                            new AgeSlots(ages),
                            books,
                            lost);
            store = made;
        }
        return made;
    }

    public void close() {
        buffer.close();
        quarantine.close();
        position.close();
        ages.close();
        books.close();
    }

    /// What the lane had to deliver and is not there; of the log once it was looked at.
    public LostAtOpen lost() {
        return lost;
    }

    /// What was found when the same files were opened before.
    public void lost(LostAtOpen before) {
        mustHaveNoStore();
        lost = before;
    }

    /// Looks for what the lane has not taken from the log yet. Once, before it has a store.
    public void lookInLog(RecoveryReport log) {
        mustHaveNoStore();
        Slots slots = new Slots(position);
        boolean known = slots.epoch().equals(log.epoch());
        // A lane's first epoch is none; a log that is not new any more may still be another one.
        boolean other = !known && !slots.epoch().equals(NO_EPOCH);
        if (position.found() == PositionFile.Found.LOST || (!known && !other && !log.newEpoch())) {
            return;
        }
        boolean front = position.found() == PositionFile.Found.INTACT && slots.position() > 0;
        long from = Math.max(slots.position(), buffer.lastSeq()) + 1;
        lost = lost.and(LostAtOpen.of(log, other || log.newEpoch(), from, books.logEnd(), front));
    }

    /// What is gone with an earlier log was told: from here on the lane stands where an empty log
    /// begins, or the next start would miss the same again.
    public void beginIn(RecoveryReport log) throws StoreException {
        boolean known = new Slots(position).epoch().equals(log.epoch());
        if (!known && log.firstSeq() == log.nextSeq() && log.nextSeq() > highestSeq()) {
            new Slots(position).save(log.epoch(), log.nextSeq() - 1);
        }
    }

    /// Writes down what the buffer holds now if something of it is gone. For a lane that does not
    /// run, once its loss was told: nobody else keeps its books.
    public void keepBooks() throws StoreException {
        if (lost.isNothing()) {
            return;
        }
        LaneStore made = store();
        new Books(made.books(), made.backlog(), 0).close(0, 0);
    }

    private void mustHaveNoStore() {
        if (store != null) {
            throw new IllegalStateException("LANE-11: what is lost is in the lane's hands already");
        }
    }

    private record AgeSlots(PositionFile file) implements SavedAges {
        @Override
        public long[] read() {
            return file.read();
        }

        @Override
        public void save(long[] values) throws StoreException {
            file.write(values);
        }

        @Override
        public void close() {
            file.close();
        }
    }

    /// Epoch in the first two values, position in the third.
    private record Slots(PositionFile file) implements SavedPosition {
        @Override
        public UUID epoch() {
            return new UUID(file.value(0), file.value(1));
        }

        @Override
        public long position() {
            return file.value(2);
        }

        @Override
        public void save(UUID epoch, long position) throws StoreException {
            file.write(epoch.getMostSignificantBits(), epoch.getLeastSignificantBits(), position);
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
