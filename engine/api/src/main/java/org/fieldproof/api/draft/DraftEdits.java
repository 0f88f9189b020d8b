package org.fieldproof.api.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Item;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.tag.TagSchema;
import org.jspecify.annotations.Nullable;

/// The edits that lead from one revision of a draft to the next (DRAFT-1). Pure.
public final class DraftEdits {
    private static final int ID_LENGTH_MAX = 48;

    private DraftEdits() {}

    /// An id that no connector of the draft has; pipelines have ids of their own.
    ///
    /// @param wish what it should look like, such as a type
    public static String freshId(ProjectDraft draft, Section section, String wish) {
        return fresh(taken(draft, section), wish);
    }

    private static Set<String> taken(ProjectDraft draft, Section section) {
        Set<String> taken = new TreeSet<>();
        for (PartRef ref : draft.refs()) {
            if ((ref.section() == Section.PIPELINES) == (section == Section.PIPELINES)) {
                taken.add(ref.id());
            }
        }
        return taken;
    }

    static String fresh(Set<String> taken, String wish) {
        String plain = wish.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String base = plain.replaceAll("^-+|-+$", "");
        base = base.isEmpty() ? "part" : base;
        base = base.substring(0, Math.min(ID_LENGTH_MAX - 5, base.length()));
        String id = base;
        for (int n = 2; taken.contains(id); n++) {
            id = base.replaceAll("-\\d+$", "") + "-" + n;
        }
        return id;
    }

    /// Adds a part; its id must be fresh.
    public static ProjectDraft add(
            ProjectDraft draft, Section section, Group part, @Nullable Point place) {
        PartRef ref = new PartRef(section, part.text("id"));
        if (draft.part(ref).isPresent()) {
            throw new IllegalArgumentException("id: " + ref + " (expected: one that is free)");
        }
        List<Item> items = new ArrayList<>(draft.items(section));
        items.add(Item.of(part));
        ProjectDraft next = draft.withItems(section, items);
        return place == null ? next : next.withLayout(next.layout().withPlaces(Map.of(ref, place)));
    }

    /// Takes parts out, and their names out of the pipelines and references that had them.
    public static ProjectDraft remove(ProjectDraft draft, Set<PartRef> gone) {
        ProjectDraft next = draft;
        for (Section section : Section.values()) {
            List<Item> left = new ArrayList<>();
            for (Item item : next.items(section)) {
                String id = item.value() instanceof Group part ? part.text("id") : "";
                if (!gone.contains(new PartRef(section, id))) {
                    left.add(item);
                }
            }
            if (left.size() < next.items(section).size()) {
                next = next.withItems(section, left);
            }
        }
        for (DraftWire wire : DraftWire.of(draft)) {
            if (gone.contains(wire.from()) != gone.contains(wire.to())) {
                next = disconnect(next, wire);
            }
        }
        for (PartRef ref : gone) {
            if (ref.section() == Section.CONNECTIONS) {
                for (Member member : members(next, ref.id())) {
                    next = set(next, member.of(), member.path().then("connection"), null);
                }
            }
        }
        return next.withLayout(next.layout().without(gone));
    }

    /// Takes a wire away; what it connected stays.
    public static ProjectDraft disconnect(ProjectDraft draft, DraftWire wire) {
        return switch (wire.field()) {
            case "from" -> dropName(draft, wire.to(), "from", wire.from().id());
            case "to" -> dropName(draft, wire.from(), "to", wire.to().id());
            default -> set(draft, wire.from(), new FieldPath(List.of(wire.field())), null);
        };
    }

    private static ProjectDraft dropName(
            ProjectDraft draft, PartRef pipeline, String field, String id) {
        List<String> names =
                new ArrayList<>(draft.part(pipeline).map(p -> p.texts(field)).orElse(List.of()));
        if (!names.remove(id)) {
            return draft;
        }
        return set(draft, pipeline, new FieldPath(List.of(field)), Items.ofTexts(names));
    }

    private static ProjectDraft addName(
            ProjectDraft draft, PartRef pipeline, String field, String id) {
        List<String> names =
                new ArrayList<>(draft.part(pipeline).map(p -> p.texts(field)).orElse(List.of()));
        if (names.contains(id)) {
            return draft;
        }
        names.add(id);
        return set(draft, pipeline, new FieldPath(List.of(field)), Items.ofTexts(names));
    }

    /// Connects two parts. A source and a destination get a pipeline between them: the one that
    /// has this source alone if there is one, a new one otherwise.
    ///
    /// @param referring the field by which `from` may name another part; empty if it has none
    /// @return the same draft if the two cannot be connected, or are already
    public static ProjectDraft connect(
            ProjectDraft draft, PartRef from, PartRef to, String referring) {
        if (!canConnect(from, to, referring)) {
            return draft;
        }
        if (from.section() == Section.CONNECTIONS && to.section() == Section.PIPELINES) {
            return addName(draft, to, "from", from.id());
        }
        if (from.section() == Section.PIPELINES) {
            return addName(draft, from, "to", to.id());
        }
        if (from.section() == Section.CONNECTIONS && to.section() == Section.DESTINATIONS) {
            return route(draft, from, to);
        }
        return set(draft, from, new FieldPath(List.of(referring)), Text.plain(to.id()));
    }

    private static ProjectDraft route(ProjectDraft draft, PartRef from, PartRef to) {
        for (Group pipeline : draft.parts(Section.PIPELINES)) {
            if (pipeline.texts("from").equals(List.of(from.id()))) {
                PartRef self = new PartRef(Section.PIPELINES, pipeline.text("id"));
                return addName(draft, self, "to", to.id());
            }
        }
        Group pipeline =
                Group.of(
                        DraftValue.Entry.of(
                                "id", Text.plain(freshId(draft, Section.PIPELINES, from.id()))),
                        DraftValue.Entry.of("from", Items.ofTexts(List.of(from.id()))),
                        DraftValue.Entry.of("to", Items.ofTexts(List.of(to.id()))));
        return add(draft, Section.PIPELINES, pipeline, null);
    }

    /// Whether a wire from one to the other means something.
    public static boolean canConnect(PartRef from, PartRef to, String referring) {
        if (from.equals(to)) {
            return false;
        }
        return switch (to.section()) {
            case PIPELINES -> from.section() == Section.CONNECTIONS;
            case DESTINATIONS ->
                    from.section() == Section.PIPELINES
                            || (from.section() == Section.CONNECTIONS && referring.isEmpty());
            case CONNECTIONS, STAND_INS ->
                    from.section() != Section.PIPELINES && !referring.isEmpty();
        };
    }

    /// Puts a part onto a wire. A source or a destination joins the pipeline of the wire; a
    /// pipeline takes over the wire's source, or its destination.
    ///
    /// @return the same draft if it does not fit there
    public static ProjectDraft insert(ProjectDraft draft, DraftWire wire, PartRef part) {
        if (!wire.routes() || part.equals(wire.from()) || part.equals(wire.to())) {
            return draft;
        }
        PartRef pipeline = wire.field().equals("from") ? wire.to() : wire.from();
        return switch (part.section()) {
            case CONNECTIONS -> addName(draft, pipeline, "from", part.id());
            case DESTINATIONS -> addName(draft, pipeline, "to", part.id());
            case STAND_INS -> draft;
            case PIPELINES -> takeOver(draft, wire, pipeline, part);
        };
    }

    private static ProjectDraft takeOver(
            ProjectDraft draft, DraftWire wire, PartRef pipeline, PartRef part) {
        String other = wire.field().equals("from") ? "to" : "from";
        String moved = wire.field().equals("from") ? wire.from().id() : wire.to().id();
        ProjectDraft next = addName(draft, part, wire.field(), moved);
        for (String id : draft.part(pipeline).map(p -> p.texts(other)).orElse(List.of())) {
            next = addName(next, part, other, id);
        }
        return disconnect(next, wire);
    }

    /// Writes a field of a part; null takes it away.
    public static ProjectDraft set(
            ProjectDraft draft, PartRef ref, FieldPath path, @Nullable DraftValue value) {
        List<Item> items = new ArrayList<>(draft.items(ref.section()));
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            if (item.value() instanceof Group part && part.text("id").equals(ref.id())) {
                items.set(i, new Item(path.put(part, value), item.remarks()));
                return draft.withItems(ref.section(), items);
            }
        }
        return draft;
    }

    /// Gives a part another id, and tells everybody who names it.
    public static ProjectDraft rename(ProjectDraft draft, PartRef ref, String id) {
        PartRef next = new PartRef(ref.section(), id);
        UnaryOperator<PartRef> renamed = each -> each.equals(ref) ? next : each;
        ProjectDraft named =
                set(draft, ref, new FieldPath(List.of("id")), Text.plain(id))
                        .withLayout(draft.layout().mapped(renamed));
        for (DraftWire wire : DraftWire.of(draft)) {
            if (wire.from().equals(ref) && wire.field().equals("from")) {
                named = swapName(named, renamed.apply(wire.to()), "from", ref.id(), id);
            } else if (wire.to().equals(ref) && wire.field().equals("to")) {
                named = swapName(named, renamed.apply(wire.from()), "to", ref.id(), id);
            } else if (wire.to().equals(ref) && !wire.routes()) {
                FieldPath field = new FieldPath(List.of(wire.field()));
                named = set(named, renamed.apply(wire.from()), field, Text.plain(id));
            }
        }
        return switch (ref.section()) {
            case PIPELINES -> named;
            case CONNECTIONS -> renameInDrills(renameInMembers(named, ref.id(), id), ref.id(), id);
            case STAND_INS, DESTINATIONS -> renameInDrills(named, ref.id(), id);
        };
    }

    /// Combinations name the connections that bring their values, and begin the topics of tags
    /// with their ids where these have no `prefix`.
    private static ProjectDraft renameInMembers(ProjectDraft draft, String was, String id) {
        boolean leads =
                draft.part(new PartRef(Section.CONNECTIONS, id))
                        .filter(DraftEdits::leadsItsTopics)
                        .isPresent();
        ProjectDraft next = draft;
        for (Member member : members(draft, was)) {
            next = set(next, member.of(), member.path().then("connection"), Text.plain(id));
            FieldPath address = member.path().then("address");
            Group part = draft.part(member.of()).orElse(Group.EMPTY);
            if (leads
                    && address.in(part).orElse(null) instanceof Text text
                    && text.text().startsWith(was + "/")) {
                String moved = id + text.text().substring(was.length());
                next = set(next, member.of(), address, Text.plain(moved));
            }
        }
        return next;
    }

    private static boolean leadsItsTopics(Group connection) {
        boolean tagged =
                TagSchema.FIELDS.stream()
                        .anyMatch(field -> connection.get(field.name()).isPresent());
        return tagged && connection.text("prefix").isBlank();
    }

    /// A member of a combination.
    private record Member(PartRef of, FieldPath path) {}

    /// Those that name a connection.
    private static List<Member> members(ProjectDraft draft, String connection) {
        List<Member> found = new ArrayList<>();
        for (Group part : draft.parts(Section.CONNECTIONS)) {
            FieldPath members = FieldPath.of("members");
            int count =
                    members.in(part).orElse(null) instanceof Items items ? items.items().size() : 0;
            for (int i = 0; i < count; i++) {
                FieldPath member = members.then(i);
                if (member.then("connection").in(part).orElse(null) instanceof Text text
                        && text.text().equals(connection)) {
                    found.add(
                            new Member(new PartRef(Section.CONNECTIONS, part.text("id")), member));
                }
            }
        }
        return found;
    }

    private static ProjectDraft swapName(
            ProjectDraft draft, PartRef pipeline, String field, String was, String id) {
        List<String> names =
                draft.part(pipeline).map(p -> p.texts(field)).orElse(List.of()).stream()
                        .map(name -> name.equals(was) ? id : name)
                        .toList();
        return set(draft, pipeline, new FieldPath(List.of(field)), Items.ofTexts(names));
    }

    private static ProjectDraft renameInDrills(ProjectDraft draft, String was, String id) {
        ProjectDraft next = draft;
        for (Map.Entry<String, Group> drill : draft.drills().entrySet()) {
            Group changed = drill.getValue();
            for (String field : List.of("link", "publisher")) {
                if (changed.text(field).equals(was)) {
                    changed = changed.with(field, id);
                }
            }
            next = next.withDrill(drill.getKey(), changed);
        }
        return next;
    }

    public static ProjectDraft move(ProjectDraft draft, Map<PartRef, Point> places) {
        return draft.withLayout(draft.layout().withPlaces(places));
    }

    /// What is copied: the parts as they are written, section by section, and the groups that
    /// lie among them as a whole.
    public static Group fragment(ProjectDraft draft, Set<PartRef> parts) {
        Group fragment = Group.EMPTY;
        for (Section section : Section.values()) {
            List<Item> items = new ArrayList<>();
            for (Group part : draft.parts(section)) {
                if (parts.contains(new PartRef(section, part.text("id")))) {
                    items.add(Item.of(part));
                }
            }
            if (!items.isEmpty()) {
                fragment = fragment.with(section.field(), new Items(items, false));
            }
        }
        return PastedPicture.with(fragment, draft, parts);
    }

    /// What came of a paste.
    ///
    /// @param parts the new ones; empty if the fragment held none
    public record Pasted(ProjectDraft draft, Set<PartRef> parts) {}

    /// Adds the parts of a fragment. Ids that are taken are changed, and so are the names by which
    /// the parts of the fragment know each other; other names stay.
    ///
    /// @param places where the parts of the fragment stood; may lack some
    public static Pasted paste(
            ProjectDraft draft, Group fragment, Map<PartRef, Point> places, int shift) {
        ProjectDraft read = ProjectDraft.EMPTY.withProject(fragment);
        Map<PartRef, PartRef> renamed = new TreeMap<>();
        Set<String> connectors = taken(draft, Section.CONNECTIONS);
        Set<String> pipelines = taken(draft, Section.PIPELINES);
        for (PartRef ref : read.refs()) {
            Set<String> taken = ref.section() == Section.PIPELINES ? pipelines : connectors;
            String id = fresh(taken, ref.id());
            taken.add(id);
            renamed.put(ref, new PartRef(ref.section(), id));
        }
        ProjectDraft apart = read;
        // By way of names that nobody has, or a swap of two ids would hit the wrong one.
        for (PartRef ref : renamed.keySet()) {
            apart = rename(apart, ref, "\u0000" + ref.id());
        }
        for (Map.Entry<PartRef, PartRef> each : renamed.entrySet()) {
            PartRef hidden = new PartRef(each.getKey().section(), "\u0000" + each.getKey().id());
            apart = rename(apart, hidden, each.getValue().id());
        }
        ProjectDraft next = draft;
        for (Map.Entry<PartRef, PartRef> each : renamed.entrySet()) {
            Point stood = places.get(each.getKey());
            Point place = stood == null ? null : new Point(stood.x() + shift, stood.y() + shift);
            Group part = apart.part(each.getValue()).orElse(Group.EMPTY);
            if (!part.text("id").isEmpty()) {
                next = add(next, each.getValue().section(), part, place);
            }
        }
        return new Pasted(
                PastedPicture.add(next, fragment, renamed, shift), Set.copyOf(renamed.values()));
    }
}
