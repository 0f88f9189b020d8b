package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file in a project's folder that a desktop opens the console with: a project is a folder,
/// and desktops know programs by the endings of files. The gateway never reads it.
final class ProjectHandle {
    private static final String WORDS =
            "This file stands for the folder it is in: a double click opens that as a project.\n";

    private ProjectHandle() {}

    /// Puts it there unless there is one.
    static void put(Path folder, String name) throws IOException {
        Path file = folder.resolve(name + ".fieldproof");
        if (!Files.exists(file)) {
            Files.writeString(file, WORDS);
        }
    }
}
