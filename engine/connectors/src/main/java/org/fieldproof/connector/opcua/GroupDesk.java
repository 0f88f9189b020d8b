package org.fieldproof.connector.opcua;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.fieldproof.api.tag.TagGroup;
import org.fieldproof.api.tag.TagShaper;

/// Makes the records of groups from what one notification message tells: the values in the order of
/// their source times, and a record wherever the next value would take the place of one that nobody
/// was told. Owned by `fp-opcua-<id>`.
final class GroupDesk {
    private final List<TagItem> items;
    private final long bytesMax;
    private final Map<String, TagGroup> groups;
    /// What the present message told, by group.
    private final Map<String, List<Told>> told = new LinkedHashMap<>();

    /// A value of a member.
    private record Told(TagItem item, TagShaper.Reading reading, boolean lostAtServer) {}

    /// A record to make.
    ///
    /// @param item one of the group's
    /// @param lostAtServer whether the server dropped values before one of those that are new in it
    record Made(TagItem item, TagGroup.Combined record, boolean lostAtServer) {}

    GroupDesk(List<TagItem> items, long bytesMax) {
        this.items = items;
        this.bytesMax = bytesMax;
        groups = newGroups();
    }

    private Map<String, TagGroup> newGroups() {
        return TagGroup.of(items.stream().map(TagItem::tag).toList());
    }

    /// A value of a tag that is in a group.
    void take(TagItem item, TagShaper.Reading reading, boolean lostAtServer) {
        told.computeIfAbsent(item.tag().group(), _ -> new ArrayList<>())
                .add(new Told(item, reading, lostAtServer));
    }

    /// The message is over.
    ///
    /// @param again true for one that was delivered before and not taken in: its records are made
    ///     of its own values alone, since what the others were then is not known
    void endOfMessage(boolean again, long nowNanos, Consumer<Made> out) {
        if (told.isEmpty()) {
            return;
        }
        Map<String, TagGroup> into = again ? newGroups() : groups;
        told.forEach(
                (name, values) -> {
                    TagGroup group = into.get(name);
                    if (group != null) {
                        rows(group, inOrder(values), again, nowNanos, out);
                    }
                });
        told.clear();
    }

    private void rows(
            TagGroup group, List<Told> values, boolean again, long nowNanos, Consumer<Made> out) {
        TagItem any = values.getFirst().item();
        boolean lost = false;
        for (Told each : values) {
            TagItem item = each.item();
            if (group.isWaitingFor(item.tag())) {
                make(group, any, lost, nowNanos, out);
                lost = false;
            }
            TagShaper shaper = again ? new TagShaper(item.tag()) : item.shaper();
            group.reading(shaper, each.reading(), nowNanos);
            lost |= each.lostAtServer();
        }
        make(group, any, lost, nowNanos, out);
    }

    private void make(
            TagGroup group, TagItem any, boolean lost, long nowNanos, Consumer<Made> out) {
        group.record(nowNanos, bytesMax).ifPresent(all -> out.accept(new Made(any, all, lost)));
    }

    /// By source time, so that each record says what held at its time; as they came where one has
    /// none.
    private static List<Told> inOrder(List<Told> values) {
        if (values.stream().anyMatch(each -> each.reading().sourceTimeEpochNanos() == 0)) {
            return values;
        }
        List<Told> sorted = new ArrayList<>(values);
        sorted.sort(Comparator.comparingLong(each -> each.reading().sourceTimeEpochNanos()));
        return sorted;
    }

    /// What time alone brings.
    void due(TagItem item, long nowNanos, Consumer<Made> out) {
        TagGroup group = groups.get(item.tag().group());
        if (group != null) {
            group.due(item.shaper(), nowNanos);
            make(group, item, false, nowNanos, out);
        }
    }

    /// The subscription is a new one: what was told before says nothing of the present.
    void forget() {
        groups.values().forEach(TagGroup::forget);
    }
}
