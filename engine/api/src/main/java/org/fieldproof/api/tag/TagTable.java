package org.fieldproof.api.tag;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;
import org.jspecify.annotations.Nullable;

/// The tags of a `tags/*.csv`, in its order and with its own way of writing: columns, separator,
/// quotes, line ends, byte order mark. Immutable.
public final class TagTable {
    /// Most bytes of a file.
    public static final int FILE_BYTES_MAX = 32 << 20;

    /// Most tags of a table.
    public static final int TAGS_MAX = 200_000;

    private final Layout layout;
    private final List<Line> lines;

    /// How a table is written.
    ///
    /// @param head the header as written, with byte order mark and line end
    record Layout(String head, List<TagColumn> columns, char separator, String lineEnd) {
        static final Layout NEW = of(EnumSet.allOf(TagColumn.class), ',', "\n", "");

        Layout {
            columns = List.copyOf(columns);
        }

        static Layout of(Set<TagColumn> columns, char separator, String lineEnd, String mark) {
            List<TagColumn> list = List.copyOf(columns);
            List<String> titles = list.stream().map(TagColumn::title).toList();
            String head = mark + String.join(String.valueOf(separator), titles) + lineEnd;
            return new Layout(head, list, separator, lineEnd);
        }

        /// The line of a tag.
        ///
        /// @param address where it was read; nowhere for a tag that was not
        Line line(TagDefinition tag, Place address) {
            return new Line.Tagged(tag, address, write(tag));
        }

        private String write(TagDefinition tag) {
            StringBuilder row = new StringBuilder();
            for (TagColumn column : columns) {
                String cell = column.textOf(tag);
                boolean quote =
                        cell.indexOf(separator) >= 0
                                || cell.indexOf('"') >= 0
                                || cell.indexOf('\n') >= 0
                                || cell.indexOf('\r') >= 0;
                row.append(row.isEmpty() ? "" : separator)
                        .append(quote ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
            }
            return row.append(lineEnd).toString();
        }
    }

    /// A piece of the file.
    sealed interface Line {
        String raw();

        /// A sound line.
        ///
        /// @param address where the tag's address stands
        record Tagged(TagDefinition tag, Place address, String raw) implements Line {}

        /// A blank line, or a faulty one that is kept as it is.
        record Kept(String raw) implements Line {}
    }

    /// A tag and where it was written.
    ///
    /// @param place of its address, which is what a connector may object to
    public record Entry(TagDefinition tag, Place place) {}

    /// A row of a sheet.
    ///
    /// @param line from 1
    /// @param cells up to the last one that has something
    /// @param faults of cells that cannot be read; then the row is no tag
    public record SheetRow(int line, List<String> cells, List<Problem> faults) {
        public SheetRow {
            cells = List.copyOf(cells);
            faults = List.copyOf(faults);
        }

        boolean isBlank() {
            return cells.stream().allMatch(String::isBlank);
        }
    }

    TagTable(Layout layout, List<Line> lines) {
        this.layout = layout;
        this.lines = List.copyOf(lines);
    }

    /// A new table.
    ///
    /// @throws IllegalArgumentException if a name stands twice
    public static TagTable of(List<TagDefinition> tags) {
        List<Line> lines = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (TagDefinition tag : tags) {
            if (!names.add(tag.name())) {
                throw new IllegalArgumentException(
                        "tags: " + tag.name() + " twice (expected: once)");
            }
            lines.add(Layout.NEW.line(tag, Place.NOWHERE));
        }
        return new TagTable(Layout.NEW, lines);
    }

    /// Reads a table.
    ///
    /// @param file its name in messages, relative to the project
    public static TagRead readCsv(String file, byte[] bytes) {
        return new CsvTags(file).read(bytes);
    }

    /// Reads the rows of a sheet, of which the first that has something names the columns, as in a
    /// CSV file.
    public static TagRead readSheet(String file, Iterator<SheetRow> rows) {
        return new CsvTags(file).read(rows);
    }

    /// Reads the JSON form: an array of objects whose members are named as the columns.
    public static TagRead readJson(String file, byte[] bytes) {
        return new JsonTags(file).read(bytes);
    }

    /// The tags in the order of the table.
    public List<TagDefinition> tags() {
        return entries().stream().map(Entry::tag).toList();
    }

    /// The tags with their places.
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Line line : lines) {
            if (line instanceof Line.Tagged(TagDefinition tag, Place address, String _)) {
                entries.add(new Entry(tag, address));
            }
        }
        return entries;
    }

    public Optional<TagDefinition> tag(String name) {
        return tags().stream().filter(tag -> tag.name().equals(name)).findFirst();
    }

    /// The table with this tag in the place of the one with its name, or at the end (TAG-1).
    public TagTable with(TagDefinition tag) {
        return with(List.of(tag));
    }

    /// The table with these tags, each in the place of the one with its name, or at the end
    /// (TAG-1).
    public TagTable with(List<TagDefinition> tags) {
        Layout wide = layoutFor(tags);
        Map<String, TagDefinition> put = new LinkedHashMap<>();
        tags.forEach(tag -> put.put(tag.name(), tag));
        List<Line> changed = new ArrayList<>();
        for (Line line : lines) {
            if (!(line instanceof Line.Tagged tagged)) {
                changed.add(line);
                continue;
            }
            @Nullable TagDefinition other = put.remove(tagged.tag().name());
            if (other != null && !other.equals(tagged.tag())) {
                changed.add(wide.line(other, Place.NOWHERE));
            } else {
                boolean same = wide.equals(layout);
                changed.add(same ? line : wide.line(tagged.tag(), Place.NOWHERE));
            }
        }
        if (!put.isEmpty()) {
            endLastLine(changed);
            put.values().forEach(tag -> changed.add(wide.line(tag, Place.NOWHERE)));
        }
        return new TagTable(wide, changed);
    }

    /// The table without the tag of that name.
    public TagTable without(String name) {
        return without(Set.of(name));
    }

    /// The table without the tags of those names.
    public TagTable without(Set<String> names) {
        return new TagTable(
                layout,
                lines.stream()
                        .filter(
                                line ->
                                        !(line instanceof Line.Tagged tagged
                                                && names.contains(tagged.tag().name())))
                        .toList());
    }

    /// The table without its faulty lines.
    TagTable withoutFaults() {
        return new TagTable(
                layout,
                lines.stream()
                        .filter(line -> line instanceof Line.Tagged || line.raw().isBlank())
                        .toList());
    }

    /// The table as CSV, UTF-8.
    public byte[] csv() {
        StringBuilder text = new StringBuilder(layout.head());
        lines.forEach(line -> text.append(line.raw()));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// The tags as JSON, UTF-8: members that have their default are left out.
    public byte[] json() {
        return JsonTags.write(tags());
    }

    /// The present layout, or one with the columns that these tags need besides.
    private Layout layoutFor(List<TagDefinition> tags) {
        Set<TagColumn> missing = EnumSet.noneOf(TagColumn.class);
        for (TagDefinition tag : tags) {
            for (TagColumn column : TagColumn.values()) {
                if (!layout.columns().contains(column) && !column.textOf(tag).isEmpty()) {
                    missing.add(column);
                }
            }
        }
        if (missing.isEmpty()) {
            return layout;
        }
        List<TagColumn> all = new ArrayList<>(layout.columns());
        all.addAll(missing);
        String mark = layout.head().startsWith("\uFEFF") ? "\uFEFF" : "";
        return Layout.of(new LinkedHashSet<>(all), layout.separator(), layout.lineEnd(), mark);
    }

    private void endLastLine(List<Line> changed) {
        if (changed.isEmpty()) {
            return;
        }
        Line last = changed.getLast();
        if (last.raw().endsWith("\n") || last.raw().endsWith("\r")) {
            return;
        }
        String ended = last.raw() + layout.lineEnd();
        changed.set(
                changed.size() - 1,
                switch (last) {
                    case Line.Tagged(TagDefinition tag, Place place, String _) ->
                            new Line.Tagged(tag, place, ended);
                    case Line.Kept _ -> new Line.Kept(ended);
                });
    }
}
