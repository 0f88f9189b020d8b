package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.draft.DraftFiles;
import org.fieldproof.engine.draft.ProjectWriter;

/// Makes the folder of a project that holds nothing yet.
final class NewProject {
    private NewProject() {}

    /// Makes it; tells why not otherwise.
    static Optional<Problem> make(Path folder, String name) {
        Optional<Problem> why = refusal(folder, name);
        if (why.isPresent()) {
            return why;
        }
        try {
            Files.createDirectories(folder);
            ProjectDraft draft =
                    ProjectDraft.EMPTY.withProject(
                            Group.of(
                                    Entry.of("fieldproof", Text.plain("1")),
                                    Entry.of("name", Text.plain(name)),
                                    Entry.of("title", Text.plain(name))));
            new ProjectWriter().write(folder, DraftFiles.of(draft));
            ProjectHandle.put(folder, name);
            return Optional.empty();
        } catch (IOException e) {
            return unmade(folder, name, e);
        }
    }

    /// Why no project of that name can be made there.
    static Optional<Problem> refusal(Path folder, String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,47}")) {
            return Optional.of(
                    Problem.error(
                            "PROJ-0302",
                            "project " + name,
                            "The name " + name + " cannot be used.",
                            "Use lower-case letters, digits and dashes, at most 48."));
        }
        try {
            return !Files.exists(folder) || isEmpty(folder)
                    ? Optional.empty()
                    : refused(
                            name,
                            "The folder " + folder + " is there already and not empty.",
                            "Choose another name or folder, or open the project that is there.");
        } catch (IOException e) {
            return unmade(folder, name, e);
        }
    }

    private static Optional<Problem> unmade(Path folder, String name, IOException e) {
        return refused(
                name,
                "The folder " + folder + " cannot be made: " + e.getMessage() + ".",
                "Choose another folder, or mend its permissions.");
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.toList().equals(List.of());
        }
    }

    /// Says that a project's folder cannot be made.
    static Optional<Problem> refused(String name, String message, String remedy) {
        return Optional.of(Problem.error("PROJ-0411", "project " + name, message, remedy));
    }
}
