package org.fieldproof.views.draft;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftText;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.views.level.Level;
import org.fieldproof.views.perspective.Desk;

/// Parts as text on the clipboard: the YAML that a project would hold, so that they travel between
/// projects, mails and editors. FX thread.
final class PartClipboard {
    private static final int SHIFT = 28;

    private final Desk desk;
    private final DraftSession session;
    private final Level level;

    PartClipboard(Desk desk, Level level) {
        this.desk = desk;
        this.level = level;
        this.session = desk.draft();
    }

    void copy(Set<PartRef> parts) {
        DraftValue.Group fragment = DraftEdits.fragment(session.model().draft(), parts);
        if (!fragment.entries().isEmpty()) {
            ClipboardContent content = new ClipboardContent();
            content.putString(DraftText.write(fragment));
            Clipboard.getSystemClipboard().setContent(content);
        }
    }

    /// Adds what the clipboard holds.
    ///
    /// @return the new parts; empty if there were none
    Optional<Set<PartRef>> paste() {
        Clipboard clipboard = Clipboard.getSystemClipboard();
        Optional<DraftValue.Group> fragment =
                clipboard.hasString()
                        ? session.desk().parse(clipboard.getString())
                        : Optional.empty();
        Optional<Set<PartRef>> pasted =
                fragment.flatMap(group -> put(group, desk.text("draft.edit.paste")));
        if (pasted.isEmpty()) {
            desk.toasts().show(desk.text("draft.toast.noParts"));
        }
        return pasted;
    }

    /// Adds the same parts again, with their wires.
    Optional<Set<PartRef>> duplicate(Set<PartRef> parts) {
        return put(
                DraftEdits.fragment(session.model().draft(), parts),
                desk.text("draft.edit.duplicate", parts.size()));
    }

    private Optional<Set<PartRef>> put(DraftValue.Group fragment, String name) {
        Map<PartRef, Point> places = DraftPlaces.of(session.model().draft());
        DraftEdits.Pasted pasted =
                DraftEdits.paste(session.model().draft(), fragment, places, SHIFT);
        boolean changed = session.edit(name, level.here(draft -> pasted.draft()));
        return changed && !pasted.parts().isEmpty()
                ? Optional.of(pasted.parts())
                : Optional.empty();
    }
}
