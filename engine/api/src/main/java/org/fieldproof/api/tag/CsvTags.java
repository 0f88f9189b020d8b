package org.fieldproof.api.tag;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;
import org.jspecify.annotations.Nullable;

/// Reads a tag table whose first line names the columns: CSV, or the rows of a sheet. Used once.
final class CsvTags {
    private final String file;
    private final TagProblems problems;
    private final Map<String, Integer> names = new HashMap<>();

    CsvTags(String file) {
        this.file = file;
        this.problems = new TagProblems(file);
    }

    /// What comes before the tags.
    ///
    /// @param head the header as it is written, with its line end
    private record Opened(
            CsvScan rows,
            String head,
            Map<Integer, TagColumn> columns,
            char separator,
            String lineEnd) {}

    TagRead read(byte[] bytes) {
        if (bytes.length > TagTable.FILE_BYTES_MAX) {
            return TagRows.tooLarge(file);
        }
        Optional<Opened> opened = open(bytes);
        if (opened.isEmpty()) {
            return new TagRead.Refused(problems.all());
        }
        Opened begun = opened.get();
        TagTable.Layout layout =
                new TagTable.Layout(
                        begun.head(),
                        List.copyOf(begun.columns().values()),
                        begun.separator(),
                        begun.lineEnd());
        List<TagTable.Line> lines = new ArrayList<>();
        while (begun.rows().hasNext() && names.size() <= TagTable.TAGS_MAX) {
            lines.add(line(begun.rows().next(), begun.columns()));
        }
        return read(layout, lines);
    }

    /// A table whose cells have parameters.
    TagTemplate.Read template(byte[] bytes) {
        if (bytes.length > TagTable.FILE_BYTES_MAX) {
            return new TagTemplate.Read(
                    Optional.empty(),
                    TagProblems.templateTooLarge(file, TagProblems.OVER_BYTES).problems());
        }
        Optional<Opened> opened = open(bytes);
        if (opened.isEmpty()) {
            return new TagTemplate.Read(Optional.empty(), problems.all());
        }
        CsvScan rows = opened.get().rows();
        Map<Integer, TagColumn> columns = opened.get().columns();
        TagTemplate.Lines lines = new TagTemplate.Lines(file, problems);
        while (rows.hasNext() && !lines.isFull()) {
            CsvScan.Row row = rows.next();
            if (isSound(row, columns)) {
                Map<TagColumn, CsvScan.Cell> cells = new EnumMap<>(TagColumn.class);
                columns.forEach((i, column) -> cells.put(column, row.cells().get(i)));
                lines.add(row.line(), cells);
            }
        }
        return lines.read();
    }

    /// Reads up to the header; empty where that is no header of tags.
    private Optional<Opened> open(byte[] bytes) {
        Optional<String> text = text(bytes);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String mark = text.get().startsWith("\uFEFF") ? "\uFEFF" : "";
        String body = text.get().substring(mark.length());
        char separator = CsvScan.separatorOf(body);
        CsvScan scan = new CsvScan(body, separator);
        StringBuilder head = new StringBuilder(mark);
        CsvScan.@Nullable Row header = null;
        while (scan.hasNext() && header == null) {
            CsvScan.Row row = scan.next();
            head.append(row.raw());
            header = row.isBlank() ? null : row;
        }
        Map<Integer, TagColumn> columns = columns(header);
        if (!problems.isEmpty() || header == null) {
            return Optional.empty();
        }
        String lineEnd = lineEndOf(header.raw());
        if (!head.toString().endsWith(lineEnd)) {
            head.append(lineEnd);
        }
        return Optional.of(new Opened(scan, head.toString(), columns, separator, lineEnd));
    }

    /// The rows of a sheet, whose columns are numbered in place of characters.
    TagRead read(Iterator<TagTable.SheetRow> rows) {
        CsvScan.@Nullable Row header = null;
        while (rows.hasNext() && header == null) {
            TagTable.SheetRow row = rows.next();
            row.faults().forEach(problems::add);
            header = row.isBlank() ? null : row(row, 0);
        }
        Map<Integer, TagColumn> columns = columns(header);
        if (!problems.isEmpty()) {
            return new TagRead.Refused(problems.all());
        }
        List<TagTable.Line> lines = new ArrayList<>();
        while (rows.hasNext() && names.size() <= TagTable.TAGS_MAX) {
            TagTable.SheetRow row = rows.next();
            row.faults().forEach(problems::add);
            if (row.faults().isEmpty()
                    && !row.isBlank()
                    && line(row(row, columns.size()), columns)
                            instanceof
                            TagTable.Line.Tagged(TagDefinition tag, Place at, String _)) {
                lines.add(TagTable.Layout.NEW.line(tag, at));
            }
        }
        return read(TagTable.Layout.NEW, lines);
    }

    /// A row as one of CSV: a sheet ends its rows with the last cell that has something.
    private static CsvScan.Row row(TagTable.SheetRow row, int cellsMin) {
        List<CsvScan.Cell> cells = new ArrayList<>();
        for (int i = 0; i < Math.max(cellsMin, row.cells().size()); i++) {
            String text = i < row.cells().size() ? row.cells().get(i) : "";
            cells.add(new CsvScan.Cell(text, row.line(), i + 1));
        }
        return new CsvScan.Row(row.line(), "", cells, null);
    }

    private TagRead read(TagTable.Layout layout, List<TagTable.Line> lines) {
        if (names.size() > TagTable.TAGS_MAX) {
            return TagProblems.tooLarge(file, "has more than 200,000 tags");
        }
        TagTable table = new TagTable(layout, lines);
        return problems.isEmpty()
                ? new TagRead.Complete(table)
                : new TagRead.Partial(table, problems.all());
    }

    private Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(TagText.decode(bytes));
        } catch (CharacterCodingException e) {
            problems.add(TagText.notUtf8(file, bytes));
            return Optional.empty();
        }
    }

    /// The known columns by position. A column that cannot be used spoils the whole table: what it
    /// was meant for would be ignored in every line.
    private Map<Integer, TagColumn> columns(CsvScan.@Nullable Row header) {
        Map<Integer, TagColumn> columns = new LinkedHashMap<>();
        List<CsvScan.Cell> cells = header == null ? List.of() : header.cells();
        for (int i = 0; i < cells.size(); i++) {
            CsvScan.Cell cell = cells.get(i);
            Optional<TagColumn> column = TagColumn.of(cell.text());
            if (column.isEmpty() || columns.containsValue(column.get())) {
                problems.add(
                        Problem.error(
                                        "TAGS-0104",
                                        "file " + file,
                                        column.isEmpty()
                                                ? "There is no column \""
                                                        + cell.text().strip()
                                                        + "\"."
                                                        + TagTexts.question(
                                                                cell.text().strip(),
                                                                TagColumn.titles())
                                                : "The column " + cell.text() + " stands twice.",
                                        "Correct or remove it; the columns are "
                                                + String.join(", ", TagColumn.titles())
                                                + ".")
                                .at(place(cell, "")));
            } else {
                columns.put(i, column.get());
            }
        }
        for (TagColumn column : TagColumn.values()) {
            if (column.isRequired() && !columns.containsValue(column)) {
                problems.add(
                        Problem.error(
                                        "TAGS-0103",
                                        "file " + file,
                                        "The first line names no column " + column.title() + ".",
                                        "Begin the file with a line such as name,address,type.")
                                .at(new Place(file, header == null ? 1 : header.line(), 1, "")));
            }
        }
        return columns;
    }

    private TagTable.Line line(CsvScan.Row row, Map<Integer, TagColumn> columns) {
        TagTable.Line kept = new TagTable.Line.Kept(row.raw());
        return isSound(row, columns) ? tag(row, columns, kept) : kept;
    }

    /// Whether a row has a cell for each column; a blank one has none, and nothing is
    /// wrong with it.
    private boolean isSound(CsvScan.Row row, Map<Integer, TagColumn> columns) {
        if (row.isBlank()) {
            return false;
        }
        if (row.fault() != null) {
            problems.add(
                    Problem.error(
                                    "TAGS-0105",
                                    "file " + file,
                                    "A quoted cell is not closed, or something follows its closing"
                                            + " quote.",
                                    "Close it with a quote before the separator; write a quote"
                                            + " inside it twice.")
                            .at(place(row.fault(), "")));
            return false;
        }
        if (row.cells().size() != columns.size()) {
            problems.add(
                    Problem.error(
                                    "TAGS-0106",
                                    "file " + file,
                                    "The line has "
                                            + row.cells().size()
                                            + " cells; the header has "
                                            + columns.size()
                                            + ".",
                                    "Add or remove separators; quote a cell that holds one.")
                            .at(new Place(file, row.line(), 1, "")));
            return false;
        }
        return true;
    }

    private TagTable.Line tag(
            CsvScan.Row row, Map<Integer, TagColumn> columns, TagTable.Line kept) {
        TagDraft draft = new TagDraft(new Place(file, row.line(), 1, ""));
        columns.forEach(
                (i, column) -> {
                    CsvScan.Cell cell = row.cells().get(i);
                    draft.put(column, cell.text(), place(cell, column.title()));
                });
        Optional<TagDefinition> tag = draft.tag();
        draft.problems().forEach(problems::add);
        @Nullable Integer first =
                draft.name().isEmpty() ? null : names.putIfAbsent(draft.name(), row.line());
        if (first != null) {
            problems.add(
                    Problem.error(
                                    "TAGS-0109",
                                    "tag " + draft.name(),
                                    "The name stands already in line " + first + ".",
                                    "Give each tag of a connection a name of its own.")
                            .at(draft.placeOf(TagColumn.NAME)));
            return kept;
        }
        return tag.isEmpty()
                ? kept
                : new TagTable.Line.Tagged(tag.get(), draft.placeOf(TagColumn.ADDRESS), row.raw());
    }

    private Place place(CsvScan.Cell cell, String path) {
        return new Place(file, cell.line(), cell.column(), path);
    }

    private static String lineEndOf(String raw) {
        return raw.endsWith("\r\n") ? "\r\n" : raw.endsWith("\r") ? "\r" : "\n";
    }
}
