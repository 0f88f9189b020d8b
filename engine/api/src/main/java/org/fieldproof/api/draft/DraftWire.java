package org.fieldproof.api.draft;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
        DraftParts parts = DraftParts.of(draft);
        Set<DraftWire> wires = new LinkedHashSet<>();
        for (DraftValue.Group pipeline : draft.parts(Section.PIPELINES)) {
            PartRef self = new PartRef(Section.PIPELINES, pipeline.text("id"));
            for (String id : pipeline.texts("from")) {
                add(
                        parts,
                        new DraftWire(new PartRef(Section.CONNECTIONS, id), self, "from"),
                        wires);
            }
            for (String id : pipeline.texts("to")) {
                add(parts, new DraftWire(self, new PartRef(Section.DESTINATIONS, id), "to"), wires);
            }
        }
        for (Section section : Section.values()) {
            for (DraftValue.Group part : draft.parts(section)) {
                addReferences(parts, new PartRef(section, part.text("id")), part, wires);
            }
        }
        return List.copyOf(wires);
    }

    private static void addReferences(
            DraftParts parts, PartRef self, DraftValue.Group part, Set<DraftWire> into) {
        if (self.section() == Section.PIPELINES) {
            return;
        }
        for (String field : REFERENCES) {
            String id = part.text(field);
            for (Section section : List.of(Section.STAND_INS, Section.CONNECTIONS)) {
                PartRef other = new PartRef(section, id);
                if (!id.isEmpty() && !other.equals(self)) {
                    add(parts, new DraftWire(self, other, field), into);
                }
            }
        }
    }

    private static void add(DraftParts parts, DraftWire wire, Set<DraftWire> into) {
        if (parts.has(wire.from()) && parts.has(wire.to())) {
            into.add(wire);
        }
    }
}
