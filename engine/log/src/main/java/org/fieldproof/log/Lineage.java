package org.fieldproof.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldproof.log.frame.Epochs;
import org.fieldproof.log.frame.SegmentName;
import org.fieldproof.log.io.DirectoryEntry;
import org.fieldproof.log.io.FileMark;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.log.ledger.PositionFile;

/// `lineage.fppos`: the log's epochs, and by what it knows that it still lies where it was
/// written (LOG-14). Owned by the one who opens the log, then by `fp-log`.
///
/// | value | is |
/// |---|---|
/// | 0..2 | marks of the machine, 0 for one that could not be read |
/// | 3, 4 | number and ctime of the place file, `<16 hex digits of its number>.place` |
/// | 5, 6 | id and inode of the newest segment, 0 where that is not known |
/// | 7 | how many epochs, n |
/// | 8 + 3i | epoch i in two values, and its first seq |
final class Lineage implements AutoCloseable {
    static final String FILE = "lineage.fppos";

    private static final String PLACE_SUFFIX = ".place";
    private static final int HOST_MARKS = 3;
    private static final int TOKEN = 3;
    private static final int TOKEN_CHANGED = 4;
    private static final int NEWEST_ID = 5;
    private static final int NEWEST_NUMBER = 6;
    private static final int COUNT = 7;
    private static final int EPOCHS = 8;
    private static final int VALUES = EPOCHS + 3 * Epochs.MAX;

    private final Path directory;
    private final LogFiles files;
    private final PositionFile file;
    private final long[] values;

    private Lineage(Path directory, LogFiles files, PositionFile file) {
        this.directory = directory;
        this.files = files;
        this.file = file;
        this.values = file.read();
    }

    static Lineage open(LogFiles files, Path directory) throws StoreException {
        return new Lineage(
                directory, files, PositionFile.open(directory.resolve(FILE), VALUES, files));
    }

    /// The epochs as they stand in the file, without making or writing anything.
    static Optional<Epochs> peek(LogFiles files, Path directory) throws IOException {
        return PositionFile.peek(directory.resolve(FILE), VALUES, files).flatMap(Lineage::epochsOf);
    }

    /// The names in the directory that are this file's and the place files', if they are there.
    static List<String> names(LogFiles files, Path directory) throws IOException {
        List<String> names = new ArrayList<>(List.of(FILE));
        for (DirectoryEntry entry : files.list(directory)) {
            if (entry.regularFile() && SegmentName.parse(entry.name(), PLACE_SUFFIX).isPresent()) {
                names.add(entry.name());
            }
        }
        return names;
    }

    /// Empty in a directory that has never had this file, or has lost what it said.
    Optional<Epochs> epochs() {
        return epochsOf(values);
    }

    private static Optional<Epochs> epochsOf(long[] values) {
        int count = Math.clamp(values[COUNT], 0, Epochs.MAX);
        List<Epochs.Begun> begun = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = EPOCHS + 3 * i;
            begun.add(new Epochs.Begun(new UUID(values[at], values[at + 1]), values[at + 2]));
        }
        return begun.isEmpty() ? Optional.empty() : Optional.of(new Epochs(begun));
    }

    /// Why this is not the directory that the log was last written in, in words; empty if it is,
    /// or if nothing is known about that.
    String moved() throws IOException {
        if (file.found() == PositionFile.Found.LOST) {
            return "what the log knew about its place is damaged";
        }
        if (values[COUNT] == 0) {
            return "";
        }
        long[] host = files.hostMarks();
        for (int i = 0; i < HOST_MARKS; i++) {
            if (values[i] != 0 && host[i] != 0 && values[i] != host[i]) {
                return "it was written on another machine";
            }
        }
        Path place = place(values[TOKEN]);
        if (values[TOKEN] != 0
                && (!files.exists(place)
                        || files.mark(place).changedNanos() != values[TOKEN_CHANGED])) {
            return "its files were copied here or put back";
        }
        if (values[NEWEST_NUMBER] != 0) {
            Path newest =
                    directory.resolve(SegmentName.of(values[NEWEST_ID], SegmentName.LOG_SUFFIX));
            if (!files.exists(newest)) {
                return "its newest file is missing";
            }
            if (files.mark(newest).number() != values[NEWEST_NUMBER]) {
                return "its newest file was put back";
            }
        }
        return "";
    }

    /// These epochs are on the disk when this returns. What was known of the place was another
    /// one's, and is forgotten.
    void begin(Epochs epochs) throws StoreException {
        noteHost();
        Arrays.fill(values, TOKEN, COUNT, 0);
        values[COUNT] = epochs.begun().size();
        for (int i = 0; i < epochs.begun().size(); i++) {
            Epochs.Begun begun = epochs.begun().get(i);
            int at = EPOCHS + 3 * i;
            values[at] = begun.epoch().getMostSignificantBits();
            values[at + 1] = begun.epoch().getLeastSignificantBits();
            values[at + 2] = begun.firstSeq();
        }
        file.write(values);
    }

    /// A mark that cannot be read by this user stays as another one found it.
    private void noteHost() {
        long[] host = files.hostMarks();
        for (int i = 0; i < HOST_MARKS; i++) {
            values[i] = host[i] == 0 ? values[i] : host[i];
        }
    }

    /// Takes this place for the log's own, with a new place file: what is put back later is older
    /// than that. A disk that refuses is no reason not to start: then the old one goes on counting.
    void settle() {
        long[] before = values.clone();
        try {
            long token = UUID.randomUUID().getMostSignificantBits() & Long.MAX_VALUE;
            FileMark made = make(token);
            noteHost();
            values[TOKEN] = token;
            values[TOKEN_CHANGED] = made.changedNanos();
            file.write(values);
        } catch (IOException | StoreException _) {
            System.arraycopy(before, 0, values, 0, values.length);
            return;
        }
        forgetOthers();
    }

    /// The file and its name are on the disk before its mark is taken, or a power cut could change
    /// that.
    private FileMark make(long token) throws IOException {
        Path path = place(token);
        try (LogFile place = files.create(path)) {
            place.writeFully(
                    ByteBuffer.wrap(
                            "By this file the log knows that it was not copied or put back.\n"
                                    .getBytes(StandardCharsets.US_ASCII)),
                    0);
            place.force();
        }
        files.forceDirectory(directory);
        return files.mark(path);
    }

    private void forgetOthers() {
        try {
            for (String name : names(files, directory)) {
                Path path = directory.resolve(name);
                if (name.endsWith(PLACE_SUFFIX) && !path.equals(place(values[TOKEN]))) {
                    files.delete(path);
                }
            }
        } catch (IOException _) {
            // Leftovers, which the next start takes away.
        }
    }

    /// Notes the newest segment; false if the disk refuses: until it is noted, the one before may
    /// not go.
    boolean note(long segmentId, Path segment) {
        long[] before = values.clone();
        try {
            values[NEWEST_ID] = segmentId;
            values[NEWEST_NUMBER] = files.mark(segment).number();
            file.write(values);
            return true;
        } catch (IOException | StoreException _) {
            System.arraycopy(before, 0, values, 0, values.length);
            return false;
        }
    }

    /// The newest segment that was noted, by an earlier run if not by this one: as long as no newer
    /// one is, it may not go. 0 if none was.
    long newestId() {
        return values[NEWEST_ID];
    }

    private Path place(long token) {
        return directory.resolve(SegmentName.of(token, PLACE_SUFFIX));
    }

    @Override
    public void close() {
        file.close();
    }
}
