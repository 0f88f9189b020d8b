package org.fieldproof.api.tag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.fieldproof.api.tag.GroupRecord.Part;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.jspecify.annotations.Nullable;

/// Several tags that become one record, before anything has an identity (TAG-6): a [GroupRecord].
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

    private final Map<String, Member> members = new LinkedHashMap<>();
    /// The latest record, and when it was made.
    private @Nullable GroupRecord last;
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
    public Optional<GroupRecord> record(long nowNanos, long valueBytesMax) {
        if (members.values().stream().noneMatch(member -> member.wantsRecord)) {
            return Optional.empty();
        }
        GroupRecord record = present(valueBytesMax);
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

    private GroupRecord present(long valueBytesMax) {
        List<Part> parts = new ArrayList<>(members.size());
        members.forEach(
                (name, member) ->
                        parts.add(new Part(name, member.title, member.present, member.isFresh)));
        return GroupRecord.of(parts, valueBytesMax);
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
