package org.fieldproof.connector.opcua;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.tag.GroupRecord;
import org.fieldproof.api.tag.TagGroup;
import org.fieldproof.api.tag.TagShaper;

/// Makes the records of groups from what one notification message tells: the values in the order of
/// their source times, and a record wherever the next value would take the place of one that nobody
/// was told. Owned by `fp-opcua-<id>`.
final class GroupDesk {
    private final List<TagItem> items;
    private final long valueBytesMax;
    private final Map<String, TagGroup> groups;
    private final Map<String, List<TagItem>> members;
    /// What the present message told, by group.
    private final Map<String, List<Told>> told = new LinkedHashMap<>();
    /// What else the server said of the present values, by tag.
    private final Map<TagItem, List<Property>> extras = new HashMap<>();

    /// A value of a member.
    private record Told(
            TagItem item,
            TagShaper.Reading reading,
            List<Property> properties,
            boolean lostAtServer) {}

    /// A record to make.
    ///
    /// @param item one of the group's
    /// @param lostAtServer whether the server dropped values before one of those that are new in it
    /// @param properties of its values, each with its member's name after a dot
    record Made(
            TagItem item, GroupRecord record, List<Property> properties, boolean lostAtServer) {}

    /// @param valueBytesMax of each value
    GroupDesk(List<TagItem> items, long valueBytesMax) {
        this.items = items;
        this.valueBytesMax = valueBytesMax;
        groups = newGroups();
        members = items.stream().collect(Collectors.groupingBy(item -> item.tag().group()));
    }

    private Map<String, TagGroup> newGroups() {
        return TagGroup.of(items.stream().map(TagItem::tag).toList());
    }

    /// A value of a tag that is in a group.
    ///
    /// @param properties what else was said of it
    void take(
            TagItem item,
            TagShaper.Reading reading,
            List<Property> properties,
            boolean lostAtServer) {
        told.computeIfAbsent(item.tag().group(), _ -> new ArrayList<>())
                .add(new Told(item, reading, properties, lostAtServer));
    }

    /// The message is over.
    ///
    /// @param again true for one that was delivered before and not taken in: its records are made
    ///     of its own values alone, since what the others were then is not known, and one of what
    ///     is present follows them
    void endOfMessage(boolean again, long nowNanos, Consumer<Made> out) {
        if (told.isEmpty()) {
            return;
        }
        Map<String, List<Told>> all = new LinkedHashMap<>(told);
        told.clear();
        Map<String, TagGroup> alone = again ? newGroups() : Map.of();
        all.forEach(
                (name, values) -> {
                    TagGroup group = Objects.requireNonNull(groups.get(name));
                    if (again) {
                        TagGroup own = Objects.requireNonNull(alone.get(name));
                        rows(own, new HashMap<>(), inOrder(values), true, nowNanos, out);
                        group.tellAgain();
                        make(group, extras, values.getFirst().item(), false, nowNanos, out);
                    } else {
                        rows(group, extras, inOrder(values), false, nowNanos, out);
                    }
                });
    }

    private void rows(
            TagGroup group,
            Map<TagItem, List<Property>> about,
            List<Told> values,
            boolean again,
            long nowNanos,
            Consumer<Made> out) {
        TagItem any = values.getFirst().item();
        boolean lost = false;
        for (Told each : values) {
            TagItem item = each.item();
            if (group.isWaitingFor(item.tag())) {
                make(group, about, any, lost, nowNanos, out);
                lost = false;
            }
            TagShaper shaper = again ? new TagShaper(item.tag()) : item.shaper();
            group.reading(shaper, each.reading(), nowNanos);
            if (each.properties().isEmpty()) {
                about.remove(item);
            } else {
                about.put(item, each.properties());
            }
            lost |= each.lostAtServer();
        }
        make(group, about, any, lost, nowNanos, out);
    }

    private void make(
            TagGroup group,
            Map<TagItem, List<Property>> about,
            TagItem any,
            boolean lost,
            long nowNanos,
            Consumer<Made> out) {
        group.record(nowNanos, valueBytesMax)
                .ifPresent(all -> out.accept(new Made(any, all, propertiesOf(any, about), lost)));
    }

    private List<Property> propertiesOf(TagItem any, Map<TagItem, List<Property>> about) {
        if (about.isEmpty()) {
            return List.of();
        }
        List<Property> properties = new ArrayList<>();
        for (TagItem item : members.getOrDefault(any.tag().group(), List.of())) {
            String title = TagGroup.titleOf(item.tag());
            for (Property each : about.getOrDefault(item, List.of())) {
                properties.add(new Property(each.name() + "." + title, each.value()));
            }
        }
        return properties;
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
            make(group, extras, item, false, nowNanos, out);
        }
    }

    /// The subscription is a new one: what was told before says nothing of the present.
    void forget() {
        groups.values().forEach(TagGroup::forget);
        extras.clear();
    }
}
