package org.fieldproof.app.desktop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.data.DataDirectory;
import org.fieldproof.engine.draft.DraftFiles;
import org.fieldproof.engine.draft.ProjectWriter;

/// A project under another name, as it is drafted: its files and what lies beside them, such as
/// tag tables and tests, but no data of a gateway and nothing hidden. Stateless.
final class ProjectCopy {
    private ProjectCopy() {}

    /// Makes it; tells why not otherwise.
    ///
    /// @param to new or empty, and not inside the project
    static Optional<Problem> make(Path from, Path to, String name, ProjectDraft draft) {
        Optional<Problem> why = NewProject.refusal(to, name);
        if (why.isPresent()) {
            return why;
        }
        if (to.startsWith(from)) {
            return NewProject.refused(
                    name,
                    "The folder " + to + " is inside the project that is copied.",
                    "Choose a folder beside it.");
        }
        try {
            FolderCopy.make(from, to, ProjectCopy::isTaken, copy -> rename(copy, name, draft));
            return Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            return NewProject.refused(
                    name,
                    "The project cannot be copied to " + to + ": " + e.getMessage() + ".",
                    "Choose another folder, or mend what is said there.");
        }
    }

    /// Data in the project's own folder is that of the gateway that runs; the desktop's file stands
    /// for the folder that it was made for.
    private static boolean isTaken(Path each) {
        String name = String.valueOf(each.getFileName());
        return !name.startsWith(".")
                && !name.endsWith(".fieldproof")
                && DataDirectory.installationOf(each).isEmpty();
    }

    private static void rename(Path copy, String name, ProjectDraft draft) throws IOException {
        ProjectDraft named = draft.withProject(draft.project().with("name", Text.plain(name)));
        new ProjectWriter().write(copy, DraftFiles.of(named, ProjectWriter.read(copy)));
        ProjectHandle.put(copy, name);
    }
}
