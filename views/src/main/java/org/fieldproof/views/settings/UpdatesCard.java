package org.fieldproof.views.settings;

import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ProblemCard;
import org.fieldproof.views.perspective.Desk;

/// Whether, and where, newer versions are looked for: off until a person gives an address. FX
/// thread.
final class UpdatesCard extends VBox {
    private final Desk desk;
    private final TextField address = new TextField();
    private final CheckBox daily;
    private final Button look;
    private final Label found = Parts.prose("");
    private final VBox wrong = new VBox();

    /// Counts what was typed: an answer of another address than the one in sight is not shown.
    private int typed;

    private boolean looking;

    UpdatesCard(Desk desk) {
        super(8);
        this.desk = desk;
        Workspace workspace = desk.workspace();
        address.setId("updates-address");
        address.setText(UpdateWatch.address(workspace));
        address.setPromptText(desk.text("settings.updates.address"));
        address.setAccessibleText(desk.text("settings.updates.address"));
        HBox.setHgrow(address, Priority.ALWAYS);
        daily = new CheckBox(desk.text("settings.updates.daily"));
        daily.setId("updates-daily");
        daily.setSelected(UpdateWatch.isOn(workspace));
        daily.setOnAction(event -> UpdateWatch.switchOn(workspace, daily.isSelected()));
        look = Parts.button(desk.text("settings.updates.look"), this::look);
        look.setId("updates-look");
        address.setOnAction(event -> look());
        address.textProperty()
                .addListener(
                        (property, was, is) -> {
                            typed++;
                            say("");
                            offer();
                        });
        address.focusedProperty()
                .addListener(
                        (property, was, is) -> {
                            if (!is) {
                                keep();
                            }
                        });
        found.setId("updates-found");
        getChildren()
                .addAll(
                        Parts.prose(desk.text("settings.updates.text"), "fp-muted"),
                        Parts.row(address, Parts.telling(look)),
                        Parts.row(Parts.telling(daily)),
                        found,
                        wrong);
        offer();
        say("");
    }

    private void offer() {
        String why = address.getText().isBlank() ? desk.text("settings.updates.off.address") : "";
        Parts.hinder(look, looking ? desk.text("settings.updates.looking") : why);
        Parts.hinder(daily, why);
    }

    /// Not with each letter: half an address is the address of somebody else.
    private void keep() {
        UpdateWatch.address(desk.workspace(), address.getText());
    }

    private void say(String text) {
        found.setText(text);
        found.setVisible(!text.isEmpty());
        found.setManaged(!text.isEmpty());
        wrong.getChildren().clear();
    }

    private void look() {
        keep();
        if (look.isDisabled()) {
            return;
        }
        looking = true;
        offer();
        int asked = typed;
        say(desk.text("settings.updates.looking"));
        desk.commands()
                .ask(
                        desk.workspace().lookForUpdate(address.getText()),
                        outcome -> {
                            looking = false;
                            offer();
                            if (asked == typed) {
                                tell(outcome);
                            }
                        });
    }

    private void tell(Outcome outcome) {
        say("");
        switch (outcome) {
            case Outcome.UpdateSeen seen -> say(words(desk, seen));
            case Outcome.Refused(var why) -> wrong.getChildren().setAll(new ProblemCard(why));
            default -> {}
        }
    }

    private static String words(Desk desk, Outcome.UpdateSeen seen) {
        return desk.text(
                seen.newer() ? "settings.updates.newer" : "settings.updates.newest",
                seen.offered(),
                seen.present(),
                seen.page());
    }
}
