package org.fieldproof.views.shell;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.views.control.Leaving;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.Question;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.place.HelpTopic;
import org.fieldproof.views.place.PerspectiveId;

/// Asks before the console ends in the middle of a drill: the drill would end without a verdict.
/// The safe way is the default one.
final class QuitPrompt extends StackPane {
    private final Texts texts;
    private final Runnable closed;
    private final Label title = Parts.prose("", "fp-title");
    private final Button stay;
    private Runnable sure = () -> {};

    QuitPrompt(Texts texts, Runnable closed) {
        this.texts = texts;
        this.closed = closed;
        getStyleClass().add("fp-scrim");
        setId("quit-prompt");
        setAlignment(Pos.TOP_CENTER);
        Button stop = Parts.button(texts.get("shell.quit.stop"), this::quit, "fp-danger");
        stop.setId("quit-stop");
        stay = Parts.button(texts.get("shell.quit.stay"), this::close);
        stay.setId("quit-stay");
        Label text = Parts.prose(texts.get("shell.quit.text"));
        VBox box = new VBox(10, title, text, Parts.row(Parts.spring(), stay, stop));
        box.getStyleClass().add("fp-palette");
        box.setMaxSize(560, USE_PREF_SIZE);
        box.setTranslateY(24);
        getChildren().add(box);
        Leaving.byEscape(this, this::close);
        Question.mark(this);
        HelpTopic.mark(this, PerspectiveId.DRILLS.key());
        setVisible(false);
    }

    /// @param drill that runs
    /// @param then stops it and ends the console
    void open(String drill, Runnable then) {
        sure = then;
        title.setText(texts.get("shell.quit.title", drill));
        setVisible(true);
        takeFocus();
    }

    /// The safe way has the focus.
    void takeFocus() {
        stay.requestFocus();
    }

    /// Leaves the top of the window uncovered, and the help beside the page.
    void leave(double height, double width) {
        StackPane.setMargin(this, new Insets(height, width, 0, 0));
    }

    private void quit() {
        setVisible(false);
        sure.run();
    }

    private void close() {
        setVisible(false);
        closed.run();
    }
}
