package org.fieldproof.views.drills;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.DrillSnapshot.Armed;
import org.fieldproof.api.snapshot.DrillSnapshot.Available;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.guard.LiveGuard;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.verdict.DrillWords;
import org.jspecify.annotations.Nullable;

/// What a person does before a drill of a BENCH or LIVE line: names it, for LIVE under a permit,
/// and for LIVE names the line and holds the button that starts it. Nothing of it for SIM. FX
/// thread.
final class ArmingPanel extends VBox {
    private final Desk desk;
    private final VBox form = new VBox(8);
    private final Label what = Parts.prose("");
    private final TextField typed = field("drill-typed");
    private final TextField permit = field("drill-permit");
    private final TextField affected = field("drill-affected");
    private final HBox papers = new HBox(8, permit, affected);
    private final Label instead = Parts.prose("", "fp-muted");
    private final Button arm;
    private final Label state = Parts.prose("", "fp-strong");
    private final Button disarm;
    private final HBox armedRow;
    private final LiveGuard guard;
    private final Consumer<String> start;
    private DrillSnapshot drills = DrillSnapshot.NONE;
    private @Nullable Available drill;
    private String shown = "";
    private @Nullable Armed shownArmed;

    /// @param start starts the drill of a LIVE line, with what was typed to name it
    ArmingPanel(Desk desk, Consumer<String> start) {
        super(8);
        this.desk = desk;
        this.start = start;
        arm = Parts.button(desk.text("drills.arm.button"), this::arm, "fp-primary");
        arm.setId("drill-arm");
        disarm = Parts.button(desk.text("drills.disarm.button"), this::disarm);
        disarm.setId("drill-disarm");
        for (TextField each : new TextField[] {typed, permit, affected}) {
            each.setOnAction(event -> arm());
            each.textProperty().subscribe(this::hinder);
        }
        permit.setPrefColumnCount(20);
        HBox.setHgrow(affected, Priority.ALWAYS);
        papers.managedProperty().bind(papers.visibleProperty());
        instead.managedProperty().bind(instead.visibleProperty());
        HBox.setHgrow(typed, Priority.ALWAYS);
        form.getChildren().addAll(what, papers, Parts.row(typed, Parts.telling(arm)), instead);
        state.setId("drill-armed");
        armedRow = Parts.row(state, Parts.spring(), disarm);
        guard = new LiveGuard(desk, "drill", "drills", new TheStart());
        for (Node each : new Node[] {this, form, armedRow, guard}) {
            each.managedProperty().bind(each.visibleProperty());
        }
        getChildren().addAll(form, armedRow, guard);
        setVisible(false);
    }

    private static TextField field(String id) {
        TextField field = new TextField();
        field.setId(id);
        return field;
    }

    /// Draws a beat.
    void show(DrillSnapshot now, Available chosen) {
        drills = now;
        drill = chosen;
        DeviceClass found = chosen.deviceClass();
        boolean needed = found != null && found != DeviceClass.SIM;
        setVisible(needed);
        Armed armed = now.armed();
        @Nullable Armed ours = armed != null && armed.name().equals(chosen.name()) ? armed : null;
        boolean comes = ours != null && form.isVisible() && form.isFocusWithin();
        // What was typed for one arming is not there for the next, whoever made it.
        if (!shown.equals(chosen.name()) || !Objects.equals(shownArmed, ours)) {
            shown = chosen.name();
            shownArmed = ours;
            clear();
        }
        if (!needed) {
            return;
        }
        boolean live = found == DeviceClass.LIVE;
        form.setVisible(ours == null);
        armedRow.setVisible(ours != null);
        guard.setVisible(ours != null && live);
        what.setText(
                desk.text(
                        live ? "drills.arm.whatLive" : "drills.arm.what",
                        chosen.name(),
                        Command.ArmDrill.MINUTES));
        papers.setVisible(live);
        name(typed, chosen.name(), what.getText());
        name(permit, desk.text("drills.arm.permit"), desk.text("drills.arm.permit"));
        name(affected, desk.text("drills.arm.affected"), desk.text("drills.arm.affected"));
        instead.setVisible(armed != null && ours == null);
        instead.setText(armed == null ? "" : desk.text("drills.arm.other", armed.name()));
        if (ours != null) {
            tell(ours);
        } else {
            guard.clear();
        }
        hinder();
        guard.show();
        if (comes) {
            takeFocus(live);
        }
    }

    private static void name(TextField field, String prompt, String spoken) {
        field.setPromptText(prompt);
        field.setAccessibleText(spoken);
    }

    private void tell(Armed armed) {
        long left = Duration.between(desk.clock().now(), armed.until()).toMillis();
        String by =
                desk.text(
                        "drills.armed.text",
                        armed.deviceClass().name(),
                        desk.figures().age(Math.max(1000, left)),
                        armed.by());
        state.setText(
                armed.permit().isEmpty()
                        ? by
                        : by
                                + " "
                                + desk.text(
                                        "drills.armed.permit", armed.permit(), armed.affected()));
    }

    /// From what has gone to what comes: the line's name, or the safe one.
    private void takeFocus(boolean live) {
        if (live) {
            guard.takeFocus();
        } else {
            disarm.requestFocus();
        }
    }

    private void clear() {
        typed.clear();
        permit.clear();
        affected.clear();
        guard.clear();
    }

    private void hinder() {
        if (drill == null) {
            return;
        }
        String why = hindrance(DrillWords.hindranceOfArming(drills, drill, desk.texts()));
        for (TextField each : new TextField[] {typed, permit, affected}) {
            each.setDisable(!why.isEmpty());
        }
        Parts.hinder(arm, why.isEmpty() ? missing(drill) : why);
    }

    private String hindrance(String of) {
        String back = desk.lookingBack();
        return back.isEmpty() ? of : back;
    }

    private String missing(Available of) {
        if (papers.isVisible() && permit.getText().isBlank()) {
            return desk.text("drills.arm.noPermit");
        }
        if (papers.isVisible() && affected.getText().isBlank()) {
            return desk.text("drills.arm.noAffected");
        }
        return typed.getText().strip().equals(of.name())
                ? ""
                : desk.text("drills.arm.untyped", of.name());
    }

    private void arm() {
        if (drill == null || arm.isDisabled()) {
            return;
        }
        boolean live = papers.isVisible();
        desk.commands()
                .send(
                        new Command.ArmDrill(
                                drill.name(),
                                typed.getText().strip(),
                                desk.consoleId(),
                                live ? permit.getText().strip() : "",
                                live ? affected.getText().strip() : ""),
                        this::told);
    }

    private void disarm() {
        desk.commands().send(new Command.DisarmDrill(desk.consoleId()), this::told);
    }

    private void told(Outcome outcome) {
        if (outcome instanceof Outcome.Done(String message)) {
            desk.toasts().show(message);
        }
        desk.pulse().tick();
    }

    /// The start of a LIVE drill, as the guard sees it.
    private final class TheStart implements LiveGuard.Guarded {
        @Override
        public String name() {
            return drill == null ? "" : drill.link();
        }

        @Override
        public String hindrance() {
            return drill == null
                    ? ""
                    : ArmingPanel.this.hindrance(
                            DrillWords.hindranceOfNaming(drills, drill, desk.texts()));
        }

        @Override
        public void act(String typed) {
            start.accept(typed);
        }
    }
}
