package org.fieldproof.api.draft;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Remarks;
import org.fieldproof.api.draft.DraftValue.Text;
import org.jspecify.annotations.Nullable;

/// Edits of drills, each of which leads from one revision of a draft to the next (DRAFT-1). Pure.
public final class DrillEdits {
    /// The field that says what is done to the line.
    public static final String FAULT = "fault";

    /// Where its kind stands.
    public static final FieldPath KIND = new FieldPath(List.of(FAULT, "kind"));

    /// What a kind of fault has beside its name.
    private static final Map<String, List<String>> FIELDS =
            Map.of(
                    "latency", List.of("delay", "jitter"),
                    "bandwidth", List.of("bytesPerSecond"),
                    "reset-after", List.of("bytes"),
                    "slicer", List.of("chunkBytes"));

    private DrillEdits() {}

    /// The fields of a kind of fault, without its kind.
    public static List<String> fieldsOf(String kind) {
        return FIELDS.getOrDefault(kind, List.of());
    }

    /// A drill whose fault is a group, as forms show it: a file may say `fault: down` for short.
    public static Group spread(Group drill) {
        return drill.get(FAULT).orElse(Group.EMPTY) instanceof Text kind
                ? drill.with(FAULT, Group.of(Entry.of("kind", kind)))
                : drill;
    }

    /// A name that no drill of the draft has.
    public static String freshName(ProjectDraft draft, String wish) {
        return DraftEdits.fresh(draft.drills().keySet(), wish);
    }

    /// Adds a drill that cuts the first line it may cut, for half a minute. What it claims is for
    /// a person to say.
    public static ProjectDraft add(ProjectDraft draft, String name) {
        Group drill = Group.of(Entry.of("title", Text.plain(name)));
        for (String link : linkable(draft).stream().limit(1).toList()) {
            drill = drill.with("link", link);
        }
        for (String publisher : publishers(draft).stream().limit(1).toList()) {
            drill = drill.with("publisher", publisher);
        }
        return draft.withDrill(name, drill.with(FAULT, "down").with("hold", "30s"));
    }

    /// The connectors whose lines lead through a link, so that a drill can cut them; destinations
    /// first.
    public static List<String> linkable(ProjectDraft draft) {
        return Stream.of(Section.DESTINATIONS, Section.CONNECTIONS, Section.STAND_INS)
                .flatMap(section -> draft.parts(section).stream())
                .filter(part -> part.text("link").equals("proxied"))
                .map(part -> part.text("id"))
                .toList();
    }

    /// The connections whose devices may be counted; those that count themselves first.
    public static List<String> publishers(ProjectDraft draft) {
        return Stream.of(Section.CONNECTIONS, Section.STAND_INS)
                .flatMap(section -> draft.parts(section).stream())
                .sorted(
                        Comparator.comparing(
                                (Group part) -> !part.text("type").endsWith("simulator")))
                .map(part -> part.text("id"))
                .toList();
    }

    /// Puts something else into a field of a drill. What another kind of fault has left goes with
    /// it, and a fault of a kind without fields is written as a word, unless remarks would be lost.
    ///
    /// @param value null takes the field away
    public static ProjectDraft set(
            ProjectDraft draft, String name, FieldPath path, @Nullable DraftValue value) {
        Group was = draft.drills().get(name);
        if (was == null) {
            return draft;
        }
        boolean fault = path.steps().getFirst().equals(FAULT);
        Group from = fault ? spread(was) : was;
        return path.put(from, value) instanceof Group next
                ? draft.withDrill(name, fault ? tidy(next) : next)
                : draft;
    }

    private static Group tidy(Group drill) {
        Group fault = drill.group(FAULT);
        String kind = fault.text("kind");
        if (kind.isEmpty()) {
            return drill.without(FAULT);
        }
        for (Entry entry : fault.entries()) {
            if (!entry.key().equals("kind") && !fieldsOf(kind).contains(entry.key())) {
                fault = fault.without(entry.key());
            }
        }
        boolean onlyKind = fault.entries().size() == 1 && fieldsOf(kind).isEmpty();
        return onlyKind && fault.entries().getFirst().remarks().equals(Remarks.NONE)
                ? drill.with(FAULT, kind)
                : drill.with(FAULT, (DraftValue) fault);
    }

    /// Gives a drill another name, which is that of its file.
    public static ProjectDraft rename(ProjectDraft draft, String was, String name) {
        Group drill = draft.drills().get(was);
        return drill == null || draft.drills().containsKey(name)
                ? draft
                : draft.withoutDrill(was).withDrill(name, drill);
    }
}
