package org.fieldproof.views.control;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.stage.Popup;
import org.fieldproof.views.filter.FilterHint;
import org.fieldproof.views.i18n.Texts;

/// How a filter may go on, below its field. The focus stays in the field, whose keys lead through
/// it; nothing is taken that nobody has chosen. FX thread.
final class FilterHints {
    private static final double ROW = 26;
    private static final int ROWS_MAX = 8;
    private static final double WIDTH = 300;

    private final TextField field;
    private final Runnable changed;
    private final Popup popup = new Popup();
    private final ListView<FilterHint> list = new ListView<>();
    private final StackPane box = new StackPane(list);

    /// @param taken told which one was chosen
    /// @param changed told when others are offered or chosen, or none
    FilterHints(TextField field, Consumer<FilterHint> taken, Runnable changed) {
        this.field = field;
        this.changed = changed;
        list.setId("filter-hints");
        list.setFocusTraversable(false);
        list.setCellFactory(_ -> new HintCell());
        list.setFixedCellSize(ROW);
        list.setPrefWidth(WIDTH);
        list.setOnMouseClicked(event -> chosen().ifPresent(taken));
        box.getStyleClass().add("fp-hints");
        popup.getContent().add(box);
        popup.setAutoHide(true);
        // Whoever clicks elsewhere means that: STOP is pressed with one click.
        popup.setConsumeAutoHidingEvents(false);
        popup.setHideOnEscape(false);
        popup.showingProperty().addListener((property, was, is) -> changed.run());
        list.getSelectionModel()
                .selectedItemProperty()
                .addListener((property, was, is) -> changed.run());
    }

    void show(List<FilterHint> hints) {
        if (hints.isEmpty() || field.getScene() == null) {
            hide();
            return;
        }
        list.getItems().setAll(hints);
        list.getSelectionModel().clearSelection();
        list.setPrefHeight(Math.min(ROWS_MAX, hints.size()) * ROW + 4);
        // A popup is a window of its own: it is dressed as the one it belongs to.
        popup.getScene().setUserAgentStylesheet(field.getScene().getUserAgentStylesheet());
        popup.getScene().getStylesheets().setAll(field.getScene().getStylesheets());
        box.setStyle(field.getScene().getRoot().getStyle());
        Bounds at = field.getLayoutBounds();
        Point2D below = field.localToScreen(at.getMinX(), at.getMaxY() + 2);
        if (!popup.isShowing() && below != null) {
            popup.show(field, below.getX(), below.getY());
        }
        changed.run();
    }

    /// What there is to choose from, or what is chosen of it; empty where nothing is offered.
    String spoken(Texts texts) {
        return isShowing()
                ? chosen().map(FilterHints::spoken)
                        .orElseGet(() -> texts.get("filter.hints.shown", list.getItems().size()))
                : "";
    }

    private static String spoken(FilterHint hint) {
        return hint.text() + " " + hint.remark();
    }

    void hide() {
        popup.hide();
    }

    boolean isShowing() {
        return popup.isShowing();
    }

    void move(int by) {
        int next = list.getSelectionModel().getSelectedIndex() + by;
        if (next < 0) {
            list.getSelectionModel().clearSelection();
        } else if (next < list.getItems().size()) {
            list.getSelectionModel().select(next);
            list.scrollTo(Math.max(0, next - 5));
        }
    }

    Optional<FilterHint> chosen() {
        return popup.isShowing()
                ? Optional.ofNullable(list.getSelectionModel().getSelectedItem())
                : Optional.empty();
    }

    private static final class HintCell extends ListCell<FilterHint> {
        private final Label text = Parts.givingWay(Parts.label("", "fp-mono"));
        private final Label remark = Parts.label("", "fp-muted", "fp-small");
        private final HBox row = Parts.row(text, Parts.spring(), remark);

        HintCell() {
            remark.setMinWidth(USE_PREF_SIZE);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(FilterHint hint, boolean empty) {
            super.updateItem(hint, empty);
            boolean none = empty || hint == null;
            setGraphic(none ? null : row);
            setAccessibleText(none ? null : spoken(hint));
            if (!none) {
                text.setText(hint.text());
                remark.setText(hint.remark());
            }
        }
    }
}
