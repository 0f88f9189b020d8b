package org.fieldproof.views.draft;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.views.control.Leaving;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;

/// The revisions that were applied. One of them becomes the draft, as an edit that can be undone;
/// it runs only after review, like any draft.
final class RevisionList extends StackPane {
    private static final int HASH_SHOWN = 8;

    private final StackPane over;
    private final Runnable closed;

    private RevisionList(StackPane over, Runnable closed) {
        this.over = over;
        this.closed = closed;
        getStyleClass().add("fp-scrim");
        setId("revision-list");
        setAlignment(Pos.TOP_CENTER);
        Leaving.byEscape(this, this::close);
    }

    /// Opens the list over the editor.
    static void open(DraftSession session, Desk desk, StackPane over, Runnable closed) {
        RevisionList list = new RevisionList(over, closed);
        session.revisions(
                outcome -> {
                    if (outcome instanceof Outcome.RevisionsListed(var revisions)) {
                        list.fill(session, desk, revisions);
                        over.getChildren().add(list);
                        list.lookup(".button").requestFocus();
                    } else if (outcome instanceof Outcome.Refused(var why)) {
                        desk.toasts().problem(why);
                    }
                });
    }

    private void fill(DraftSession session, Desk desk, List<Outcome.Revision> revisions) {
        VBox box = new VBox(6);
        box.getStyleClass().add("fp-palette");
        box.setMaxSize(560, USE_PREF_SIZE);
        box.setTranslateY(40);
        box.getChildren().add(Parts.label(desk.text("draft.revisions.title"), "fp-title"));
        if (revisions.isEmpty()) {
            box.getChildren().add(Parts.prose(desk.text("draft.revisions.none"), "fp-muted"));
        }
        for (Outcome.Revision revision : revisions) {
            boolean runs = revision.hash().equals(session.model().hash());
            String name =
                    desk.text(
                            "draft.revisions.entry",
                            revision.number(),
                            desk.figures().timeMillis(revision.appliedAt(), desk.clock().now()),
                            revision.hash()
                                    .substring(0, Math.min(HASH_SHOWN, revision.hash().length())));
            Button take =
                    Parts.button(
                            runs ? name + " · " + desk.text("draft.revisions.runs") : name,
                            () -> take(session, desk, revision),
                            "fp-flat");
            take.setId("revision-" + revision.number());
            box.getChildren().add(take);
        }
        box.getChildren().add(Parts.button(desk.text("draft.review.back"), this::close));
        getChildren().add(box);
    }

    private void take(DraftSession session, Desk desk, Outcome.Revision revision) {
        session.takeBack(
                revision.number(),
                desk.text("draft.edit.revert", revision.number()),
                outcome -> {
                    if (outcome instanceof Outcome.Refused(var why)) {
                        desk.toasts().problem(why);
                    } else if (outcome instanceof Outcome.DraftLoaded(var _, String hash)
                            && !hash.equals(revision.hash())) {
                        desk.toasts().show(desk.text("draft.revisions.tables"));
                    }
                    close();
                });
    }

    private void close() {
        over.getChildren().remove(this);
        closed.run();
    }
}
