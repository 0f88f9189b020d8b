package org.fieldproof.app.desktop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.draft.DraftFiles;
import org.fieldproof.engine.draft.ProjectWriter;

/// A project under another name, as it is drafted: its files and what lies beside them, such as
/// tag tables and tests, but no data of a gateway and nothing hidden. Stateless.
final class ProjectCopy {
    private ProjectCopy() {}

    /// Makes it; tells why not otherwise. A name stands for a data directory: one that another
    /// project of this user has had is refused, or the copy would begin with what waits there.
    ///
    /// @param to new or empty, and not inside the project
    /// @param dataOf where the data of a project of that name are
    static Optional<Problem> make(
            Path from, Path to, String name, ProjectDraft draft, Function<String, Path> dataOf) {
        Optional<Problem> why = NewProject.refusal(to, name);
        if (why.isPresent()) {
            return why;
        }
        if (draft.project().text("name").equals(name) || Files.exists(dataOf.apply(name))) {
            return NewProject.refused(
                    name,
                    "There are data of a project " + name + " already.",
                    "Choose another name: a copy begins with no data.");
        }
        try {
            if (isInside(to, from)) {
                return NewProject.refused(
                        name,
                        "The folder " + to + " is inside the project that is copied, or a link.",
                        "Choose a folder beside it.");
            }
            FolderCopy.make(from, to, ProjectCopy::isTaken, copy -> rename(copy, name, draft));
            return Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            return NewProject.refused(
                    name,
                    "The project cannot be copied to " + to + ": " + e.getMessage() + ".",
                    "Choose another folder, or mend what is said there.");
        }
    }

    /// Also where one of them is spelled in another way, or reached through a link.
    private static boolean isInside(Path to, Path from) throws IOException {
        if (Files.isSymbolicLink(to)) {
            return true;
        }
        Path there = to;
        while (!Files.exists(there)) {
            Path above = there.getParent();
            if (above == null) {
                return false;
            }
            there = above;
        }
        return there.toRealPath().startsWith(from.toRealPath());
    }

    /// Data in the project's own folder are those of a gateway, whatever their state; the desktop's
    /// file stands for the folder that it was made for.
    private static boolean isTaken(Path each) {
        String name = String.valueOf(each.getFileName());
        boolean data =
                Files.exists(each.resolve("installation.json"))
                        || (Files.exists(each.resolve("lock"))
                                && Files.exists(each.resolve("log")));
        return !name.startsWith(".") && !name.endsWith(".fieldproof") && !data;
    }

    private static void rename(Path copy, String name, ProjectDraft draft) throws IOException {
        ProjectDraft named = draft.withProject(draft.project().with("name", Text.plain(name)));
        new ProjectWriter().write(copy, DraftFiles.of(named, ProjectWriter.read(copy)));
        ProjectHandle.put(copy, name);
    }
}
