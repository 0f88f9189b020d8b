package org.fieldproof.views.drawing;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.views.control.Parts;

/// The notes on the canvas, behind the cards. FX thread.
public final class NoteLayer {
    private final Pane pane;
    private final String idPrefix;
    private final BiConsumer<StickyNote, MouseEvent> pressed;
    private final Map<String, Label> labels = new HashMap<>();

    /// @param idPrefix what the ids of their nodes begin with
    /// @param pressed told of a note that is pressed
    public NoteLayer(Pane pane, String idPrefix, BiConsumer<StickyNote, MouseEvent> pressed) {
        this.pane = pane;
        this.idPrefix = idPrefix;
        this.pressed = pressed;
    }

    public Collection<Label> labels() {
        return labels.values();
    }

    /// Shows these and no others.
    ///
    /// @param held true while one of them is being dragged, so that none jumps back
    public void show(List<StickyNote> notes, Set<String> chosen, boolean held) {
        Set<String> ids = new HashSet<>();
        for (StickyNote note : notes) {
            ids.add(note.id());
            Label label = labels.computeIfAbsent(note.id(), this::label);
            label.setText(note.text());
            label.resize(note.width(), note.height());
            label.setOnMousePressed(
                    event -> {
                        label.requestFocus();
                        pressed.accept(note, event);
                    });
            if (!held) {
                label.relocate(note.x(), note.y());
            }
            Parts.toggle(label, "fp-chosen-note", chosen.contains(note.id()));
        }
        for (String id : Set.copyOf(labels.keySet())) {
            if (!ids.contains(id)) {
                pane.getChildren().remove(labels.remove(id));
            }
        }
    }

    public void drag(StickyNote note, double dx, double dy) {
        Label label = labels.get(note.id());
        if (label != null) {
            label.relocate(note.x() + dx, note.y() + dy);
        }
    }

    private Label label(String note) {
        Label label = Parts.label("", "fp-sticky");
        label.setId(idPrefix + note);
        label.setManaged(false);
        label.setWrapText(true);
        label.setFocusTraversable(true);
        pane.getChildren().addFirst(label);
        return label;
    }
}
