package org.fieldproof.engine.project;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.tag.TagColumn;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagRows;
import org.fieldproof.api.tag.TagTable;

/// The YAML form of tags: a list whose entries are written as those of a project's `tagList`. Read
/// with the bounds and refusals of a project file (PRJ-4). Pure.
public final class YamlTags {
    /// The list, and every tag that a table may have, with all of its fields.
    private static final int NODES_MAX = 1 + TagTable.TAGS_MAX * (1 + TagColumn.values().length);

    private YamlTags() {}

    /// Reads a file.
    ///
    /// @param file its name in messages
    public static TagRead read(String file, byte[] bytes) {
        if (bytes.length > TagTable.FILE_BYTES_MAX) {
            return TagRows.tooLarge(file);
        }
        Problems problems = new Problems();
        Optional<YamlNode> root =
                YamlText.ofTags(bytes, file, problems)
                        .flatMap(text -> YamlTree.readAny(text, NODES_MAX, problems));
        if (root.isEmpty() || problems.errors() > 0) {
            return new TagRead.Refused(problems.sorted());
        }
        if (!(root.get() instanceof YamlNode.Sequence list)) {
            return new TagRead.Refused(List.of(noList(root.get().place(), root.get().kind())));
        }
        TagRows rows = new TagRows(file);
        for (YamlNode item : list.items()) {
            if (rows.isFull()) {
                break;
            }
            if (item instanceof YamlNode.Mapping fields) {
                cells(fields, rows).ifPresent(cells -> rows.add(fields.place(), cells));
            } else {
                rows.fault(noList(item.place(), item.kind() + " as an entry"));
            }
        }
        return rows.read();
    }

    private static Optional<List<TagRows.Cell>> cells(YamlNode.Mapping fields, TagRows rows) {
        List<TagRows.Cell> cells = new ArrayList<>();
        for (YamlNode.Entry field : fields.entries()) {
            switch (field.value()) {
                case YamlNode.Scalar value ->
                        cells.add(
                                new TagRows.Cell(
                                        field.key(),
                                        value.isNull() ? "" : value.text(),
                                        value.place()));
                case YamlNode.Sequence _, YamlNode.Mapping _ -> {
                    rows.fault(noList(field.value().place(), field.value().kind() + " as a value"));
                    return Optional.empty();
                }
            }
        }
        return Optional.of(cells);
    }

    private static Problem noList(Place place, String instead) {
        return Problem.error(
                        "TAGS-0112",
                        "file " + place.file(),
                        "It is no YAML list of tags: there is " + instead + ".",
                        "Write a list of tags such as - {name: p, address: \"40001\"}.")
                .at(place);
    }

    /// The tags, UTF-8: fields that have their default are left out.
    public static byte[] write(TagTable table) {
        List<YamlNode> items = new ArrayList<>();
        for (TagDefinition tag : table.tags()) {
            List<YamlNode.Entry> fields = new ArrayList<>();
            for (TagColumn column : TagColumn.values()) {
                String text = column.textOf(tag);
                if (!text.isEmpty()) {
                    fields.add(
                            new YamlNode.Entry(
                                    Place.NOWHERE,
                                    column.title(),
                                    new YamlNode.Scalar(Place.NOWHERE, text, !column.isText())));
                }
            }
            items.add(new YamlNode.Mapping(Place.NOWHERE, fields));
        }
        return YamlWriter.write(new YamlNode.Sequence(Place.NOWHERE, items))
                .getBytes(StandardCharsets.UTF_8);
    }
}
