package org.fieldproof.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftDesk;
import org.fieldproof.api.draft.DraftRecovery;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.report.PdfOrder;
import org.fieldproof.api.secret.SecretDesk;
import org.fieldproof.api.support.SupportDesk;

/// What a console works in: at most one open project at a time, a memory of recent ones, and
/// preferences. Given to the console by whoever starts it. Any thread may call; none of the calls
/// blocks.
public interface Workspace {

    Status status();

    /// The gateway of the open project, once it runs.
    Optional<Gateway> gateway();

    /// Opens a project and starts its gateway, after closing the one that is open.
    CompletionStage<Outcome> open(Path project);

    /// Opens the sample plant that ships with the product, as a project of the user's own: copied
    /// among the user's projects if it is not there yet.
    CompletionStage<Outcome> openSample();

    /// Makes a project in a folder that is new or empty, and opens it.
    ///
    /// @param name short name: lower-case letters, digits and dashes
    CompletionStage<Outcome> create(Path folder, String name);

    /// Copies the open project, as it is drafted, under another name. What is open stays open and
    /// goes on; the copy is among the recent projects.
    ///
    /// @param folder new or empty, and not inside the project
    /// @param name short name: lower-case letters, digits and dashes
    CompletionStage<Outcome> copy(Path folder, String name, ProjectDraft draft);

    /// Where a new project of that name would be put unless somebody says otherwise.
    Path folderFor(String name);

    /// Where the open project is edited.
    DraftDesk drafts();

    /// Where drafts are kept that nobody has applied yet.
    DraftRecovery recovery();

    /// Where a bundle for whoever helps is made.
    SupportDesk support();

    /// Where the secrets of the gateway that runs are stored and moved.
    SecretDesk secrets();

    /// Stops the gateway; everything accepted stays in its data directory.
    CompletionStage<Outcome> close();

    List<Path> recentProjects();

    /// A preference of this user, such as `theme`.
    Optional<String> preference(String key);

    void setPreference(String key, String value);

    /// Opens a file with the desktop's own program (a report in the browser).
    CompletionStage<Outcome> showOutside(Path file);

    /// Writes a file whose place a person has chosen, whole or not at all; what was there is
    /// replaced.
    ///
    /// @param content made where it is written, so that a large one makes nobody wait
    CompletionStage<Outcome> save(Path file, Supplier<byte[]> content);

    /// Writes a page for reading as PDF, to a place that a person has chosen.
    CompletionStage<Outcome> print(PdfOrder order);

    /// Asks an address of the user's whether there is a newer version; an [Outcome.UpdateSeen].
    /// Only when a person wants it: nothing is asked by itself, and nothing but the request is
    /// sent.
    ///
    /// @param address https, or http of this machine, of a JSON object with `version` and `page`
    CompletionStage<Outcome> lookForUpdate(String address);

    /// Versions and paths for the About page, as name and value.
    List<List<String>> about();

    /// Where the workspace stands.
    ///
    /// @param problems why opening failed; warnings where the project is open
    record Status(Phase phase, Optional<Path> project, List<Problem> problems) {
        public Status {
            problems = List.copyOf(problems);
        }
    }

    enum Phase {
        EMPTY,
        OPENING,
        OPEN,
        FAILED
    }
}
