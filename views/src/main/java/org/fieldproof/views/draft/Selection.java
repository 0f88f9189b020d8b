package org.fieldproof.views.draft;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.PartRef;

/// What is chosen on the canvas: parts, wires and notes, by id and never by place. FX thread.
final class Selection {
    private final Set<PartRef> parts = new LinkedHashSet<>();
    private final Set<DraftWire> wires = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();

    Set<PartRef> parts() {
        return Set.copyOf(parts);
    }

    Set<DraftWire> wires() {
        return Set.copyOf(wires);
    }

    Set<String> notes() {
        return Set.copyOf(notes);
    }

    /// The part, if it is one alone.
    Optional<PartRef> only() {
        return parts.size() == 1 && wires.isEmpty() && notes.isEmpty()
                ? Optional.of(parts.iterator().next())
                : Optional.empty();
    }

    boolean isEmpty() {
        return parts.isEmpty() && wires.isEmpty() && notes.isEmpty();
    }

    boolean contains(PartRef part) {
        return parts.contains(part);
    }

    void clear() {
        parts.clear();
        wires.clear();
        notes.clear();
    }

    void only(PartRef part) {
        clear();
        parts.add(part);
    }

    void only(Set<PartRef> some) {
        clear();
        parts.addAll(some);
    }

    void onlyWire(DraftWire wire) {
        clear();
        wires.add(wire);
    }

    void onlyNote(String id) {
        clear();
        notes.add(id);
    }

    void toggle(PartRef part) {
        if (!parts.remove(part)) {
            parts.add(part);
        }
    }

    /// Lets go of what is not there any more.
    void keep(DraftPicture picture) {
        parts.retainAll(picture.places().keySet());
        wires.retainAll(picture.wires());
        Set<String> ids = new LinkedHashSet<>();
        picture.layout().notes().forEach(note -> ids.add(note.id()));
        notes.retainAll(ids);
    }
}
