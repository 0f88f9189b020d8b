package org.fieldproof.engine.tag;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.engine.project.YamlTags;

/// The forms of a file of tags, told by the end of its name. Pure.
public enum TagFormat {
    CSV(".csv"),
    JSON(".json"),
    YAML(".yaml .yml"),
    XLSX(".xlsx");

    /// One or more, with spaces between.
    private final String ends;

    TagFormat(String ends) {
        this.ends = ends;
    }

    /// The form of a file.
    public static Optional<TagFormat> of(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.ends().stream().anyMatch(lower::endsWith))
                .findFirst();
    }

    /// The ends of all of them.
    public static List<String> known() {
        return Arrays.stream(values()).flatMap(format -> format.ends().stream()).toList();
    }

    private List<String> ends() {
        return List.of(ends.split(" "));
    }

    /// Reads a file of this form.
    ///
    /// @param file its name in messages
    public TagRead read(String file, byte[] bytes) {
        return switch (this) {
            case CSV -> TagTable.readCsv(file, bytes);
            case JSON -> TagTable.readJson(file, bytes);
            case YAML -> YamlTags.read(file, bytes);
            case XLSX -> XlsxTags.read(file, bytes);
        };
    }

    /// The table in this form; empty where it has no room for it.
    Optional<byte[]> write(TagTable table) {
        return switch (this) {
            case CSV -> Optional.of(table.csv());
            case JSON -> Optional.of(table.json());
            case YAML -> Optional.of(YamlTags.write(table));
            case XLSX -> XlsxSheet.write(table);
        };
    }
}
