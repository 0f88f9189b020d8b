package org.fieldproof.api.draft;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.tag.TagTable;

/// Where tags of a drafted connection are picked in its device, before anything of it runs, read
/// from files and written to them. The line to the device only reads; it is kept between two
/// questions of one connection, until [#leave]. Any thread may call; no call blocks.
public interface TagDesk {
    /// Most places and tags of one answer.
    int FOUND_MAX = 1_000;

    /// Whether devices of this type can tell what they have.
    boolean offers(String type);

    /// What lies under a place of the device, with present values: an [Outcome.TagsFound], an
    /// [Outcome.ConsentNeeded] where the device is not believed yet, or a refusal. What the
    /// connection's own tags are, and what is wrong elsewhere in the draft, does not matter.
    ///
    /// @param connection id in the draft
    /// @param place address of a place found before; empty for the top
    CompletionStage<Outcome> look(ProjectDraft draft, String connection, String place);

    /// Whether devices of this type bring bare registers, so that [#ways] helps.
    boolean findsWays(String type);

    /// How what lies at an address of the device can be read so that it gives what the device's own
    /// display shows: an [Outcome.WaysFound] or a refusal. The line is ended at once. What the
    /// connection's own tags are, and what is wrong elsewhere in the draft, does not matter.
    ///
    /// @param connection id in the draft
    /// @param address as a tag list writes it
    /// @param shown on the device's display, with its decimals
    CompletionStage<Outcome> ways(
            ProjectDraft draft, String connection, String address, BigDecimal shown);

    /// The tags of the table that a drafted connection names, as it lies in the project's folder,
    /// and those that its instances make: an [Outcome.TagsRead], of nothing where it names none.
    /// Neither a table nor a template is part of a draft.
    CompletionStage<Outcome> table(ProjectDraft draft, String connection);

    /// The tags that the instances of a drafted part make of their templates, as those lie in the
    /// project's folder: an [Outcome.TagsRead]. What is wrong elsewhere in the draft does not
    /// matter.
    CompletionStage<Outcome> made(ProjectDraft draft, PartRef part);

    /// Whether devices of this type can be asked for tags that are not the connection's yet.
    boolean examines(String type);

    /// What the device has of tags that are not the connection's yet: an [Outcome.TagsSeen] or a
    /// refusal. On lines of its own, which only read and are ended at once. What the connection's
    /// own tags are, and what is wrong elsewhere in the draft, does not matter.
    ///
    /// @param connection id in the draft
    CompletionStage<Outcome> seen(ProjectDraft draft, String connection, TagTable tags);

    /// How the names of files end that can be read, such as `.csv`.
    List<String> fileEnds();

    /// The tags of a file, by the form that the end of its name tells: an [Outcome.TagsRead].
    CompletionStage<Outcome> file(Path file);

    /// Writes all tags of a drafted connection, those of its table first and those of templates as
    /// plain tags, to a file, over what is
    /// there: an [Outcome.Done], or a refusal where any of them is faulty, or where there is a file
    /// of the project itself.
    CompletionStage<Outcome> export(ProjectDraft draft, String connection, Path file);

    /// Ends the line to the device, if there is one.
    void leave();
}
