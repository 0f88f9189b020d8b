package org.fieldproof.views.shell;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.place.PerspectiveId;

/// The perspectives, top to bottom.
final class Rail extends VBox {

    private final Map<PerspectiveId, ToggleButton> buttons = new EnumMap<>(PerspectiveId.class);

    Rail(Set<PerspectiveId> perspectives, Texts texts, Consumer<PerspectiveId> open) {
        getStyleClass().add("fp-rail");
        setId("rail");
        for (PerspectiveId id : PerspectiveId.values()) {
            if (!perspectives.contains(id)) {
                continue;
            }
            ToggleButton button = new ToggleButton(texts.get(id.titleKey()), id.icon().node());
            button.getStyleClass().add("fp-rail-button");
            button.setId("rail-" + id.key());
            button.setMaxWidth(Double.MAX_VALUE);
            button.setMnemonicParsing(false);
            button.setOnAction(event -> open.accept(id));
            buttons.put(id, button);
            getChildren().add(button);
        }
    }

    void select(PerspectiveId shown) {
        buttons.forEach((id, button) -> button.setSelected(id == shown));
    }
}
