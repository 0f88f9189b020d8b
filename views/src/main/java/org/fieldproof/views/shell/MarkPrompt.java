package org.fieldproof.views.shell;

import java.time.Instant;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.snapshot.MarkerSnapshot;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.HelpTopic;
import org.fieldproof.views.place.PerspectiveId;

/// Asks what is to be said of a moment, over whatever is in sight; nothing need be. FX thread.
final class MarkPrompt extends PromptBox {
    private static final int LEFT_SAID = 50;

    private final Desk desk;
    private final Label title = Parts.prose("", "fp-title");
    private final Label left = Parts.label("", "fp-muted", "fp-small");
    private final TextField text = new TextField();
    private Command.MarkerCommand asked = new Command.SetMarker(Instant.EPOCH, "");
    /// How often it was opened.
    private int opened;

    /// Whether the answer is awaited.
    private boolean sent;

    MarkPrompt(Desk desk) {
        super("mark-prompt");
        this.desk = desk;
        text.setId("mark-text");
        text.setTextFormatter(new TextFormatter<>(MarkPrompt::bounded));
        text.textProperty().addListener((property, was, is) -> sayLeft(is));
        var sure = Parts.button(desk.text("marker.prompt.sure"), this::accept);
        sure.setId("mark-sure");
        var leave = Parts.button(desk.text("marker.prompt.leave"), this::close);
        leave.setId("mark-leave");
        fill(
                title,
                text,
                Parts.prose(desk.text("marker.prompt.remark"), "fp-muted"),
                Parts.row(left, Parts.spring(), leave, sure));
        HelpTopic.mark(this, PerspectiveId.LATENCY.key());
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    /// What would make it too long changes nothing.
    private static TextFormatter.Change bounded(TextFormatter.Change change) {
        if (change.getControlNewText().length() > Command.SetMarker.CHARACTERS_MAX) {
            change.setText("");
            change.setRange(change.getRangeStart(), change.getRangeStart());
            change.selectRange(change.getControlAnchor(), change.getControlCaretPosition());
        }
        return change;
    }

    /// Asks what is to be said of a moment that is to be marked.
    ///
    /// @param next number that it will have
    void openNew(Instant at, long next) {
        String name = desk.text("marker.name.plain", Long.toString(next));
        open(
                desk.text("marker.prompt.set", desk.figures().timeMillis(at, desk.clock().now())),
                name,
                "",
                new Command.SetMarker(at, ""));
    }

    /// Asks what is to be said of a marked one from now on.
    void openRename(MarkerSnapshot marker) {
        String id = Long.toString(marker.id());
        open(
                desk.text("marker.prompt.rename", id),
                desk.text("marker.name.plain", id),
                marker.text(),
                new Command.RenameMarker(marker.id(), ""));
    }

    private void open(String question, String unsaid, String said, Command.MarkerCommand then) {
        if (isVisible()) {
            return;
        }
        asked = then;
        opened++;
        sent = false;
        title.setText(question);
        text.setPromptText(unsaid);
        text.setText(said);
        sayLeft(said);
        appear();
        text.requestFocus();
        text.selectAll();
    }

    private void sayLeft(String said) {
        int room = Command.SetMarker.CHARACTERS_MAX - said.length();
        left.setText(room <= LEFT_SAID ? desk.text("marker.prompt.left", room) : "");
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && text.isFocused()) {
            accept();
            event.consume();
        }
    }

    private void accept() {
        if (!isVisible() || sent) {
            return;
        }
        String said = text.getText().strip();
        sent = true;
        switch (asked) {
            case Command.SetMarker(Instant at, String _) ->
                    send(new Command.SetMarker(at, said), "marker.toast.set");
            case Command.RenameMarker(long id, String _) ->
                    send(new Command.RenameMarker(id, said), "marker.toast.renamed");
            case Command.RemoveMarker _ -> throw new IllegalStateException("asks nothing");
        }
    }

    /// What was typed stays there until it is done: who is refused need not write it again.
    private void send(Command.MarkerCommand command, String key) {
        int mine = opened;
        desk.commands()
                .send(
                        command,
                        outcome -> {
                            boolean done = outcome instanceof Outcome.Done;
                            if (done) {
                                desk.toasts().show(desk.text(key));
                            }
                            // It may have been left meanwhile, and opened for another moment.
                            if (isVisible() && mine == opened) {
                                sent = false;
                                if (done) {
                                    close();
                                }
                            }
                        });
    }
}
