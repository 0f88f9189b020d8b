package org.fieldproof.api.doctor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.api.value.TypedValue;
import org.jspecify.annotations.Nullable;

/// What an examination has learned about the tags of a connection: the steps PERMISSION and
/// FIRST_VALUE of every protocol that reads tags. Confined to the doctor's thread.
public final class TagFindings {
    private static final int NAMED_MAX = 3;

    private final Map<String, String> unread = new LinkedHashMap<>();
    private final List<TagSeen> seen = new ArrayList<>();
    private final int tags;
    private int looked;
    private @Nullable First first;

    private record First(TagDefinition tag, Reading reading) {}

    /// @param tags so many tags the connection has
    public TagFindings(int tags) {
        this.tags = tags;
    }

    /// The peer gave a reading, be it a bad one.
    ///
    /// @param reading before any scaling
    public void reading(TagDefinition tag, Reading reading) {
        if (reading.quality() == Quality.BAD) {
            unread(tag, reading.status());
            return;
        }
        looked++;
        String value = words(reading.value());
        seen.add(new TagSeen(tag.name(), value.isEmpty() ? "\"\"" : value, ""));
        if (first == null) {
            first = new First(tag, reading);
        }
    }

    /// There is no value of a tag.
    ///
    /// @param status what the connection would say of it
    public void unread(TagDefinition tag, String status) {
        looked++;
        unread.put(tag.name(), status);
        seen.add(new TagSeen(tag.name(), "", status.isEmpty() ? "no value" : status));
    }

    /// How many tags were read.
    public int read() {
        return looked - unread.size();
    }

    /// Says in the step PERMISSION what was found.
    ///
    /// @param code of the problem that some tags cannot be read
    /// @throws ConnectorException if none can be
    public void tell(Examination examination, StepNotes notes, String code, String remedy)
            throws ConnectorException {
        examination.sawTags(seen);
        unread.forEach((name, status) -> notes.fact("unread", name + ": " + status));
        if (looked < tags) {
            notes.fact("notLookedAt", String.valueOf(tags - looked));
        }
        if (tags == 0) {
            notes.found("There are no tags yet.");
            return;
        }
        if (unread.isEmpty()) {
            notes.found(
                    looked == tags
                            ? "Each of the " + tags + " tags can be read."
                            : "The first " + looked + " of " + tags + " tags can be read.");
            return;
        }
        List<String> named =
                unread.entrySet().stream()
                        .limit(NAMED_MAX)
                        .map(each -> each.getKey() + " (" + each.getValue() + ")")
                        .toList();
        String message =
                unread.size()
                        + " of "
                        + looked
                        + " tags cannot be read: "
                        + String.join(", ", named)
                        + (unread.size() > NAMED_MAX ? ", …" : "")
                        + ".";
        if (read() == 0) {
            throw new ConnectorException(
                    Problem.error(code, examination.object(), message, remedy));
        }
        notes.doubt(Problem.warning(code, examination.object(), message, remedy));
    }

    /// The step FIRST_VALUE: it came with the others, so it takes no time of its own.
    public void firstValue(Examination examination) throws ExaminationEnded {
        First seen = first;
        if (seen == null) {
            examination.notApplicable(DoctorStep.FIRST_VALUE, "There is no tag to read.");
            return;
        }
        examination.passed(
                DoctorStep.FIRST_VALUE,
                seen.tag().name()
                        + " at "
                        + seen.tag().address()
                        + " is "
                        + words(seen.reading().value())
                        + ", before any scaling.",
                List.of(
                        new Property("tag", seen.tag().name()),
                        new Property("address", seen.tag().address()),
                        new Property("quality", seen.reading().quality().name())));
    }

    private static String words(TypedValue value) {
        return switch (value) {
            case TypedValue.Bool(boolean is) -> String.valueOf(is);
            case TypedValue.Int(int _, long number) -> String.valueOf(number);
            case TypedValue.UInt(int _, long number) -> Long.toUnsignedString(number);
            case TypedValue.Float32(float number) -> String.valueOf(number);
            case TypedValue.Float64(double number) -> String.valueOf(number);
            case TypedValue.Text(String text) -> '"' + text + '"';
            case TypedValue.None _, TypedValue.Bytes _, TypedValue.Time _, TypedValue.Array _ ->
                    new String(value.encode(), StandardCharsets.UTF_8);
        };
    }
}
