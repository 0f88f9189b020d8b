package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;

/// A file that a person wanted: written beside its place and put there when it is whole.
final class SavedFile {

    private SavedFile() {}

    static Outcome write(Path file, byte[] content) {
        Path whole = file.toAbsolutePath();
        Path next = whole.resolveSibling(whole.getFileName() + ".tmp");
        try {
            Files.write(next, content);
            Files.move(next, whole, StandardCopyOption.REPLACE_EXISTING);
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
