package org.fieldproof.api.draft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;

/// Groups and their notes on their way through the clipboard, written as in `layout.yaml`. Pure.
final class PastedPicture {
    private PastedPicture() {}

    /// A fragment with the groups all of whose members are copied.
    static Group with(Group fragment, ProjectDraft draft, Set<PartRef> parts) {
        Set<PartRef> copied = new TreeSet<>(parts);
        copied.retainAll(draft.refs());
        List<PartGroup> groups = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        for (PartGroup group : draft.layout().groups()) {
            Set<PartRef> members = new TreeSet<>(group.members());
            members.retainAll(draft.refs());
            if (!members.isEmpty() && copied.containsAll(members)) {
                groups.add(group.with(members));
                ids.add(group.id());
            }
        }
        List<StickyNote> notes =
                draft.layout().notes().stream().filter(n -> ids.contains(n.inside())).toList();
        Group next = fragment;
        for (Entry entry : LayoutFields.pieces(notes, groups)) {
            next = next.with(entry.key(), entry.value());
        }
        return next;
    }

    /// Adds the groups of a fragment, under ids that nothing has.
    ///
    /// @param renamed what the parts of the fragment are called in the draft
    static ProjectDraft add(
            ProjectDraft draft, Group fragment, Map<PartRef, PartRef> renamed, int shift) {
        DraftLayout pasted = LayoutFields.read(fragment);
        DraftLayout next = draft.layout();
        Map<String, String> ids = new HashMap<>();
        for (PartGroup group : pasted.groups()) {
            Set<PartRef> members = new TreeSet<>();
            for (PartRef member : group.members()) {
                PartRef is = renamed.get(member);
                if (is != null) {
                    members.add(is);
                }
            }
            if (!members.isEmpty()) {
                String id = next.freeId();
                ids.put(group.id(), id);
                Point card = group.card();
                Point at = card == null ? null : new Point(card.x() + shift, card.y() + shift);
                next = next.withGroup(new PartGroup(id, group.title(), members, at));
            }
        }
        for (StickyNote note : pasted.notes()) {
            String inside = ids.get(note.inside());
            if (inside != null) {
                Point at = new Point(note.x() + shift, note.y() + shift);
                StickyNote copy =
                        new StickyNote(
                                next.freeId(), note.text(), 0, 0, note.width(), note.height());
                next = next.withNote(copy.at(at).in(inside));
            }
        }
        return draft.withLayout(next);
    }
}
