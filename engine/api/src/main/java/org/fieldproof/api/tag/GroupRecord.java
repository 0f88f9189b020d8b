package org.fieldproof.api.tag;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.api.value.TypedValue;

/// Several readings as one record: a JSON object of member and value, such as
/// `{"pressure":4.25,"level":null,"quality":{"level":"bad: 2"}}`. The member `quality` names those
/// that are not GOOD, and those that are null, or hold a null, because JSON has no number for them
/// (`good: NaN`); it stands there only where there are such.
///
/// @param json its payload
/// @param quality GOOD or BAD where all members are, UNCERTAIN where only some are
/// @param status the one that all members have that are not GOOD; empty if they differ
/// @param sourceTimeEpochNanos the latest of the values that were new; 0 where none has one
/// @param tooLarge the name of a member whose value had no room; empty if all had
public record GroupRecord(
        String json, Quality quality, String status, long sourceTimeEpochNanos, String tooLarge) {

    /// What a value is called that would make the record too long.
    public static final String TOO_LARGE = "too-large";

    /// The member that names what is not good: no other may be called so.
    public static final String QUALITY = "quality";

    /// Most bytes of all values together, where no single one may have more.
    private static final long VALUES_BYTES_MAX = 1 << 20;

    /// A member with its value.
    ///
    /// @param name what messages call it
    /// @param title what the record calls it
    /// @param isFresh whether the value is one that no record has told
    public record Part(String name, String title, Reading reading, boolean isFresh) {}

    /// The record of these members, in this order. Pure.
    ///
    /// @param valueBytesMax of each value; one that is beyond is left out by name
    public static GroupRecord of(List<Part> parts, long valueBytesMax) {
        StringBuilder json = new StringBuilder(64 + 24 * parts.size()).append('{');
        Map<String, String> faults = new LinkedHashMap<>();
        List<Quality> qualities = new ArrayList<>(parts.size());
        List<String> statuses = new ArrayList<>();
        long time = 0;
        long left = Math.max(valueBytesMax, VALUES_BYTES_MAX);
        String tooLarge = "";
        for (Part part : parts) {
            json.append(json.length() == 1 ? "" : ",");
            quote(json, part.title);
            json.append(':');
            int before = json.length();
            Reading told = append(json, part.reading, Math.min(left, valueBytesMax));
            left -= bytesFrom(json, before);
            if (told.status().equals(TOO_LARGE)) {
                tooLarge = part.name;
            }
            qualities.add(told.quality());
            if (told.quality() != Quality.GOOD || !told.status().isEmpty()) {
                faults.put(part.title, words(told));
            }
            if (told.quality() != Quality.GOOD) {
                statuses.add(told.status());
            }
            if (part.isFresh) {
                time = Math.max(time, told.sourceTimeEpochNanos());
            }
        }
        appendFaults(json, faults);
        boolean same = statuses.stream().distinct().count() == 1;
        return new GroupRecord(
                json.append('}').toString(),
                overall(qualities),
                same ? statuses.getFirst() : "",
                time,
                tooLarge);
    }

    /// The text as bytes.
    public byte[] payload() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static void appendFaults(StringBuilder json, Map<String, String> faults) {
        if (faults.isEmpty()) {
            return;
        }
        json.append(json.length() == 1 ? "" : ",").append("\"" + QUALITY + "\":{");
        String comma = "";
        for (Map.Entry<String, String> fault : faults.entrySet()) {
            quote(json.append(comma), fault.getKey());
            quote(json.append(':'), fault.getValue());
            comma = ",";
        }
        json.append('}');
    }

    /// Appends a value, or null where JSON or the limit has no room for it; gives what was told.
    private static Reading append(StringBuilder json, Reading reading, long bytesMax) {
        int before = json.length();
        reading.value().appendTo(json);
        if (bytesFrom(json, before) > bytesMax) {
            json.setLength(before);
            json.append("null");
            return new Reading(
                    new TypedValue.None(), Quality.BAD, TOO_LARGE, reading.sourceTimeEpochNanos());
        }
        String word = wordBeyondJson(reading.value());
        return word.isEmpty() || !reading.status().isEmpty()
                ? reading
                : new Reading(
                        reading.value(), reading.quality(), word, reading.sourceTimeEpochNanos());
    }

    /// How many bytes this text takes from there on, in UTF-8.
    private static long bytesFrom(StringBuilder json, int from) {
        long bytes = 0;
        for (int i = from; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else {
                // Two surrogates are four bytes.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
            }
        }
        return bytes;
    }

    /// NaN or an infinity, for which JSON has no number, also in an array; empty for all else.
    private static String wordBeyondJson(TypedValue value) {
        return switch (value) {
            case TypedValue.Float32(float number) ->
                    Float.isFinite(number) ? "" : Float.toString(number);
            case TypedValue.Float64(double number) ->
                    Double.isFinite(number) ? "" : Double.toString(number);
            case TypedValue.Array(List<TypedValue> elements) ->
                    elements.stream()
                            .map(GroupRecord::wordBeyondJson)
                            .filter(word -> !word.isEmpty())
                            .findFirst()
                            .orElse("");
            default -> "";
        };
    }

    private static String words(Reading reading) {
        String quality = reading.quality().name().toLowerCase(Locale.ROOT);
        return reading.status().isEmpty() ? quality : quality + ": " + reading.status();
    }

    private static Quality overall(List<Quality> qualities) {
        List<Quality> different = qualities.stream().distinct().toList();
        return different.size() == 1 ? different.getFirst() : Quality.UNCERTAIN;
    }

    private static void quote(StringBuilder json, String text) {
        new TypedValue.Text(text).appendTo(json);
    }
}
