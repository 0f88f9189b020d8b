package org.fieldproof.api.tag;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.project.Problem.Place;

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

        String write(TagDefinition tag) {
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

    TagTable(Layout layout, List<Line> lines) {
        this.layout = layout;
        this.lines = List.copyOf(lines);
    }

    /// A new table.
    ///
    /// @throws IllegalArgumentException if a name stands twice
    public static TagTable of(List<TagDefinition> tags) {
        TagTable table = new TagTable(Layout.NEW, List.of());
        List<Line> lines = new ArrayList<>();
        Set<String> names = new java.util.HashSet<>();
        for (TagDefinition tag : tags) {
            if (!names.add(tag.name())) {
                throw new IllegalArgumentException(
                        "tags: " + tag.name() + " twice (expected: once)");
            }
            lines.add(table.line(tag));
        }
        return new TagTable(Layout.NEW, lines);
    }

    /// Reads a table.
    ///
    /// @param file its name in messages, relative to the project
    public static TagRead readCsv(String file, byte[] bytes) {
        return new CsvTags(file).read(bytes);
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
        Layout wide = layoutFor(tag);
        List<Line> changed = new ArrayList<>();
        TagTable target = new TagTable(wide, List.of());
        boolean placed = false;
        for (Line line : lines) {
            if (!(line instanceof Line.Tagged tagged)) {
                changed.add(line);
            } else if (tagged.tag().name().equals(tag.name())) {
                placed = true;
                changed.add(tagged.tag().equals(tag) ? line : target.line(tag));
            } else {
                changed.add(wide.equals(layout) ? line : target.line(tagged.tag()));
            }
        }
        if (!placed) {
            endLastLine(changed);
            changed.add(target.line(tag));
        }
        return new TagTable(wide, changed);
    }

    /// The table without the tag of that name.
    public TagTable without(String name) {
        return new TagTable(
                layout,
                lines.stream()
                        .filter(
                                line ->
                                        !(line instanceof Line.Tagged tagged
                                                && tagged.tag().name().equals(name)))
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

    private Line line(TagDefinition tag) {
        return new Line.Tagged(tag, Place.NOWHERE, layout.write(tag));
    }

    /// The present layout, or one with the columns that this tag needs besides.
    private Layout layoutFor(TagDefinition tag) {
        List<TagColumn> missing = new ArrayList<>();
        for (TagColumn column : TagColumn.values()) {
            if (!layout.columns().contains(column) && !column.textOf(tag).isEmpty()) {
                missing.add(column);
            }
        }
        if (missing.isEmpty()) {
            return layout;
        }
        List<TagColumn> all = new ArrayList<>(layout.columns());
        all.addAll(missing);
        String mark = layout.head().startsWith("\uFEFF") ? "\uFEFF" : "";
        return Layout.of(
                new java.util.LinkedHashSet<>(all), layout.separator(), layout.lineEnd(), mark);
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
