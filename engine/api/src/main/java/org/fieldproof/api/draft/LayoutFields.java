package org.fieldproof.api.draft;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Item;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Remarks;
import org.fieldproof.api.draft.DraftValue.Style;
import org.fieldproof.api.draft.DraftValue.Text;
import org.jspecify.annotations.Nullable;

/// The fields of `layout.yaml`. What cannot be read is left out: a picture never keeps a project
/// from opening. Pure.
public final class LayoutFields {
    public static final String FILE = "layout.yaml";

    private static final int COORDINATE_MAX = 100_000;
    private static final String HEAD =
            "# Where things stand in the picture, notes and groups. Nothing that runs depends on it.";

    private LayoutFields() {}

    /// The file's fields; an empty group for an empty layout.
    public static Group write(DraftLayout layout) {
        if (layout.equals(DraftLayout.EMPTY)) {
            return Group.EMPTY;
        }
        List<Entry> places = new ArrayList<>();
        layout.places()
                .forEach(
                        (part, at) -> places.add(Entry.of(part.toString(), point(at.x(), at.y()))));
        List<Entry> all = new ArrayList<>();
        Remarks head = new Remarks(List.of(HEAD), "");
        all.add(new Entry("places", new Group(places, false), head));
        all.addAll(pieces(layout.notes(), layout.groups()));
        return new Group(all, false);
    }

    /// Notes and groups alone, as they stand in the file.
    static List<Entry> pieces(List<StickyNote> notes, List<PartGroup> groups) {
        List<Entry> pieces = new ArrayList<>();
        if (!notes.isEmpty()) {
            List<Item> items = notes.stream().map(note -> Item.of(note(note))).toList();
            pieces.add(Entry.of("notes", new Items(items, false)));
        }
        if (!groups.isEmpty()) {
            List<Item> items = groups.stream().map(group -> Item.of(group(group))).toList();
            pieces.add(Entry.of("groups", new Items(items, false)));
        }
        return pieces;
    }

    private static Group note(StickyNote note) {
        List<Entry> fields = new ArrayList<>();
        fields.add(Entry.of("id", Text.plain(note.id())));
        fields.add(Entry.of("text", new Text(note.text(), Style.DOUBLE_QUOTED)));
        fields.add(Entry.of("x", number(note.x())));
        fields.add(Entry.of("y", number(note.y())));
        fields.add(Entry.of("width", number(note.width())));
        fields.add(Entry.of("height", number(note.height())));
        if (!note.inside().isEmpty()) {
            fields.add(Entry.of("inside", Text.plain(note.inside())));
        }
        return new Group(fields, false);
    }

    private static Group group(PartGroup group) {
        List<Item> members =
                group.members().stream().map(m -> Item.of(Text.plain(m.toString()))).toList();
        List<Entry> fields = new ArrayList<>();
        fields.add(Entry.of("id", Text.plain(group.id())));
        fields.add(Entry.of("title", new Text(group.title(), Style.DOUBLE_QUOTED)));
        fields.add(Entry.of("members", new Items(members, false)));
        Point card = group.card();
        if (card != null) {
            fields.add(Entry.of("card", point(card.x(), card.y())));
        }
        return new Group(fields, false);
    }

    private static Group point(int x, int y) {
        return new Group(List.of(Entry.of("x", number(x)), Entry.of("y", number(y))), true);
    }

    private static Text number(int number) {
        return Text.plain(Integer.toString(number));
    }

    /// The layout that a file holds.
    public static DraftLayout read(Group file) {
        SortedMap<PartRef, Point> places = new TreeMap<>();
        for (Entry entry : file.group("places").entries()) {
            Optional<PartRef> part = PartRef.of(entry.key());
            if (part.isPresent() && entry.value() instanceof Group at) {
                places.put(part.get(), new Point(number(at, "x", 0), number(at, "y", 0)));
            }
        }
        List<StickyNote> notes = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Group note : groups(file, "notes")) {
            if (!note.text("id").isEmpty() && ids.add(note.text("id"))) {
                notes.add(
                        new StickyNote(
                                note.text("id"),
                                note.text("text"),
                                number(note, "x", 0),
                                number(note, "y", 0),
                                number(note, "width", 180),
                                number(note, "height", 90),
                                note.text("inside")));
            }
        }
        List<PartGroup> groups = new ArrayList<>();
        for (Group group : groups(file, "groups")) {
            Set<PartRef> members = new HashSet<>();
            group.texts("members").forEach(m -> PartRef.of(m).ifPresent(members::add));
            if (!group.text("id").isEmpty() && ids.add(group.text("id")) && !members.isEmpty()) {
                Optional<DraftValue> at = group.get("card");
                @Nullable Point card =
                        at.isPresent() && at.get() instanceof Group place
                                ? new Point(number(place, "x", 0), number(place, "y", 0))
                                : null;
                groups.add(new PartGroup(group.text("id"), group.text("title"), members, card));
            }
        }
        return new DraftLayout(places, notes, groups);
    }

    private static List<Group> groups(Group file, String field) {
        Optional<DraftValue> value = file.get(field);
        return value.isPresent() && value.get() instanceof Items items ? items.groups() : List.of();
    }

    private static int number(Group group, String field, int otherwise) {
        String text = group.text(field);
        int number = text.matches("-?\\d{1,6}") ? Integer.parseInt(text) : otherwise;
        return Math.clamp(number, -COORDINATE_MAX, COORDINATE_MAX);
    }
}
