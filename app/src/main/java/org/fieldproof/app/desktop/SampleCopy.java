package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A sample as a project of the user's own: an installation's folder often cannot be written, and
/// what a newcomer tries out there would be gone with the next version. Stateless.
final class SampleCopy {
    private SampleCopy() {}

    /// The user's copy; made if there is none yet. One that is there is never touched.
    ///
    /// @param sample as it was delivered
    /// @param projects the folder of the user's projects
    static Path of(Path sample, Path projects) throws IOException {
        String name = String.valueOf(sample.getFileName());
        Path own = projects.resolve(name);
        if (Files.isRegularFile(own.resolve("project.yaml"))) {
            return own;
        }
        if (Files.exists(own)) {
            throw new FileAlreadyExistsException(
                    own.toString(), null, "something else is there; rename it");
        }
        FolderCopy.make(sample, own, _ -> true, copy -> ProjectHandle.put(copy, name));
        return own;
    }
}
