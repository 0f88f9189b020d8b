package org.fieldproof.views.pipelines;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.pipelines.PipelinesViewModel.Picture;

/// The picture as a table in its place: what is chosen in one is chosen in the other. Another
/// sub-pipeline or moment has other rows, also under the pointer. FX thread.
final class PipelineSheet extends BorderPane {
    private final RowTable<SheetRow> table;
    private final Consumer<String> chooseNode;
    private final Consumer<PipelineWire> chooseWire;
    private final Consumer<PipelineNode> open;
    private Picture picture = Picture.NONE;
    private Scene scene = new Scene("", Optional.empty());
    private boolean following;

    /// @param chooseNode told the id of a card that a person selects
    /// @param chooseWire told of a wire
    /// @param open told of a card that is to be entered
    PipelineSheet(
            Desk desk,
            Consumer<String> chooseNode,
            Consumer<PipelineWire> chooseWire,
            Consumer<PipelineNode> open) {
        this.chooseNode = chooseNode;
        this.chooseWire = chooseWire;
        this.open = open;
        table =
                new RowTable<>(SheetRow::id, desk.text("pipelines.sheet.none"))
                        .text(desk.text("pipelines.sheet.kind"), 120, SheetRow::kind)
                        .named("kind")
                        .text(desk.text("pipelines.sheet.name"), 240, SheetRow::name)
                        .named("name")
                        .state(desk.text("pipelines.sheet.state"), 150, SheetRow::state)
                        .named("state")
                        .value(desk.text("pipelines.sheet.rate"), 80, SheetRow::rate)
                        .named("rate", Measure.NUMBER)
                        .value(desk.text("pipelines.sheet.waiting"), 80, SheetRow::waiting)
                        .named("waiting", Measure.NUMBER)
                        .right(desk.text("pipelines.sheet.pressure"), 90, SheetRow::pressure)
                        .named("pressure", Measure.NUMBER)
                        .right(desk.text("pipelines.sheet.age"), 70, SheetRow::age)
                        .named("age", Measure.SPAN)
                        .text(desk.text("pipelines.sheet.path"), 90, SheetRow::path)
                        .named("path")
                        .text(desk.text("pipelines.sheet.problem"), 300, SheetRow::problem)
                        .named("problem");
        table.setId("pipelines-table");
        table.setAccessibleText(desk.text("pipelines.sheet.accessible"));
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener(
                        (property, was, is) -> {
                            if (is != null && !following && !table.isUpdating()) {
                                choose(is.id());
                            }
                        });
        table.onDoubleClick(row -> open(row.id()));
        table.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ENTER) {
                        open(table.selectedId().orElse(""));
                        event.consume();
                    }
                });
        setTop(desk.filter(table, "pipelines"));
        setCenter(table);
        setStyle("-fx-padding: 0 14 12 14;");
    }

    private void choose(String id) {
        following = true;
        try {
            picture.wires().stream()
                    .filter(wire -> wire.id().equals(id))
                    .findFirst()
                    .ifPresentOrElse(chooseWire, () -> chooseNode.accept(id));
        } finally {
            following = false;
        }
    }

    private void open(String id) {
        picture.nodes().stream().filter(node -> node.id().equals(id)).findFirst().ifPresent(open);
    }

    /// Which rows there are.
    ///
    /// @param level the sub-pipeline
    /// @param moment that one looks back at
    record Scene(String level, Optional<Instant> moment) {}

    /// @param of where and when the rows are of
    /// @param chosen the card or wire that is chosen, or empty
    void show(Picture next, Scene of, List<SheetRow> rows, String chosen) {
        picture = next;
        boolean same = of.equals(scene);
        scene = of;
        boolean follows = following;
        following = true;
        try {
            if (same) {
                table.update(rows);
            } else {
                table.renew(rows);
            }
            if (!table.selectedId().orElse("").equals(chosen)) {
                table.getSelectionModel().clearSelection();
                table.select(chosen);
            }
        } finally {
            following = follows;
        }
    }

    /// Gives the focus to what is chosen, or to the first row.
    void focus() {
        if (table.selected().isEmpty() && !table.getItems().isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
        table.requestFocus();
    }
}
