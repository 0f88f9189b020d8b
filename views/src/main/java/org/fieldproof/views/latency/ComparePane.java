package org.fieldproof.views.latency;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.snapshot.MarkerSnapshot;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.bridge.History;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.perspective.Desk;
import org.jspecify.annotations.Nullable;

/// Latencies before and after the marker that is chosen: the newest with something on either side,
/// unless somebody chooses another. FX thread.
final class ComparePane extends VBox {
    private static final double CHOICE_WIDTH = 420;

    private final Desk desk;
    private final CompareModel model;
    private final ComboBox<MarkerSnapshot> choice = new ComboBox<>();
    private final Button reword;
    private final Button remove;
    private final RowTable<CompareRow> table;
    private List<MarkerSnapshot> markers = List.of();
    private Optional<BeforeAfter> windows = Optional.empty();

    /// What somebody has chosen; 0 if nobody has.
    private long wanted;

    /// Whose figures the table has; 0 if it has none.
    private long drawn;

    private boolean filling;

    ComparePane(Desk desk, CompareModel model) {
        super(6);
        this.desk = desk;
        this.model = model;
        choice.setId("latency-marker");
        choice.setPrefWidth(CHOICE_WIDTH);
        choice.setMinWidth(160);
        choice.setCellFactory(_ -> new Cell());
        choice.setButtonCell(new Cell());
        choice.setAccessibleText(desk.text("latency.compare.choice"));
        choice.setOnAction(
                event -> {
                    MarkerSnapshot chosen = choice.getValue();
                    if (!filling && chosen != null) {
                        choose(chosen.id());
                    }
                });
        Button mark = button("latency-mark", "marker.action.set", this::mark);
        reword = button("latency-marker-reword", "latency.compare.reword", this::reword);
        remove = button("latency-marker-remove", "latency.compare.remove", this::remove);
        table = table();
        var filtered = desk.filtered(table, "latency-compare");
        VBox.setVgrow(filtered, Priority.ALWAYS);
        getChildren().addAll(Parts.row(choice, reword, remove, Parts.spring(), mark), filtered);
    }

    private Button button(String id, String key, Runnable act) {
        Button button = Parts.button(desk.text(key), act);
        button.setId(id);
        return button;
    }

    private RowTable<CompareRow> table() {
        RowTable<CompareRow> made =
                new RowTable<CompareRow>(CompareRow::id, desk.text("latency.compare.none"))
                        .text(desk.text("latency.column.hop"), 230, CompareRow::hop)
                        .named("hop")
                        .text(desk.text("latency.column.lane"), 110, CompareRow::lane)
                        .named("lane")
                        .column(
                                desk.text("latency.column.side"),
                                110,
                                CompareRow::side,
                                CompareRow::sideClass,
                                "fp-left")
                        .named("side")
                        .right(desk.text("latency.column.count"), 100, CompareRow::count)
                        .named("count", Measure.NUMBER)
                        .value("p50", 100, CompareRow::p50)
                        .named("p50", Measure.LATENCY)
                        .value("p95", 100, CompareRow::p95)
                        .named("p95", Measure.LATENCY)
                        .column("p99", 110, CompareRow::p99, CompareRow::p99Class, "fp-right")
                        .named("p99", Measure.LATENCY)
                        .value(desk.text("latency.column.max"), 110, CompareRow::max)
                        .named("max", Measure.LATENCY);
        made.setId("latency-compare");
        return made;
    }

    void choose(long marker) {
        wanted = marker;
        desk.pulse().frame().map(desk.held()::at).ifPresent(this::show);
    }

    void show(Frame frame) {
        List<MarkerSnapshot> now = model.markers();
        List<History.Spread> kept = model.kept(frame);
        @Nullable MarkerSnapshot chosen = chosen(kept, now).orElse(null);
        if (!now.equals(markers) || !Objects.equals(choice.getValue(), chosen)) {
            filling = true;
            markers = now;
            choice.getItems().setAll(now);
            choice.setValue(chosen);
            filling = false;
        }
        choice.setDisable(now.isEmpty());
        reword.setDisable(chosen == null);
        remove.setDisable(chosen == null);
        windows = Optional.ofNullable(chosen).map(marker -> model.windows(kept, marker));
        List<CompareRow> rows = windows.map(of -> model.rows(frame, of)).orElse(List.of());
        long drawing = chosen == null ? 0 : chosen.id();
        if (drawing != drawn) {
            drawn = drawing;
            table.renew(rows);
        } else {
            table.update(rows);
        }
    }

    private Optional<MarkerSnapshot> chosen(List<History.Spread> kept, List<MarkerSnapshot> now) {
        return now.stream()
                .filter(each -> each.id() == wanted)
                .findFirst()
                .or(
                        () ->
                                now.stream()
                                        .filter(each -> model.windows(kept, each).seconds() > 0)
                                        .findFirst())
                .or(() -> now.stream().findFirst());
    }

    /// Which seconds are compared.
    String remark() {
        return model.remark(windows);
    }

    private void mark() {
        desk.navigator().act("marker.set");
    }

    private void reword() {
        MarkerSnapshot chosen = choice.getValue();
        if (chosen != null) {
            desk.crosshair().reword(chosen.id());
        }
    }

    private void remove() {
        MarkerSnapshot chosen = choice.getValue();
        if (chosen != null) {
            String id = Long.toString(chosen.id());
            desk.commands()
                    .send(
                            new Command.RemoveMarker(chosen.id()),
                            outcome -> {
                                if (outcome instanceof Outcome.Done) {
                                    desk.toasts().show(desk.text("marker.toast.removed", id));
                                }
                            });
        }
    }

    private String words(MarkerSnapshot marker) {
        return desk.text(
                "latency.compare.at",
                desk.figures().time(marker.at(), desk.clock().now()),
                desk.name(marker));
    }

    /// As wide as the field: what does not fit is told to whoever points there.
    private final class Cell extends ListCell<MarkerSnapshot> {
        Cell() {
            setPrefWidth(CHOICE_WIDTH);
        }

        @Override
        protected void updateItem(@Nullable MarkerSnapshot marker, boolean empty) {
            super.updateItem(marker, empty);
            String shown = marker == null ? "" : words(marker);
            setText(shown);
            setTooltip(shown.isEmpty() ? null : new Tooltip(shown));
        }
    }
}
