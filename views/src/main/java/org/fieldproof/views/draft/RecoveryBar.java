package org.fieldproof.views.draft;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.fieldproof.api.draft.DraftChange;
import org.fieldproof.api.draft.KeptDraft;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.PerspectiveId;

/// Offers the draft that an earlier console has left, quietly: nothing waits for an answer.
public final class RecoveryBar extends HBox {
    private static final Duration UNDO_LIMIT = Duration.ofSeconds(10);
    private static final int NAMES_MAX = 4;

    private final Desk desk;
    private final DraftSession session;
    private final Label text = Parts.prose("");
    private final Button restore;
    private final Button discard;
    private final Button undo;
    private String shown = "";

    public RecoveryBar(Desk desk) {
        this.desk = desk;
        session = desk.draft();
        getStyleClass().add("fp-banner");
        setId("recovery-bar");
        restore = button("restore", this::restore, "fp-primary");
        discard = button("discard", this::discard, "fp-flat");
        undo = button("undo", this::undo, "fp-flat");
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(text, restore, discard, undo);
        see(this, false);
    }

    private Button button(String name, Runnable act, String styleClass) {
        Button button = Parts.button(desk.text("draft.recovery." + name), act, styleClass);
        button.setId("recovery-" + name);
        return button;
    }

    /// Shows the offer there is now, and tells of kept drafts that could not be read.
    public void show(Frame frame) {
        DraftKeeping keeping = session.keeping();
        keeping.takeNews().forEach(desk.toasts()::problem);
        Optional<KeptDraft> offer = offer();
        boolean undoable =
                offer.isEmpty()
                        && keeping.discarded().isPresent()
                        && keeping.discardedFor().compareTo(UNDO_LIMIT) < 0;
        String next = offer.map(KeptDraft::id).orElse("") + undoable + session.model().version();
        if (!next.equals(shown)) {
            shown = next;
            text.setText(offer.map(this::words).orElse(desk.text("draft.recovery.discarded")));
            see(restore, offer.isPresent());
            see(discard, offer.isPresent());
            see(undo, undoable);
            see(this, offer.isPresent() || undoable);
        }
    }

    private static void see(javafx.scene.Node node, boolean seen) {
        node.setVisible(seen);
        node.setManaged(seen);
    }

    /// The offer that can be decided on now.
    public Optional<KeptDraft> offer() {
        return session.keeping().offer().filter(_ -> session.model().isLoaded());
    }

    private String words(KeptDraft kept) {
        List<DraftChange> changes = kept.changes();
        StringBuilder words =
                new StringBuilder(
                        desk.text(
                                "draft.recovery.offer",
                                desk.figures().dateTime(kept.at()),
                                changes.size(),
                                names(changes.stream().map(DraftChange::object).toList())));
        DraftModel model = session.model();
        List<String> contested = session.merged(kept).contested();
        List<String> since =
                DraftChange.between(kept.base(), model.running()).stream()
                        .map(DraftChange::object)
                        .toList();
        List<String> theirs = since.stream().filter(each -> !contested.contains(each)).toList();
        if (!theirs.isEmpty()) {
            words.append(' ').append(desk.text("draft.recovery.since", names(theirs)));
        } else if (since.isEmpty() && !kept.hash().equals(model.hash())) {
            words.append(' ').append(desk.text("draft.recovery.tables"));
        }
        if (!contested.isEmpty()) {
            words.append(' ').append(desk.text("draft.recovery.contested", names(contested)));
        }
        return words.toString();
    }

    private String names(List<String> objects) {
        List<String> names =
                objects.stream()
                        .limit(NAMES_MAX)
                        .map(object -> DiffRows.name(desk.texts(), object))
                        .toList();
        return String.join(", ", names) + (objects.size() > NAMES_MAX ? ", …" : "");
    }

    /// Takes the offer up; it is reviewed and applied like any draft.
    public void restore() {
        offer().ifPresent(
                        kept -> {
                            session.restore(kept, desk.text("draft.edit.restore"));
                            desk.navigator().open(PerspectiveId.PIPELINES);
                            desk.toasts().show(desk.text("draft.recovery.restored"));
                            refresh();
                        });
    }

    /// Gives the offer up; for a moment it can be had back.
    public void discard() {
        if (offer().isPresent()) {
            session.keeping().discard();
            refresh();
        }
    }

    private void undo() {
        session.keeping().undiscard();
        refresh();
    }

    private void refresh() {
        desk.pulse().frame().ifPresent(this::show);
    }
}
