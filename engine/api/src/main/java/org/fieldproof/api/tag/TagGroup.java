package org.fieldproof.api.tag;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.api.value.TypedValue;
import org.jspecify.annotations.Nullable;

/// Several tags that become one record, before anything has an identity (TAG-6): a JSON object of
/// member and value, such as `{"pressure":4.25,"level":null,"quality":{"level":"bad: 2"}}`. The
/// member `quality` names those that are not GOOD, and those that are null, or hold a null, because
/// JSON has no number for them (`good: NaN`); it stands there only where there are such.
///
/// A record is made when any member, alone, would have become one, so deadbands, report on change
/// and intervals count as written for each tag; it then tells the present values of all. Without
/// any of these, each reading of the group is a record.
///
/// Confined to the thread that owns the shapers of its tags: `fp-source-<id>` where the source
/// polls, `fp-opcua-<id>` where it is told; that thread decides what is read together.
public final class TagGroup {
    /// Most members.
    public static final int MEMBERS_MAX = 1_000;

    /// What a value is called that the source has not told with this record.
    public static final String NOT_TOLD = "not-told";

    /// What a value is called that would make the record too long.
    public static final String TOO_LARGE = "too-large";

    static final String QUALITY = "quality";

    /// Most bytes of all values together, where no single one may have more.
    private static final long VALUES_BYTES_MAX = 1 << 20;

    private final Map<String, Member> members = new LinkedHashMap<>();
    /// The latest record, and when it was made.
    private @Nullable Combined last;
    private long lastNanos;

    /// A tag in its group.
    private static final class Member {
        final String title;
        @Nullable TagShaper shaper;
        Reading present = Reading.bad(NOT_TOLD);
        boolean isFresh;
        boolean wantsRecord;
        boolean isLost;

        Member(String title) {
            this.title = title;
        }
    }

    /// One record of a group.
    ///
    /// @param json its payload
    /// @param quality GOOD or BAD where all members are, UNCERTAIN where only some are
    /// @param status the one that all members have that are not GOOD; empty if they differ
    /// @param sourceTimeEpochNanos the latest of the values that were new; 0 where none has one
    /// @param tooLarge the name of a tag whose value had no room; empty if all had
    public record Combined(
            String json,
            Quality quality,
            String status,
            long sourceTimeEpochNanos,
            String tooLarge) {
        public byte[] payload() {
            return json.getBytes(StandardCharsets.UTF_8);
        }
    }

    private TagGroup() {}

    /// The groups of these tags, by name.
    public static Map<String, TagGroup> of(List<TagDefinition> tags) {
        Map<String, TagGroup> groups = new LinkedHashMap<>();
        for (TagDefinition tag : tags) {
            if (!tag.group().isEmpty()) {
                groups.computeIfAbsent(tag.group(), _ -> new TagGroup())
                        .members
                        .put(tag.name(), new Member(titleOf(tag)));
            }
        }
        return groups;
    }

    /// What a member is called: its name, without the group's in front of it.
    public static String titleOf(TagDefinition tag) {
        String before = tag.group() + "/";
        return tag.name().startsWith(before) ? tag.name().substring(before.length()) : tag.name();
    }

    /// A reading of a member.
    public void reading(TagShaper shaper, Reading raw, long nowNanos) {
        Member member = member(shaper);
        boolean wants = shaper.reading(raw, nowNanos).isPresent();
        member.wantsRecord |= wants;
        member.isFresh = true;
        member.isLost = false;
        member.present = shaper.latest().orElse(raw);
    }

    /// There is no reading of a member. A record of which nothing can be read is made once for as
    /// long as the cause is the same (POLL-1), be it that a member was read in between which then
    /// stood in no record.
    public void lost(TagShaper shaper, String status, long nowNanos) {
        reading(shaper, Reading.bad(status), nowNanos);
        member(shaper).isLost = true;
    }

    /// Time goes on for a member whose latest reading still holds.
    public void due(TagShaper shaper, long nowNanos) {
        Member member = member(shaper);
        boolean wants = shaper.due(nowNanos).isPresent();
        member.wantsRecord |= wants;
    }

    /// Whether a record waits to be made because of this tag: another value of it would take the
    /// place of one that nobody was told.
    public boolean isWaitingFor(TagDefinition tag) {
        @Nullable Member member = members.get(tag.name());
        return member != null && member.wantsRecord;
    }

    /// What was read before no longer says anything of the present: each member is told again with
    /// its next reading, be it the same, and until then time brings no record of it.
    public void forget() {
        for (Member member : members.values()) {
            if (member.shaper != null) {
                member.shaper.forget();
            }
            member.present = Reading.bad(NOT_TOLD);
            member.isFresh = false;
            member.wantsRecord = false;
            member.isLost = false;
        }
        last = null;
    }

    /// What is present is told once more with the next record, because the latest does not hold it.
    public void tellAgain() {
        last = null;
        for (Member member : members.values()) {
            member.wantsRecord |= member.shaper != null && member.shaper.latest().isPresent();
        }
    }

    /// The record to make now, if any member wants one.
    ///
    /// @param valueBytesMax of each value; one that is beyond is left out by name
    public Optional<Combined> record(long nowNanos, long valueBytesMax) {
        if (members.values().stream().noneMatch(member -> member.wantsRecord)) {
            return Optional.empty();
        }
        Combined record = combined(valueBytesMax);
        boolean isSaid =
                Objects.equals(record, last)
                        && members.values().stream().allMatch(member -> member.isLost)
                        && !isOverdue(nowNanos);
        for (Member member : members.values()) {
            member.isFresh = false;
            member.wantsRecord = false;
            if (member.shaper != null && !isSaid) {
                member.shaper.told(nowNanos);
            }
        }
        if (isSaid) {
            return Optional.empty();
        }
        last = record;
        lastNanos = nowNanos;
        return Optional.of(record);
    }

    /// Whether the longest interval of a member is over since the latest record.
    private boolean isOverdue(long nowNanos) {
        for (Member member : members.values()) {
            long most =
                    member.shaper == null ? 0 : member.shaper.tag().reporting().maxIntervalNanos();
            if (most > 0 && nowNanos - lastNanos >= most) {
                return true;
            }
        }
        return false;
    }

    private Combined combined(long valueBytesMax) {
        StringBuilder json = new StringBuilder(64 + 24 * members.size()).append('{');
        Map<String, String> faults = new LinkedHashMap<>();
        List<Quality> qualities = new ArrayList<>(members.size());
        List<String> statuses = new ArrayList<>();
        long time = 0;
        long left = Math.max(valueBytesMax, VALUES_BYTES_MAX);
        String tooLarge = "";
        for (Map.Entry<String, Member> entry : members.entrySet()) {
            Member member = entry.getValue();
            json.append(json.length() == 1 ? "" : ",");
            quote(json, member.title);
            json.append(':');
            int before = json.length();
            Reading told = append(json, member.present, Math.min(left, valueBytesMax));
            left -= bytesFrom(json, before);
            if (told.status().equals(TOO_LARGE)) {
                tooLarge = entry.getKey();
            }
            qualities.add(told.quality());
            if (told.quality() != Quality.GOOD || !told.status().isEmpty()) {
                faults.put(member.title, words(told));
            }
            if (told.quality() != Quality.GOOD) {
                statuses.add(told.status());
            }
            if (member.isFresh) {
                time = Math.max(time, told.sourceTimeEpochNanos());
            }
        }
        if (!faults.isEmpty()) {
            json.append(",\"" + QUALITY + "\":{");
            String comma = "";
            for (Map.Entry<String, String> fault : faults.entrySet()) {
                quote(json.append(comma), fault.getKey());
                quote(json.append(':'), fault.getValue());
                comma = ",";
            }
            json.append('}');
        }
        boolean same = statuses.stream().distinct().count() == 1;
        return new Combined(
                json.append('}').toString(),
                overall(qualities),
                same ? statuses.getFirst() : "",
                time,
                tooLarge);
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
                            .map(TagGroup::wordBeyondJson)
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

    private Member member(TagShaper shaper) {
        @Nullable Member member = members.get(shaper.tag().name());
        if (member == null) {
            throw new IllegalArgumentException(
                    "tag: " + shaper.tag().name() + " (expected: one of the group)");
        }
        if (member.shaper != null && member.shaper != shaper) {
            // It is shaped otherwise from here on; what the other shaper knows grows old.
            member.shaper.forget();
        }
        member.shaper = shaper;
        return member;
    }
}
