package org.fieldproof.views.tags;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftTags;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Item;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.tag.TagColumn;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagSchema;

/// A tag that was picked, and how it comes into a draft. Pure.
///
/// @param path the names on the way to it in the device, its own last
/// @param address as a tag list writes it
record PickedTag(List<String> path, String address) {
    private static final FieldPath LIST = FieldPath.PART.then(TagSchema.LIST.name());
    private static final String NAME = TagColumn.NAME.title();
    private static final String ADDRESS = TagColumn.ADDRESS.title();

    PickedTag {
        path = List.copyOf(path);
    }

    /// Addresses that a connection's list has tags for already.
    static Set<String> known(ProjectDraft draft, PartRef connection) {
        Set<String> known = new HashSet<>();
        DraftTags.listed(draft, connection).groups().forEach(each -> known.add(each.text(ADDRESS)));
        return known;
    }

    /// The draft with these tags behind those that a connection has. A name that is taken gets a
    /// number; what is written already stays as it is.
    ///
    /// @param standing names of the connection's table
    static ProjectDraft added(
            ProjectDraft draft, PartRef connection, List<PickedTag> picked, Set<String> standing) {
        Items before = DraftTags.listed(draft, connection);
        Set<String> names = new HashSet<>(standing);
        before.groups().forEach(each -> names.add(each.text(NAME)));
        List<Item> items = new ArrayList<>(before.items());
        for (PickedTag each : picked) {
            items.add(Item.of(each.entry(names)));
        }
        return DraftEdits.set(draft, connection, LIST, new Items(items, before.flow()));
    }

    private Group entry(Set<String> names) {
        String wish = name();
        String name = wish;
        for (int number = 2; !names.add(name); number++) {
            String suffix = "-" + number;
            int room = TagDefinition.NAME_LENGTH_MAX - suffix.length();
            name = wish.substring(0, Math.min(wish.length(), room)) + suffix;
        }
        return Group.of(
                Entry.of(NAME, DraftTags.quoted(name)),
                Entry.of(ADDRESS, DraftTags.quoted(address)));
    }

    /// The way to it as the end of a topic: what a name cannot hold becomes a dash.
    private String name() {
        List<String> levels = new ArrayList<>();
        for (String each : path) {
            String level = each.replaceAll("[+#/\\p{Cntrl}]", "-").strip();
            if (!level.isEmpty()) {
                levels.add(level);
            }
        }
        String name = levels.isEmpty() ? "tag" : String.join("/", levels);
        // The end tells tags apart, so it is the beginning that goes.
        int over = Math.max(0, name.length() - TagDefinition.NAME_LENGTH_MAX);
        boolean half = over > 0 && Character.isLowSurrogate(name.charAt(over));
        return name.substring(half ? over + 1 : over).replaceAll("^[/\\s]+", "").strip();
    }
}
