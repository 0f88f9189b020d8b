package org.fieldproof.views.perspective;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Asks a person for a file or folder of this machine.
public interface FilePrompt {

    Optional<Path> folder(String title);

    /// A file of a kind.
    ///
    /// @param patterns such as `*.zip`
    Optional<Path> file(String title, String kind, List<String> patterns);

    /// A place for a new file.
    ///
    /// @param name a name to begin with
    Optional<Path> save(String title, String name);
}
