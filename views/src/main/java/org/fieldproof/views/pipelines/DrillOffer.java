package org.fieldproof.views.pipelines;

import javafx.scene.control.Button;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.verdict.DrillWords;

/// Offers the project's first drill, so that a newcomer sees an outage two clicks after start. FX
/// thread.
final class DrillOffer {
    private final Desk desk;
    private final Button button;
    private String name = "";

    DrillOffer(Desk desk) {
        this.desk = desk;
        button = Parts.button("", this::run, "fp-primary");
        button.setId("pipelines-run-drill");
        button.setVisible(false);
    }

    Button button() {
        return button;
    }

    /// @param fits whether what is shown is what runs now
    void show(DrillSnapshot drills, boolean fits) {
        boolean idle = fits && drills.running() == null && !drills.available().isEmpty();
        button.setVisible(idle);
        button.setManaged(idle);
        if (idle) {
            DrillSnapshot.Available first = drills.available().getFirst();
            name = first.name();
            button.setText(desk.text("pipelines.drill.run", name));
            Parts.hinder(button, DrillWords.hindrance(drills, first, desk.texts()));
        }
    }

    private void run() {
        desk.commands()
                .send(
                        new Command.StartDrill(name, desk.consoleId(), null),
                        _ -> desk.pulse().tick());
    }
}
