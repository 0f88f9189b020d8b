package org.fieldproof.connector.combine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.tag.GroupRecord;
import org.fieldproof.api.tag.GroupRecord.Part;
import org.fieldproof.api.tag.TagGroup;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.connector.combine.CombineConfig.Member;
import org.fieldproof.connector.combine.CombineConfig.On;

/// What the members are at this moment, and when that becomes a record. Guarded by its monitor:
/// members come on the threads of their connections, time on the source's own.
final class Combination {
    /// The record holds values, no files.
    private static final long VALUE_BYTES_MAX = 256 << 10;

    private final CombineConfig config;
    private final List<Present> members;
    private final Map<String, List<Present>> byAddress = new HashMap<>();

    /// A member's latest value.
    private static final class Present {
        final Member member;
        Reading latest = Reading.bad(TagGroup.NOT_TOLD);
        boolean hasCome;
        boolean isFresh;
        long cameNanos;

        Present(Member member) {
            this.member = member;
        }
    }

    Combination(CombineConfig config) {
        this.config = config;
        members = config.members().stream().map(Present::new).toList();
        for (Present present : members) {
            byAddress
                    .computeIfAbsent(present.member.address(), _ -> new ArrayList<>())
                    .add(present);
        }
    }

    Set<String> addresses() {
        return Set.copyOf(byAddress.keySet());
    }

    /// A record has come at a member's address; the answer is the record it causes, if any.
    synchronized Optional<GroupRecord> came(
            String connection, InboundRecord record, long nowNanos) {
        boolean isMember = false;
        boolean isTrigger = false;
        MemberValue value = new MemberValue(record);
        for (Present present : byAddress.getOrDefault(record.address(), List.of())) {
            if (!present.member.isBroughtBy(connection)) {
                continue;
            }
            isMember = true;
            isTrigger |= present.member.isTrigger();
            if (!isOlder(record, present)) {
                present.latest = value.of(present.member);
                present.hasCome = true;
                present.isFresh = true;
                present.cameNanos = nowNanos;
            }
        }
        boolean isCause =
                switch (config.on()) {
                    case ANY -> isMember;
                    case ALL -> isMember && members.stream().allMatch(each -> each.isFresh);
                    case TRIGGER -> isTrigger;
                    case INTERVAL -> false;
                };
        return isCause ? record(nowNanos) : Optional.empty();
    }

    /// The interval is over.
    synchronized Optional<GroupRecord> due(long nowNanos) {
        boolean isCause =
                config.on() == On.INTERVAL && members.stream().anyMatch(each -> each.isFresh);
        return isCause ? record(nowNanos) : Optional.empty();
    }

    /// A message that is asked for again comes behind younger ones. Where the device gives no time,
    /// the order of arrival is all that is known.
    private static boolean isOlder(InboundRecord record, Present present) {
        long had = present.latest.sourceTimeEpochNanos();
        return had != 0
                && record.sourceTimeEpochNanos() != 0
                && record.sourceTimeEpochNanos() < had;
    }

    /// The latest record was not taken in: the members are to be told again.
    synchronized void tellAgain() {
        for (Present present : members) {
            present.isFresh |= present.hasCome;
        }
    }

    private Optional<GroupRecord> record(long nowNanos) {
        if (config.isWaiting() && !members.stream().allMatch(each -> each.hasCome)) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>(members.size());
        for (Present present : members) {
            String name = present.member.name();
            parts.add(new Part(name, name, reading(present, nowNanos), present.isFresh));
            present.isFresh = false;
        }
        return Optional.of(GroupRecord.of(parts, VALUE_BYTES_MAX));
    }

    private Reading reading(Present present, long nowNanos) {
        boolean isStale =
                config.maxAgeNanos() > 0
                        && present.hasCome
                        && nowNanos - present.cameNanos > config.maxAgeNanos();
        return isStale ? Reading.bad("stale") : present.latest;
    }
}
