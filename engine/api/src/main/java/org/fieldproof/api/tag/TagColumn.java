package org.fieldproof.api.tag;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The columns of a tag table, which are also the members of a tag in JSON and the fields of a tag
/// in a project file. In the order in which new tables are written.
public enum TagColumn {
    NAME("name", Form.TEXT),
    ADDRESS("address", Form.TEXT),
    TYPE("type", Form.TEXT),
    SCALE("scale", Form.NUMBER),
    OFFSET("offset", Form.NUMBER),
    SQUARE_ROOT("squareRoot", Form.FLAG),
    CLAMP_LOW("clampLow", Form.NUMBER),
    CLAMP_HIGH("clampHigh", Form.NUMBER),
    UNIT("unit", Form.TEXT),
    DEADBAND("deadband", Form.TEXT),
    ON_CHANGE("onChange", Form.FLAG),
    MIN_INTERVAL("minInterval", Form.TEXT),
    MAX_INTERVAL("maxInterval", Form.TEXT),
    SAMPLING("sampling", Form.TEXT),
    GROUP("group", Form.TEXT),
    WRITABLE("writable", Form.FLAG),
    DESCRIPTION("description", Form.TEXT);

    /// How a value is written in JSON.
    enum Form {
        TEXT,
        NUMBER,
        FLAG
    }

    private final String title;
    private final Form form;

    TagColumn(String title, Form form) {
        this.title = title;
        this.form = form;
    }

    /// The name as tables and project files write it.
    public String title() {
        return title;
    }

    Form form() {
        return form;
    }

    /// Whether its values are text, not a number or a flag: `0012` is not 12.
    public boolean isText() {
        return form == Form.TEXT;
    }

    /// True where a tag cannot do without.
    boolean isRequired() {
        return this == NAME || this == ADDRESS;
    }

    /// The column of a title, whatever its case and its dashes.
    static Optional<TagColumn> of(String title) {
        String plain = TagTexts.plain(title.strip());
        return Arrays.stream(values())
                .filter(column -> TagTexts.plain(column.title).equals(plain))
                .findFirst();
    }

    static List<String> titles() {
        return Arrays.stream(values()).map(TagColumn::title).toList();
    }

    /// The tag's value in this column, as it is written; empty for the default.
    public String textOf(TagDefinition tag) {
        Scaling scaling = tag.scaling();
        Reporting reporting = tag.reporting();
        return switch (this) {
            case NAME -> tag.name();
            case ADDRESS -> tag.address();
            case TYPE -> tag.type();
            case SCALE -> scaling.scale() == 1 ? "" : TagTexts.of(scaling.scale());
            case OFFSET -> scaling.offset() == 0 ? "" : TagTexts.of(scaling.offset());
            case SQUARE_ROOT -> flag(scaling.squareRoot());
            case CLAMP_LOW -> Double.isInfinite(scaling.low()) ? "" : TagTexts.of(scaling.low());
            case CLAMP_HIGH -> Double.isInfinite(scaling.high()) ? "" : TagTexts.of(scaling.high());
            case UNIT -> tag.unit();
            case DEADBAND -> deadband(tag.deadband());
            case ON_CHANGE -> flag(reporting.onChange());
            case MIN_INTERVAL -> duration(reporting.minIntervalNanos());
            case MAX_INTERVAL -> duration(reporting.maxIntervalNanos());
            case SAMPLING -> duration(tag.samplingNanos());
            case GROUP -> tag.group();
            case WRITABLE -> flag(tag.writable());
            case DESCRIPTION -> tag.description();
        };
    }

    private static String flag(boolean value) {
        return value ? "true" : "";
    }

    private static String duration(long nanos) {
        return nanos == 0 ? "" : TagTexts.ofNanos(nanos);
    }

    private static String deadband(Deadband deadband) {
        return switch (deadband.kind()) {
            case NONE -> "";
            case ABSOLUTE -> TagTexts.of(deadband.width());
            case PERCENT -> TagTexts.of(deadband.width()) + "%";
        };
    }
}
