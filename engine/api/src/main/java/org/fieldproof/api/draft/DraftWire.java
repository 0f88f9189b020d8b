package org.fieldproof.api.draft;

import java.util.ArrayList;
import java.util.List;

/// A wire of a draft: a route of records, or a name by which one part reaches another.
///
/// @param field the field that makes it: `from` or `to` of the pipeline, or the referring field
public record DraftWire(PartRef from, PartRef to, String field) {

    /// Fields in which a connector names another one of its project.
    public static final List<String> REFERENCES = List.of("connectTo", "target");

    /// True if records are routed along it; false for a mere reference.
    public boolean routes() {
        return !REFERENCES.contains(field);
    }

    public String id() {
        return from + ">" + to;
    }

    /// Every wire of a draft. A name that leads nowhere makes no wire; the checks tell of it.
    public static List<DraftWire> of(ProjectDraft draft) {
        List<DraftWire> wires = new ArrayList<>();
        for (DraftValue.Group pipeline : draft.parts(Section.PIPELINES)) {
            PartRef self = new PartRef(Section.PIPELINES, pipeline.text("id"));
            for (String id : pipeline.texts("from")) {
                add(
                        draft,
                        new DraftWire(new PartRef(Section.CONNECTIONS, id), self, "from"),
                        wires);
            }
            for (String id : pipeline.texts("to")) {
                add(draft, new DraftWire(self, new PartRef(Section.DESTINATIONS, id), "to"), wires);
            }
        }
        for (Section section : Section.values()) {
            for (DraftValue.Group part : draft.parts(section)) {
                addReferences(draft, new PartRef(section, part.text("id")), part, wires);
            }
        }
        return wires;
    }

    private static void addReferences(
            ProjectDraft draft, PartRef self, DraftValue.Group part, List<DraftWire> into) {
        if (self.section() == Section.PIPELINES) {
            return;
        }
        for (String field : REFERENCES) {
            String id = part.text(field);
            for (Section section : List.of(Section.STAND_INS, Section.CONNECTIONS)) {
                PartRef other = new PartRef(section, id);
                if (!id.isEmpty() && !other.equals(self)) {
                    add(draft, new DraftWire(self, other, field), into);
                }
            }
        }
    }

    private static void add(ProjectDraft draft, DraftWire wire, List<DraftWire> into) {
        if (draft.part(wire.from()).isPresent()
                && draft.part(wire.to()).isPresent()
                && !into.contains(wire)) {
            into.add(wire);
        }
    }
}
