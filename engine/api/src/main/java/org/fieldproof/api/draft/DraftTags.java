package org.fieldproof.api.draft;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Item;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Style;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.tag.TagColumn;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagRows;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;
import org.jspecify.annotations.Nullable;

/// The tags that a drafted connection lists in the project file itself, read as a table and written
/// back. What is not changed stays as it is written, remarks included. Pure.
public final class DraftTags {
    private static final FieldPath LIST = FieldPath.PART.then(TagSchema.LIST.name());
    private static final String NAME = TagColumn.NAME.title();

    /// What a project file takes for something else than text.
    private static final Set<String> NO_TEXT =
            Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private DraftTags() {}

    /// The list as it is written; an empty one where there is none.
    public static Items listed(ProjectDraft draft, PartRef connection) {
        return draft.part(connection).flatMap(part -> part.get(TagSchema.LIST.name())).stream()
                .filter(Items.class::isInstance)
                .map(Items.class::cast)
                .findFirst()
                .orElse(new Items(List.of(), false));
    }

    /// Its tags, and what is wrong with the others.
    public static TagRead read(ProjectDraft draft, PartRef connection) {
        TagRows rows = new TagRows(connection.toString());
        List<Item> items = listed(draft, connection).items();
        for (int i = 0; i < items.size(); i++) {
            Place place = new Place("project.yaml", 0, 0, TagSchema.LIST.name() + "." + i);
            List<TagRows.Cell> cells = new ArrayList<>();
            if (items.get(i).value() instanceof Group tag) {
                for (Entry field : tag.entries()) {
                    cells.add(new TagRows.Cell(field.key(), textOf(field.value()), place));
                }
            }
            rows.add(place, cells);
        }
        return rows.read();
    }

    private static String textOf(DraftValue value) {
        return value instanceof Text text && !text.isNull() ? text.text() : "";
    }

    /// The draft with just these tags in the list, each in the place of the one with its name, or
    /// at the end.
    public static ProjectDraft with(ProjectDraft draft, PartRef connection, TagTable tags) {
        Items before = listed(draft, connection);
        Map<String, TagDefinition> was = new LinkedHashMap<>();
        read(draft, connection).sound().tags().forEach(tag -> was.put(tag.name(), tag));
        Map<String, TagDefinition> wanted = new LinkedHashMap<>();
        tags.tags().forEach(tag -> wanted.put(tag.name(), tag));
        List<Item> items = new ArrayList<>();
        Set<String> written = new HashSet<>();
        for (Item item : before.items()) {
            Group group = item.value() instanceof Group tag ? tag : Group.EMPTY;
            String name = group.get(NAME).map(DraftTags::textOf).orElse("").strip();
            @Nullable TagDefinition tag = wanted.get(name);
            if (tag != null && written.add(tag.name())) {
                @Nullable TagDefinition present = was.get(tag.name());
                items.add(
                        tag.equals(present)
                                ? item
                                : new Item(edited(group, present, tag), item.remarks()));
            }
        }
        for (TagDefinition tag : wanted.values()) {
            if (written.add(tag.name())) {
                items.add(Item.of(edited(Group.EMPTY, null, tag)));
            }
        }
        Items after = new Items(items, before.flow());
        return after.equals(before)
                ? draft
                : DraftEdits.set(draft, connection, LIST, items.isEmpty() ? null : after);
    }

    /// A group that says what the tag is: what says so already stays.
    private static Group edited(Group before, @Nullable TagDefinition was, TagDefinition tag) {
        Group group = before;
        for (TagColumn column : TagColumn.values()) {
            String text = column.textOf(tag);
            if (was != null && column.textOf(was).equals(text)) {
                continue;
            }
            Text value = column.isText() ? quoted(text) : Text.plain(text);
            group =
                    text.isEmpty()
                            ? group.without(column.title())
                            : group.with(column.title(), value);
        }
        return group;
    }

    /// A text as a project file takes it for one: node ids hold what means something else in YAML.
    public static Text quoted(String text) {
        boolean plain =
                text.matches("[A-Za-z][A-Za-z0-9_./-]*")
                        && !NO_TEXT.contains(text.toLowerCase(Locale.ROOT));
        return new Text(text, plain ? Style.PLAIN : Style.DOUBLE_QUOTED);
    }
}
