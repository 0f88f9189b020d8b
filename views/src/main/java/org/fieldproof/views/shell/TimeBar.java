package org.fieldproof.views.shell;

import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.fieldproof.styles.Icon;
import org.fieldproof.views.action.KeyScope;
import org.fieldproof.views.action.LocalKey;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.HelpTopic;

/// Says which second is shown, unmistakably, and leads to any other one of the last hour. FX
/// thread.
final class TimeBar extends HBox {

    private static final String BACK = "fp-time-back";

    private final Desk desk;
    private final TimeTravel travel;
    private final Consumer<String> run;
    private final Label time = Parts.label("", "fp-title", "fp-value");
    private final Label ago = Parts.label("", "fp-muted");
    private final Label remark = Parts.givingWay(Parts.label("", "fp-muted", "fp-small"));
    private final TimeRail rail;
    private final Button live;
    private final TimeGap gap;

    /// @param run runs an action by its id
    TimeBar(Desk desk, TimeTravel travel, Runnable moved, Consumer<String> run) {
        this.desk = desk;
        this.travel = travel;
        this.run = run;
        rail =
                new TimeRail(
                        desk,
                        second -> {
                            travel.to(second);
                            moved.run();
                        });
        gap =
                new TimeGap(
                        desk,
                        onward -> {
                            travel.seen(onward);
                            moved.run();
                            focus();
                        });
        setId("time-bar");
        getStyleClass().add("fp-time-bar");
        HelpTopic.mark(this, "time");
        time.setId("time-shown");
        ago.setId("time-ago");
        remark.setId("time-remark");
        VBox words = new VBox(time, ago);
        words.setMinWidth(Region.USE_PREF_SIZE);
        words.getStyleClass().add("fp-time-words");
        VBox middle = new VBox(rail, remark);
        HBox.setHgrow(middle, Priority.ALWAYS);
        middle.setMinWidth(0);
        Button previous = button("previousMark");
        Button next = button("nextMark");
        live = button("live");
        live.getStyleClass().add("fp-primary");
        Button close = button("close");
        close.setText("");
        close.setGraphic(Icon.CLOSE.node());
        close.setAccessibleText(desk.text("time.bar.close"));
        getChildren().addAll(words, middle, previous, next, Parts.telling(live), close);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        show(false);
    }

    private Button button(String name) {
        Button made = Parts.button(desk.text("time.bar." + name), () -> run.accept("time." + name));
        made.setId("time-" + name);
        return made;
    }

    private void key(KeyEvent event) {
        String escape =
                event.getCode() != KeyCode.ESCAPE
                        ? ""
                        : travel.shown() < 0 ? "time.close" : "time.live";
        String act = desk.keys().pressed(KeyScope.TIME_BAR, event).map(LocalKey::id).orElse(escape);
        if (!act.isEmpty()) {
            run.accept(act);
            event.consume();
        }
    }

    private void show(boolean open) {
        setVisible(open);
        setManaged(open);
    }

    private void focus() {
        rail.requestFocus();
    }

    /// What stands where a page would be, for a second that was not seen.
    Node gap() {
        return gap;
    }

    /// Opens, or closes from within.
    void toggle() {
        boolean inside = getScene() != null && Panes.contains(this, getScene().getFocusOwner());
        if (travel.isOpen() && inside) {
            travel.close();
        } else {
            travel.open();
        }
    }

    /// Takes the focus while it is open, or has it taken over.
    void settle(Runnable otherwise) {
        if (travel.isOpen()) {
            focus();
        } else {
            otherwise.run();
        }
    }

    /// After the way back: what had the focus may have gone with the second.
    ///
    /// @param inside whether the focus was here
    void keepFocus(boolean inside, Runnable otherwise) {
        Node owner = getScene().getFocusOwner();
        if (inside) {
            settle(otherwise);
        } else if (owner == null || owner.getScene() == null || owner.isDisabled()) {
            otherwise.run();
        }
    }

    /// Back to the present by Esc, from wherever in the window nobody else has taken it. The keys
    /// of the bar are heard on the bar only.
    void leave(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && travel.isOpen() && travel.shown() >= 0) {
            run.accept("time.live");
            event.consume();
        }
    }

    /// Draws a beat.
    ///
    /// @param looksBack whether the page in view shows the second, too
    void show(Frame beat, boolean looksBack) {
        show(travel.isOpen());
        if (!travel.isOpen()) {
            return;
        }
        boolean back = travel.shown() >= 0;
        Parts.toggle(this, BACK, back);
        time.setText(back ? travel.time(travel.shown()) : desk.text("time.bar.live"));
        ago.setText(travel.ago(beat));
        remark.setText(travel.remark(beat, looksBack));
        Parts.hinder(live, back ? "" : desk.text("time.live.there"));
        gap.show(travel.gapWords());
        rail.show(travel.span(beat), time.getText() + ", " + ago.getText());
    }
}
