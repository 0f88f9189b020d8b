package org.fieldproof.engine.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.fieldproof.api.command.Outcome.AuditLine;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.data.PrivateFiles;

/// Acts of a process that does not own the audit trail, such as a command beside a running
/// gateway: each leaves a note in the folder `acts` of the journal, and whichever gateway runs on
/// the directory, now or next, takes it into the trail. Until then the note is protected by the
/// permissions of its file only. A note goes once its line is on the disk, so a crash may
/// leave it in the trail twice, never not at all (JRN-5).
///
/// The gateway's keeper takes, and who stops it drops what is written; any process may leave.
public final class ActNotes {
    private static final String FOLDER = "acts";
    private static final String SUFFIX = ".json";
    private static final int TAKEN_MAX = 256;
    private static final long BYTES_MAX = 64 << 10;

    private final Path folder;
    // Guarded by this: the keeper's, and at the end the stopping thread's.
    private final Map<Path, Long> taken = new HashMap<>();

    /// @param journal the journal folder of a data directory
    public ActNotes(Path journal) {
        this.folder = journal.resolve(FOLDER);
    }

    /// Leaves a note, on the disk when this returns.
    public static void leave(
            Path journal,
            GatewayClock clock,
            Operator by,
            String category,
            String act,
            String result)
            throws IOException {
        Path folder = journal.resolve(FOLDER);
        PrivateFiles.directory(folder);
        AuditLine line = new AuditLine(1, clock.now(), by.toString(), category, act, result);
        // By time, so that they are taken in their order.
        String name = clock.epochNanos() + "-" + UUID.randomUUID() + SUFFIX;
        Path note = folder.resolve(name);
        PrivateFiles.replace(note, AuditChain.alone(line).lineBytes());
        // An administrator's command leaves them to a gateway that runs as another user.
        PrivateFiles.giveToOwnerOf(journal, folder);
        PrivateFiles.giveToOwnerOf(journal, note);
    }

    /// Takes what is there into the trail, oldest first, and what has reached the disk away. What
    /// cannot be read stays, for whoever mends it.
    ///
    /// @return why some of it stays, if it does
    public synchronized Optional<Problem> take(AuditTrail trail) {
        dropWritten(trail);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        List<Path> notes;
        try (Stream<Path> all = Files.list(folder)) {
            notes =
                    all.filter(each -> each.toString().endsWith(SUFFIX))
                            .filter(each -> !taken.containsKey(each))
                            .sorted()
                            .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.of(stays(folder, unreadable));
        }
        Optional<Problem> stays = Optional.empty();
        int left = TAKEN_MAX;
        for (Path note : notes) {
            try {
                long number = left > 0 ? take(note, trail) : 0;
                if (number == 0) {
                    return stays;
                }
                taken.put(note, number);
                left--;
            } catch (NoSuchFileException _) {
                // Gone meanwhile: whoever took it away needs no line.
            } catch (IOException unreadable) {
                stays = stays.or(() -> Optional.of(stays(note, unreadable)));
            }
        }
        return stays;
    }

    /// Takes away the notes whose lines are on the disk.
    public synchronized void dropWritten(AuditTrail trail) {
        long written = trail.writtenThrough();
        taken.entrySet().removeIf(each -> each.getValue() <= written && isGone(each.getKey()));
    }

    private static long take(Path note, AuditTrail trail) throws IOException {
        Optional<AuditLine> whole =
                Files.size(note) <= BYTES_MAX
                        ? AuditChain.alone(
                                new String(Files.readAllBytes(note), StandardCharsets.UTF_8)
                                        .strip())
                        : Optional.empty();
        if (whole.isEmpty()) {
            return trail.tryAppend(
                    "fieldproof",
                    "audit",
                    "note of an act " + note.getFileName(),
                    "unread: its hash does not fit");
        }
        AuditLine act = whole.get();
        return trail.tryAppend(
                act.by(), act.category(), act.act() + ", at " + act.time(), act.result());
    }

    private static Problem stays(Path what, Exception why) {
        return Problem.warning(
                "DATA-0304",
                "notes of acts " + what,
                "What commands beside the gateway have done is not in the audit trail yet: "
                        + why.getMessage()
                        + ".",
                "Give the gateway's user the right to read it, or mend the disk; it is tried again"
                        + " by itself.");
    }

    /// Takes a note away; one that cannot be stays, and is tried again.
    private static boolean isGone(Path note) {
        try {
            Files.deleteIfExists(note);
            return true;
        } catch (IOException stays) {
            return false;
        }
    }
}
