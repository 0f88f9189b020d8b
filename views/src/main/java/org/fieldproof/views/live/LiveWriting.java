package org.fieldproof.views.live;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SeparatorMenuItem;
import javafx.stage.WindowEvent;
import org.fieldproof.api.command.Outcome.WritableTag;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.writing.Writables;
import org.fieldproof.views.writing.WriteAct;

/// Writing the tag of the chosen row: the button, the entry of the menu, and the panel beside the
/// table. FX thread.
final class LiveWriting {
    private static final double WIDTH = 330;

    private final Desk desk;
    private final RowTable<LiveRow> table;
    private final Writables writables;
    private final WriteAct act;
    private final ScrollPane side;

    /// @param table with its menu
    LiveWriting(Desk desk, RowTable<LiveRow> table) {
        this.desk = desk;
        this.table = table;
        writables = new Writables(desk);
        act =
                new WriteAct(
                        desk,
                        "live-write",
                        writables,
                        this::hindrance,
                        this::chosen,
                        table::requestFocus);
        act.panel().getStyleClass().addAll("fp-panel", "fp-padded");
        side = new ScrollPane(act.panel());
        side.setFitToWidth(true);
        side.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        side.getStyleClass().add("fp-content");
        side.setMinWidth(WIDTH);
        side.setPrefWidth(WIDTH);
        side.visibleProperty().bind(act.panel().visibleProperty());
        side.managedProperty().bind(side.visibleProperty());
        table.getSelectionModel().selectedItemProperty().subscribe(act::hinder);
        MenuItem item = new MenuItem(act.button().getText());
        item.setId("live-table-write");
        item.setMnemonicParsing(false);
        item.setOnAction(event -> act.open());
        table.getContextMenu().addEventHandler(WindowEvent.WINDOW_SHOWING, event -> follow(item));
        table.getContextMenu().getItems().addAll(0, List.of(item, new SeparatorMenuItem()));
    }

    /// Off with its reason beside it while the button is.
    private void follow(MenuItem item) {
        String why = act.hindrance();
        item.setDisable(!why.isEmpty());
        item.setText(why.isEmpty() ? act.button().getText() : desk.text("writing.open.off", why));
    }

    private List<WritableTag> chosen() {
        return table.selected()
                .map(row -> writables.at(row.connection(), row.address()))
                .orElse(List.of());
    }

    private String hindrance() {
        return table.selected()
                .map(row -> desk.text("writing.hindrance.tag", row.address()))
                .orElseGet(() -> desk.text("writing.hindrance.row"));
    }

    /// What stands in the head of the page.
    Node button() {
        return Parts.telling(act.button());
    }

    /// What stands beside the table while something is written.
    ScrollPane side() {
        return side;
    }

    void openByKey() {
        act.openByKey();
    }

    void reveal() {
        act.reveal();
    }

    void show(Frame frame) {
        act.show(frame);
    }
}
