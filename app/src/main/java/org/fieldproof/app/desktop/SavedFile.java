package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.file.Path;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.data.WholeFile;

/// A file that a person wanted, whole or not at all. It has the rights that the user's files have
/// by habit.
final class SavedFile {

    private SavedFile() {}

    static Outcome write(Path file, byte[] content) {
        Path whole = file.toAbsolutePath();
        try {
            WholeFile.put(whole, content);
            return new Outcome.Done(whole.toString());
        } catch (IOException failed) {
            return new Outcome.Refused(
                    Problem.error(
                            "APP-0921",
                            "file " + whole.getFileName(),
                            "It cannot be written: " + failed + ".",
                            "Choose a folder that exists and may be written to."));
        }
    }
}
