package org.fieldproof.engine.lane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.fieldproof.log.buffer.BufferDamage;
import org.fieldproof.log.buffer.BufferRecovery;
import org.fieldproof.log.buffer.DiskBuffer;
import org.fieldproof.log.buffer.QuarantineFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.log.ledger.PositionFile;

/// A look at a lane's files that opens, repairs and writes nothing, also of one that runs: what it
/// holds, and what the next start would find damaged or gone (LANE-11).
///
/// @param lane name of its folder
/// @param findings what is damaged or gone, in the order of the files
/// @param strays files in the buffer's folder that are not the buffer's; they are left alone
public record LaneInspection(
        String lane,
        long bufferRecords,
        long bufferBytes,
        long quarantined,
        List<Finding> findings,
        List<String> strays) {
    private static final int LOOKS_MAX = 5;

    public LaneInspection {
        findings = List.copyOf(findings);
        strays = List.copyOf(strays);
    }

    public boolean damaged() {
        return !findings.isEmpty();
    }

    /// Something damaged or gone.
    ///
    /// @param file its name in the lane's folder
    /// @param fromByte where it is damaged; -1 where the whole file is meant, with `toByte`
    /// @param fromSeq records that may be missing there; 0 where none is known, with `toSeq`
    public record Finding(
            String file, long fromByte, long toByte, long fromSeq, long toSeq, String what) {
        static Finding whole(String file, String what) {
            return new Finding(file, -1, -1, 0, 0, what);
        }
    }

    /// The lanes of a data directory, with or without a destination in the project.
    ///
    /// @param lanes the folder of all lanes; there may be none
    public static List<LaneInspection> all(Path lanes, LogFiles files) throws StoreException {
        if (!Files.isDirectory(lanes)) {
            return List.of();
        }
        List<Path> folders;
        try (Stream<Path> children = Files.list(lanes)) {
            folders =
                    children.filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
                            .sorted()
                            .toList();
        } catch (IOException e) {
            throw StoreException.of("LOG-0301", lanes, "Lanes cannot be listed", e);
        }
        List<LaneInspection> all = new ArrayList<>();
        for (Path folder : folders) {
            all.add(of(folder, files));
        }
        return all;
    }

    /// A lane that drains beside us moves its head and deletes files between two of our steps:
    /// what is missed then is looked for again, as long as something has moved.
    private static LaneInspection of(Path folder, LogFiles files) throws StoreException {
        for (int look = 1; ; look++) {
            List<Long> before = marks(folder, files);
            try {
                LaneInspection found = once(folder, files);
                if (!found.damaged() || look == LOOKS_MAX || marks(folder, files).equals(before)) {
                    return found;
                }
            } catch (StoreException e) {
                if (look == LOOKS_MAX || marks(folder, files).equals(before)) {
                    throw e;
                }
            }
        }
    }

    /// Where the lane is: head, books and position.
    private static List<Long> marks(Path folder, LogFiles files) throws StoreException {
        try {
            PositionFile position = PositionFile.look(folder.resolve("position"), 3, files);
            PositionFile books = KeptBooks.look(folder.resolve(KeptBooks.NAME), files).file();
            return Stream.of(DiskBuffer.head(folder.resolve("buffer"), files), position, books)
                    .flatMap(each -> Arrays.stream(each.read()).boxed())
                    .toList();
        } catch (IOException e) {
            throw StoreException.of("LOG-0501", folder, "Lane cannot be read", e);
        }
    }

    private static LaneInspection once(Path folder, LogFiles files) throws StoreException {
        List<Finding> findings = new ArrayList<>();
        try {
            // The books first: what they tell of cannot be newer than what is looked at then.
            KeptBooks books = KeptBooks.look(folder.resolve(KeptBooks.NAME), files);
            PositionFile position = PositionFile.look(folder.resolve("position"), 3, files);
            BufferRecovery buffer =
                    DiskBuffer.look(folder.resolve("buffer"), files, books.buffer());
            QuarantineFile.Look quarantine =
                    QuarantineFile.look(folder.resolve("quarantine/records.ndjson"), files);
            if (isGone(position, books)) {
                findings.add(Finding.whole("position", "lost: records may be delivered again"));
            }
            if (books.file().found() == PositionFile.Found.LOST) {
                findings.add(
                        Finding.whole("books", "lost: what is gone of the backlog cannot be told"));
            }
            ofBuffer(buffer, position, books, findings);
            if (quarantine.damagedLines() > 0) {
                findings.add(
                        Finding.whole(
                                "quarantine/records.ndjson",
                                quarantine.damagedLines() + " damaged lines"));
            }
            return new LaneInspection(
                    String.valueOf(folder.getFileName()),
                    buffer.records(),
                    buffer.bytes(),
                    quarantine.records(),
                    findings,
                    buffer.strays());
        } catch (IOException e) {
            throw StoreException.of("LOG-0501", folder, "Lane cannot be read", e);
        }
    }

    private static void ofBuffer(
            BufferRecovery buffer, PositionFile position, KeptBooks books, List<Finding> findings) {
        if (buffer.head() == PositionFile.Found.LOST) {
            findings.add(Finding.whole("buffer/head", "lost: records may be delivered again"));
        }
        for (BufferDamage each : buffer.damages()) {
            findings.add(
                    new Finding(
                            "buffer/" + each.file(),
                            each.fromOffset(),
                            each.toOffset(),
                            each.afterSeq() + 1,
                            each.beforeSeq() > 0 ? each.beforeSeq() - 1 : 0,
                            "damaged or gone"));
        }
        long reached = Math.max(position.value(2), books.buffer().lastSeq());
        LostAtOpen lost = LostAtOpen.of(buffer, reached, books.told());
        if (!lost.isNothing()) {
            findings.add(Finding.whole("buffer", lost.count() + " gone, " + lost.where()));
        }
    }

    /// A position that is not there although the lane has worked is as lost as a damaged one.
    static boolean isGone(PositionFile position, KeptBooks books) {
        return position.found() == PositionFile.Found.LOST
                || (position.found() == PositionFile.Found.FRESH && !books.isEmpty());
    }
}
