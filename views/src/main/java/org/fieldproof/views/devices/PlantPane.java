package org.fieldproof.views.devices;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.Workspace;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.plant.Plant;

/// The plant's tree below the heads of its figures, or what to do where nobody said where anything
/// stands. Seen once anything has a location, unless a person chose otherwise. FX thread.
final class PlantPane extends VBox {
    /// The preference that keeps whether it is seen.
    private static final String SHOWN = "devices.tree";

    private static final double WIDTH = 360;

    /// Of the tree's scroll bar and edges.
    private static final double RIGHT_EDGE = 16;

    private final Workspace memory;
    private final PlantTree tree;
    private final HBox heads;
    private final Label nothing;
    private boolean known;

    PlantPane(Desk desk, Consumer<PlantLine> chosen, Runnable leaves) {
        memory = desk.workspace();
        tree = new PlantTree(desk, chosen, leaves);
        heads =
                new HBox(
                        6,
                        Parts.givingWay(Parts.label(desk.text("devices.tree.column.place"))),
                        Parts.spring(),
                        head(desk.text("devices.tree.column.devices"), PlantTree.FIGURE_WIDTH),
                        head(desk.text("devices.tree.column.oldest"), PlantTree.AGE_WIDTH),
                        head(desk.text("devices.tree.column.class"), PlantTree.CLASS_WIDTH));
        heads.setStyle("-fx-padding: 6 " + RIGHT_EDGE + " 4 12;");
        heads.getChildren().forEach(each -> each.getStyleClass().add("fp-muted"));
        nothing = Parts.prose(desk.text("devices.tree.empty"), "fp-muted");
        nothing.setId("devices-tree-empty");
        nothing.setStyle("-fx-padding: 12;");
        nothing.managedProperty().bind(nothing.visibleProperty());
        heads.managedProperty().bind(heads.visibleProperty());
        tree.managedProperty().bind(tree.visibleProperty());
        managedProperty().bind(visibleProperty());
        VBox.setVgrow(tree, Priority.ALWAYS);
        getStyleClass().add("fp-panel");
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
        getChildren().setAll(heads, nothing, tree);
        seen();
    }

    private static Label head(String text, double width) {
        Label made = Parts.label(text);
        made.setMinWidth(width);
        made.setPrefWidth(width);
        made.setAlignment(Pos.CENTER_RIGHT);
        return made;
    }

    PlantTree tree() {
        return tree;
    }

    void show(Plant plant, boolean isBack) {
        known = plant.isKnown();
        seen();
        if (isVisible() && known) {
            tree.show(plant, isBack);
            tree.keep(plant);
        }
    }

    private void seen() {
        setVisible(memory.preference(SHOWN).map("true"::equals).orElse(known));
        heads.setVisible(known);
        tree.setVisible(known);
        nothing.setVisible(!known);
    }

    /// A person wants it seen, or not; in every project.
    void want(boolean wanted) {
        memory.setPreference(SHOWN, Boolean.toString(wanted));
        seen();
    }

    /// Goes where the keys choose a place.
    void enter() {
        if (tree.isVisible()) {
            tree.requestFocus();
        }
    }
}
