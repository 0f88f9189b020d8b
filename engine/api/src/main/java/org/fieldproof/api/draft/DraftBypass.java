package org.fieldproof.api.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Text;

/// Takes parts out and connects what they connected. Between a source and a destination stands a
/// pipeline; where one goes, a plain one takes its routes over, so that the same records go on
/// flowing, as their devices sent them. Pure.
public final class DraftBypass {
    private static final Set<String> PLAIN = Set.of("id", "title", "from", "match", "to");

    private DraftBypass() {}

    /// Whether a pipeline does nothing to its records: there is nothing to go round.
    public static boolean isPlain(Group pipeline) {
        return pipeline.entries().stream().map(Entry::key).allMatch(PLAIN::contains);
    }

    /// Takes parts out. A plain pipeline between parts that stay is left, for it is what connects
    /// them; what a plain pipeline leads to a destination already is not led there twice.
    public static ProjectDraft remove(ProjectDraft draft, Set<PartRef> chosen) {
        Set<PartRef> gone = new LinkedHashSet<>(chosen);
        List<Group> bypassed = new ArrayList<>();
        for (Group pipeline : draft.parts(Section.PIPELINES)) {
            PartRef ref = new PartRef(Section.PIPELINES, pipeline.text("id"));
            boolean leads =
                    !left(draft, pipeline, "from", gone).isEmpty()
                            && !left(draft, pipeline, "to", gone).isEmpty();
            if (gone.contains(ref) && leads && isPlain(pipeline)) {
                gone.remove(ref);
            } else if (gone.contains(ref) && leads) {
                bypassed.add(pipeline);
            }
        }
        ProjectDraft next = DraftEdits.remove(draft, gone);
        for (Group pipeline : bypassed) {
            next = bypass(next, pipeline, draft.layout());
        }
        return next;
    }

    private static ProjectDraft bypass(ProjectDraft draft, Group pipeline, DraftLayout layout) {
        Map<List<String>, List<String>> sources = new LinkedHashMap<>();
        for (String from : left(draft, pipeline, "from", Set.of())) {
            List<String> to = left(draft, pipeline, "to", Set.of());
            for (Group other : draft.parts(Section.PIPELINES)) {
                if (other.texts("from").contains(from) && leadsAll(other, pipeline)) {
                    to.removeAll(other.texts("to"));
                }
            }
            if (!to.isEmpty()) {
                sources.computeIfAbsent(to, _ -> new ArrayList<>()).add(from);
            }
        }
        Point place = layout.places().get(new PartRef(Section.PIPELINES, pipeline.text("id")));
        ProjectDraft next = draft;
        for (Map.Entry<List<String>, List<String>> each : sources.entrySet()) {
            List<String> from = each.getValue();
            String id = DraftEdits.freshId(next, Section.PIPELINES, from.getFirst());
            Group plain =
                    Group.of(Entry.of("id", Text.plain(id)), Entry.of("from", Items.ofTexts(from)));
            DraftValue match = pipeline.get("match").orElse(null);
            if (match != null) {
                plain = plain.with("match", match);
            }
            plain = plain.with("to", Items.ofTexts(each.getKey()));
            next = DraftEdits.add(next, Section.PIPELINES, plain, place);
            place = null;
        }
        return next;
    }

    /// Whether a pipeline leads on all that another one took, as it came.
    private static boolean leadsAll(Group way, Group gone) {
        return isPlain(way)
                && (way.get("match").isEmpty() || way.get("match").equals(gone.get("match")));
    }

    /// The parts that a pipeline names and that are there, without those that go.
    private static List<String> left(
            ProjectDraft draft, Group pipeline, String field, Set<PartRef> gone) {
        List<String> names = new ArrayList<>();
        for (String id : pipeline.texts(field)) {
            boolean there =
                    draft.refs().stream()
                            .anyMatch(
                                    ref ->
                                            ref.section() != Section.PIPELINES
                                                    && ref.id().equals(id)
                                                    && !gone.contains(ref));
            if (there) {
                names.add(id);
            }
        }
        return names;
    }
}
