package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;

/// A file that a person wanted: written beside its place under a name that nothing has, synced, and
/// put there when it is whole. It has the rights that the user's files have by habit.
final class SavedFile {

    private SavedFile() {}

    static Outcome write(Path file, byte[] content) {
        Path whole = file.toAbsolutePath();
        Path next = whole.resolveSibling("." + whole.getFileName() + "." + UUID.randomUUID());
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(
                    next,
                    whole,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return new Outcome.Done(whole.toString());
        } catch (IOException failed) {
            return new Outcome.Refused(
                    Problem.error(
                            "APP-0921",
                            "file " + whole.getFileName(),
                            "It cannot be written: " + failed + ".",
                            "Choose a folder that exists and may be written to."));
        } finally {
            discard(next);
        }
    }

    private static void discard(Path next) {
        try {
            Files.deleteIfExists(next);
        } catch (IOException stays) {
            // It is in nobody's way.
        }
    }
}
