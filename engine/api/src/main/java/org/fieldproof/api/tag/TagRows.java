package org.fieldproof.api.tag;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;

/// Makes tags of rows of named texts, whatever the form of the file that they stand in. Confined to
/// the reading thread; used once.
public final class TagRows {
    private final String file;
    private final TagProblems problems;
    private final Set<String> names = new HashSet<>();
    private final List<TagTable.Line> lines = new ArrayList<>();

    /// A text and what it is named.
    ///
    /// @param title of the column or member
    public record Cell(String title, String text, Place place) {}

    /// @param file its name in messages
    public TagRows(String file) {
        this.file = file;
        this.problems = new TagProblems(file);
    }

    /// What refuses a file of more than [TagTable#FILE_BYTES_MAX] bytes.
    public static TagRead tooLarge(String file) {
        return TagProblems.tooLarge(file, TagProblems.OVER_BYTES);
    }

    /// Whether the table has as many tags as it may; reading on is of no use.
    public boolean isFull() {
        return lines.size() > TagTable.TAGS_MAX;
    }

    /// A fault that the file's own form has; its row is not added.
    public void fault(Problem problem) {
        problems.add(problem);
    }

    /// The cells of one tag: a tag, or all that is wrong with it (TAG-2).
    ///
    /// @param row where it begins
    public void add(Place row, List<Cell> cells) {
        TagDraft draft = new TagDraft(row);
        boolean known = true;
        Set<TagColumn> seen = new HashSet<>();
        for (Cell cell : cells) {
            Optional<TagColumn> column = TagColumn.of(cell.title());
            if (column.isEmpty() || !seen.add(column.get())) {
                known = false;
                problems.add(strange(cell, column.isEmpty()));
            } else {
                Place at = cell.place();
                String title = column.get().title();
                draft.put(
                        column.get(),
                        cell.text(),
                        new Place(at.file(), at.line(), at.column(), title));
            }
        }
        Optional<TagDefinition> tag = draft.tag();
        draft.problems().forEach(problems::add);
        if (tag.isPresent() && !names.add(tag.get().name())) {
            problems.add(
                    Problem.error(
                                    "TAGS-0109",
                                    "tag " + tag.get().name(),
                                    "The name stands already further up.",
                                    "Give each tag of a connection a name of its own.")
                            .at(draft.placeOf(TagColumn.NAME)));
        } else if (known && tag.isPresent()) {
            lines.add(TagTable.Layout.NEW.line(tag.get(), draft.placeOf(TagColumn.ADDRESS)));
        }
    }

    private Problem strange(Cell cell, boolean unknown) {
        return Problem.error(
                        "TAGS-0104",
                        "file " + file,
                        unknown
                                ? "There is no member \""
                                        + cell.title()
                                        + "\"."
                                        + TagTexts.question(cell.title(), TagColumn.titles())
                                : "The member " + cell.title() + " stands twice.",
                        "Correct or remove it; the members are "
                                + String.join(", ", TagColumn.titles())
                                + ".")
                .at(cell.place());
    }

    /// What was read.
    public TagRead read() {
        if (isFull()) {
            return TagProblems.tooLarge(file, "has more than 200,000 tags");
        }
        TagTable table = new TagTable(TagTable.Layout.NEW, lines);
        return problems.isEmpty()
                ? new TagRead.Complete(table)
                : new TagRead.Partial(table, problems.all());
    }
}
