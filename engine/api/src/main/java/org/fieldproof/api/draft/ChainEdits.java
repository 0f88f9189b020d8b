package org.fieldproof.api.draft;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Item;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Text;

/// Edits of a pipeline's transforms, each of which leads from one revision of a draft to the next
/// (DRAFT-1). Pure.
public final class ChainEdits {
    /// The field of a pipeline that holds them.
    public static final String FIELD = "transforms";

    private static final FieldPath CHAIN = new FieldPath(List.of(FIELD));

    private ChainEdits() {}

    /// The transforms of a pipeline, in order.
    public static List<Group> of(Group pipeline) {
        return pipeline.get(FIELD).orElse(pipeline) instanceof Items items
                ? items.groups()
                : List.of();
    }

    /// Where the fields of one of them are.
    public static FieldPath at(int index) {
        return CHAIN.then(index);
    }

    /// What it is called: its id, or its type and number, as the reader of projects names it.
    public static String name(Group transform, int index) {
        String id = transform.text("id");
        return id.isEmpty() ? transform.text("type") + "-" + (index + 1) : id;
    }

    /// Adds one at the end, under a name that none of the others has.
    public static ProjectDraft add(ProjectDraft draft, PartRef pipeline, String type) {
        List<Item> items = items(draft, pipeline);
        Group added =
                Group.of(
                        Entry.of("id", Text.plain(fresh(items, type))),
                        Entry.of("type", Text.plain(type)));
        items.add(Item.of(added));
        return with(draft, pipeline, items);
    }

    private static String fresh(List<Item> items, String type) {
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).value() instanceof Group transform) {
                taken.add(name(transform, i));
            }
        }
        String id = type;
        for (int n = 2; taken.contains(id); n++) {
            id = type + "-" + n;
        }
        return id;
    }

    /// Gives one another place; what stands between moves up. All keep their names.
    ///
    /// @return the same draft if one of the places is none
    public static ProjectDraft move(ProjectDraft draft, PartRef pipeline, int from, int to) {
        List<Item> items = items(draft, pipeline);
        if (from < 0 || from >= items.size() || to < 0 || to >= items.size()) {
            return draft;
        }
        keepNames(items, Math.min(from, to), from == to ? from : Math.max(from, to) + 1);
        items.add(to, items.remove(from));
        return with(draft, pipeline, items);
    }

    /// Takes one out. The others keep their names.
    public static ProjectDraft remove(ProjectDraft draft, PartRef pipeline, int index) {
        List<Item> items = items(draft, pipeline);
        if (index < 0 || index >= items.size()) {
            return draft;
        }
        keepNames(items, index + 1, items.size());
        items.remove(index);
        return with(draft, pipeline, items);
    }

    /// Writes the names of those that are named by their places, before these change: tests, counts
    /// and quarantined records name them.
    private static void keepNames(List<Item> items, int from, int end) {
        for (int i = from; i < end; i++) {
            Item item = items.get(i);
            if (item.value() instanceof Group transform
                    && transform.text("id").isEmpty()
                    && !transform.text("type").isEmpty()) {
                items.set(i, new Item(transform.with("id", name(transform, i)), item.remarks()));
            }
        }
    }

    private static List<Item> items(ProjectDraft draft, PartRef pipeline) {
        return draft.part(pipeline).flatMap(part -> part.get(FIELD)).orElse(Group.EMPTY)
                        instanceof Items items
                ? new ArrayList<>(items.items())
                : new ArrayList<>();
    }

    private static ProjectDraft with(ProjectDraft draft, PartRef pipeline, List<Item> items) {
        return DraftEdits.set(
                draft, pipeline, CHAIN, items.isEmpty() ? null : new Items(items, false));
    }
}
