package org.fieldproof.engine.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.fieldproof.api.command.Outcome.AuditLine;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.data.PrivateFiles;

/// Acts of a process that does not own the audit trail, such as a command beside a running
/// gateway: each leaves a note in the folder `acts` of the journal, and whichever gateway runs on
/// the directory, now or next, takes it into the trail. Until then the note is protected by the
/// permissions of its file only. A note goes once its line is on the disk, so a crash may
/// leave it in the trail twice, never not at all (JRN-5).
///
/// Taking is confined to the gateway's keeper; any process may leave.
public final class ActNotes {
    private static final String FOLDER = "acts";
    private static final String SUFFIX = ".json";
    private static final int TAKEN_MAX = 256;
    private static final long BYTES_MAX = 64 << 10;

    private final Path folder;
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
        PrivateFiles.replace(folder.resolve(name), AuditChain.alone(line).lineBytes());
    }

    /// Takes what is there into the trail, oldest first, and what has reached the disk away.
    public void take(AuditTrail trail) {
        long written = trail.writtenThrough();
        taken.entrySet().removeIf(each -> each.getValue() <= written && isGone(each.getKey()));
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> notes;
        try (Stream<Path> all = Files.list(folder)) {
            notes =
                    all.filter(each -> each.toString().endsWith(SUFFIX))
                            .filter(each -> !taken.containsKey(each))
                            .sorted()
                            .limit(TAKEN_MAX)
                            .toList();
        } catch (IOException unreadable) {
            // The same folder holds the trail, whose fault tells of it.
            return;
        }
        for (Path note : notes) {
            long number = take(note, trail);
            if (number == 0) {
                return;
            }
            taken.put(note, number);
        }
    }

    private static long take(Path note, AuditTrail trail) {
        try {
            if (Files.size(note) <= BYTES_MAX) {
                String text = Files.readString(note, StandardCharsets.UTF_8).strip();
                var line = AuditChain.alone(text);
                if (line.isPresent()) {
                    AuditLine act = line.get();
                    return trail.append(
                            act.by(),
                            act.category(),
                            act.act() + ", at " + act.time(),
                            act.result());
                }
            }
        } catch (IOException unreadable) {
            return damaged(note, trail, String.valueOf(unreadable.getMessage()));
        }
        return damaged(note, trail, "its hash does not fit");
    }

    private static long damaged(Path note, AuditTrail trail, String why) {
        return trail.append(
                "fieldproof", "audit", "note of an act " + note.getFileName(), "unread: " + why);
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
