package org.fieldproof.views.shell;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.place.PerspectiveId;

/// What stands where a page would be that is in a window of its own.
final class AwayPage extends VBox {

    AwayPage(
            PerspectiveId id,
            Texts texts,
            Consumer<PerspectiveId> show,
            Consumer<PerspectiveId> back) {
        super(12);
        setId("away");
        setAlignment(Pos.CENTER);
        getStyleClass().add("fp-padded");
        Button bring =
                Parts.button(texts.get("shell.away.back"), () -> back.accept(id), "fp-primary");
        bring.setId("away-back");
        Button raise = Parts.button(texts.get("shell.away.show"), () -> show.accept(id));
        raise.setId("away-show");
        HBox row = Parts.row(bring, raise);
        row.setAlignment(Pos.CENTER);
        getChildren()
                .addAll(
                        Parts.label(
                                texts.get("shell.away.title", texts.get(id.titleKey())),
                                "fp-title"),
                        Parts.label(texts.get("shell.away.text"), "fp-muted"),
                        row);
    }
}
