package org.fieldproof.views.writing;

import java.time.Duration;
import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.WritingSnapshot;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.perspective.Desk;

/// Says in the bar of every window, for as long as it is so, that a connection can be written, of
/// which class it is and for how long; one click ends it. FX thread.
public final class ArmedChip extends HBox {
    private final Texts texts;
    private final Figures figures;
    private final Label text = new Label();

    /// @param disarm ends it
    public ArmedChip(Texts texts, Figures figures, Runnable disarm) {
        super(8);
        this.texts = texts;
        this.figures = figures;
        setId("writing-chip");
        getStyleClass().add("fp-writing-chip");
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(Region.USE_PREF_SIZE);
        text.setMinWidth(Region.USE_PREF_SIZE);
        Button end = Parts.button(texts.get("writing.disarm.button"), disarm);
        end.setId("writing-disarm");
        getChildren().addAll(text, end);
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    /// Ends arming, and says so.
    public static void disarm(Desk desk) {
        desk.commands()
                .send(
                        new Command.DisarmWrites(),
                        outcome -> {
                            if (outcome instanceof Outcome.Done(String message)) {
                                desk.toasts().show(message);
                            }
                            desk.pulse().tick();
                        });
    }

    public void show(GatewaySnapshot picture, Instant now) {
        WritingSnapshot writing = picture.writing();
        boolean armed = writing.isArmed();
        setVisible(armed);
        if (armed) {
            long left = Duration.between(now, writing.until()).toMillis();
            text.setText(
                    texts.get(
                            "writing.chip.text",
                            writing.connection(),
                            classOf(picture, writing.connection()),
                            figures.age(Math.max(1000, left))));
        }
    }

    private static String classOf(GatewaySnapshot picture, String connection) {
        return picture.connections().stream()
                .filter(each -> each.id().equals(connection))
                .map(ConnectionSnapshot::deviceClass)
                .map(Enum::name)
                .findFirst()
                .orElse("");
    }
}
