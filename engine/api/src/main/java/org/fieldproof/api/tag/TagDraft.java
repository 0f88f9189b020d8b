package org.fieldproof.api.tag;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;

/// A tag in the making: texts by column, each with its place; then a tag, or the list of all that
/// is wrong with it. Used once.
final class TagDraft {
    private final Place line;
    private final Map<TagColumn, String> texts = new EnumMap<>(TagColumn.class);
    private final Map<TagColumn, Place> places = new EnumMap<>(TagColumn.class);
    private final Function<TagColumn, String> origins;
    private final List<Problem> problems = new ArrayList<>();

    TagDraft(Place line) {
        this(line, _ -> "");
    }

    /// @param origins where a column's text comes from, as a sentence for messages; or empty
    TagDraft(Place line, Function<TagColumn, String> origins) {
        this.line = line;
        this.origins = origins;
    }

    void put(TagColumn column, String text, Place place) {
        texts.put(column, text.strip());
        places.put(column, place);
    }

    Place placeOf(TagColumn column) {
        return places.getOrDefault(column, line);
    }

    /// Everything wrong, after [#tag()].
    List<Problem> problems() {
        return problems;
    }

    String name() {
        return text(TagColumn.NAME);
    }

    Optional<TagDefinition> tag() {
        checkNames();
        Scaling scaling = scaling();
        Deadband deadband = deadband();
        Reporting reporting = reporting();
        long sampling = nanos(TagColumn.SAMPLING);
        boolean writable = flag(TagColumn.WRITABLE);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new TagDefinition(
                        name(),
                        text(TagColumn.ADDRESS),
                        text(TagColumn.TYPE),
                        scaling,
                        text(TagColumn.UNIT),
                        deadband,
                        reporting,
                        sampling,
                        text(TagColumn.GROUP),
                        writable,
                        text(TagColumn.DESCRIPTION)));
    }

    private void checkNames() {
        Optional<String> fault = TagDefinition.faultOfName(name());
        if (fault.isPresent()) {
            fault(
                    TagColumn.NAME,
                    "TAGS-0108",
                    fault.get(),
                    "Write a name such as boiler/pressure: it becomes the end of the topic.");
        }
        if (text(TagColumn.ADDRESS).isEmpty()) {
            fault(
                    TagColumn.ADDRESS,
                    "TAGS-0110",
                    "The tag has no address.",
                    "Write where the device keeps the value, as the connection's type wants it.");
        }
        String group = text(TagColumn.GROUP);
        Optional<String> groupFault =
                group.isEmpty() ? Optional.empty() : TagDefinition.faultOfName(group);
        if (groupFault.isPresent()) {
            fault(
                    TagColumn.GROUP,
                    "TAGS-0115",
                    "Of its group: " + groupFault.get(),
                    "Write a name such as boiler: it becomes the end of the record's topic.");
        }
    }

    private Scaling scaling() {
        double scale = number(TagColumn.SCALE, 1);
        double offset = number(TagColumn.OFFSET, 0);
        boolean root = flag(TagColumn.SQUARE_ROOT);
        double low = number(TagColumn.CLAMP_LOW, Double.NEGATIVE_INFINITY);
        double high = number(TagColumn.CLAMP_HIGH, Double.POSITIVE_INFINITY);
        if (scale == 0) {
            fault(
                    TagColumn.SCALE,
                    "TAGS-0111",
                    "A scale of 0 makes every value the same.",
                    "Leave it empty, or write another factor.");
            return Scaling.NONE;
        }
        if (!(low < high)) {
            fault(
                    TagColumn.CLAMP_LOW,
                    "TAGS-0111",
                    "clampLow is not below clampHigh.",
                    "Exchange or correct the two limits.");
            return Scaling.NONE;
        }
        return new Scaling(scale, offset, root, low, high);
    }

    private Deadband deadband() {
        String text = text(TagColumn.DEADBAND);
        if (text.isEmpty()) {
            return Deadband.NONE;
        }
        boolean percent = text.endsWith("%");
        String digits = percent ? text.substring(0, text.length() - 1).strip() : text;
        OptionalDouble width = TagTexts.number(digits);
        if (width.isEmpty() || width.getAsDouble() < 0 || (percent && width.getAsDouble() > 100)) {
            wrong(
                    TagColumn.DEADBAND,
                    "Write a number of at least 0 in the tag's unit such as 0.5, or percent such"
                            + " as 2%.");
            return Deadband.NONE;
        }
        return percent
                ? Deadband.percent(width.getAsDouble())
                : Deadband.absolute(width.getAsDouble());
    }

    private Reporting reporting() {
        boolean onChange = flag(TagColumn.ON_CHANGE);
        long min = nanos(TagColumn.MIN_INTERVAL);
        long max = nanos(TagColumn.MAX_INTERVAL);
        if (max > 0 && max < min) {
            fault(
                    TagColumn.MAX_INTERVAL,
                    "TAGS-0111",
                    "maxInterval is shorter than minInterval.",
                    "Make it at least as long, or leave it empty.");
            return Reporting.EVERY;
        }
        return new Reporting(onChange, min, max);
    }

    private String text(TagColumn column) {
        return texts.getOrDefault(column, "");
    }

    private double number(TagColumn column, double otherwise) {
        String text = text(column);
        if (text.isEmpty()) {
            return otherwise;
        }
        OptionalDouble value = TagTexts.number(text);
        if (value.isEmpty()) {
            wrong(column, "Write a number with a decimal point, not a comma, such as 0.1.");
        }
        return value.orElse(otherwise);
    }

    private boolean flag(TagColumn column) {
        String text = text(column);
        if (!text.isEmpty() && !text.equals("true") && !text.equals("false")) {
            wrong(column, "Write true or false, or leave it empty.");
        }
        return text.equals("true");
    }

    private long nanos(TagColumn column) {
        String text = text(column);
        if (text.isEmpty()) {
            return 0;
        }
        OptionalLong value = TagTexts.nanos(text);
        if (value.isEmpty()) {
            wrong(column, "Write a number and a unit: 500ms, 5s, 2min, 1h.");
        }
        return value.orElse(0);
    }

    private void wrong(TagColumn column, String remedy) {
        String text = text(column);
        String shown = text.length() <= 60 ? text : text.substring(0, 60) + "…";
        fault(
                column,
                "TAGS-0107",
                "The " + column.title() + " is \"" + shown + "\", which cannot be read.",
                remedy);
    }

    private void fault(TagColumn column, String code, String message, String remedy) {
        String object = name().isEmpty() ? "tag without name" : "tag " + name();
        String origin = origins.apply(column);
        String told = origin.isEmpty() ? message : message + " " + origin;
        problems.add(Problem.error(code, object, told, remedy).at(placeOf(column)));
    }
}
