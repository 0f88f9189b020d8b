package org.fieldproof.views.drills;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;

/// The lever that keeps drills from being started, with a reason. FX thread.
final class DrillLock extends HBox {
    private final Desk desk;
    private final Label state = Parts.givingWay(Parts.label("", "fp-strong"));
    private final TextField reason = new TextField();
    private final Button lock;
    private final Button release;

    DrillLock(Desk desk) {
        super(8);
        this.desk = desk;
        setAlignment(Pos.CENTER_LEFT);
        reason.setPromptText(desk.text("drills.lock.reason"));
        reason.setId("drill-lock-reason");
        reason.setPrefColumnCount(16);
        reason.setOnAction(event -> lock());
        lock = Parts.button(desk.text("drills.lock.button"), this::lock);
        lock.setId("drill-lock");
        release = Parts.button(desk.text("drills.release.button"), () -> send(""));
        release.setId("drill-release");
        getChildren().addAll(state, reason, Parts.telling(lock), Parts.telling(release));
        getChildren().forEach(each -> each.managedProperty().bind(each.visibleProperty()));
        show("");
    }

    /// @param why drills are locked; empty if they are not
    void show(String why) {
        boolean locked = !why.isEmpty();
        state.setText(locked ? desk.text("drills.hindrance.locked", why) : "");
        state.setVisible(locked);
        reason.setVisible(!locked);
        lock.setVisible(!locked);
        release.setVisible(locked);
        String back = desk.lookingBack();
        reason.setDisable(!back.isEmpty());
        Parts.hinder(lock, back);
        Parts.hinder(release, back);
    }

    /// Where a person says why.
    void ask() {
        reason.requestFocus();
    }

    private void lock() {
        if (reason.getText().isBlank()) {
            desk.toasts().show(desk.text("drills.lock.needsReason"));
            ask();
            return;
        }
        send(reason.getText().strip());
    }

    private void send(String why) {
        desk.commands()
                .send(
                        new Command.LockDrills(why),
                        outcome -> {
                            if (outcome instanceof Outcome.Done(String message)) {
                                desk.toasts().show(message);
                                reason.clear();
                            }
                            desk.pulse().tick();
                        });
    }
}
