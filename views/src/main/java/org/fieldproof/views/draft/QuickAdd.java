package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.fieldproof.api.draft.PartType;
import org.fieldproof.api.draft.Section;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.i18n.Texts;

/// Type what you want to add, Enter. The same list finds parts that are there.
final class QuickAdd extends VBox {
    private static final double WIDTH = 380;

    private final Texts texts;
    private final TextField query = new TextField();
    private final ListView<PartType> results = new ListView<>();
    private List<PartType> all = List.of();
    private Consumer<PartType> chosen = type -> {};
    private final Runnable closed;
    private boolean fresh;

    QuickAdd(Texts texts, Runnable closed) {
        this.texts = texts;
        this.closed = closed;
        getStyleClass().add("fp-palette");
        setId("quick-add");
        setManaged(false);
        query.setId("quick-add-query");
        query.setPromptText(texts.get("draft.quickAdd.prompt"));
        results.setId("quick-add-results");
        results.setCellFactory(list -> new TypeCell(texts));
        results.setPlaceholder(Parts.label(texts.get("draft.quickAdd.nothing"), "fp-muted"));
        results.setPrefHeight(250);
        getChildren().addAll(query, results);
        query.textProperty().addListener((property, was, is) -> refresh());
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        results.setOnMouseClicked(event -> accept());
        addEventFilter(KeyEvent.KEY_TYPED, this::swallow);
        addEventFilter(KeyEvent.KEY_RELEASED, event -> fresh = false);
        setVisible(false);
    }

    /// The letter that opened it is not meant for it.
    void openedByKey() {
        fresh = true;
    }

    private void swallow(KeyEvent event) {
        if (fresh) {
            event.consume();
        }
    }

    /// Opens at a place of its parent.
    void open(double x, double y, List<PartType> types, Consumer<PartType> then) {
        all = types;
        chosen = then;
        query.clear();
        refresh();
        resize(WIDTH, prefHeight(WIDTH));
        relocate(x, y);
        setVisible(true);
        query.requestFocus();
    }

    void close() {
        if (isVisible()) {
            setVisible(false);
            closed.run();
        }
    }

    private void refresh() {
        results.getItems().setAll(search(all, query.getText(), texts));
        results.getSelectionModel().selectFirst();
    }

    /// Types that a person may mean, best first.
    static List<PartType> search(List<PartType> all, String query, Texts texts) {
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        List<PartType> first = new ArrayList<>();
        List<PartType> second = new ArrayList<>();
        for (PartType type : all) {
            String name = name(type, texts).toLowerCase(Locale.ROOT);
            String more =
                    String.join(
                                    "\n",
                                    name,
                                    type.type(),
                                    type.title(),
                                    texts.get("draft.section." + type.section().name()))
                            .toLowerCase(Locale.ROOT);
            if (name.startsWith(wanted) || type.type().startsWith(wanted)) {
                first.add(type);
            } else if (more.contains(wanted)) {
                second.add(type);
            }
        }
        first.addAll(second);
        return first;
    }

    static String name(PartType type, Texts texts) {
        return type.section() == Section.PIPELINES ? texts.get("draft.pipeline.name") : type.name();
    }

    private void key(KeyEvent event) {
        fresh = false;
        switch (event.getCode()) {
            case ESCAPE -> close();
            case ENTER -> accept();
            case DOWN -> move(1);
            case UP -> move(-1);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void move(int by) {
        int next = results.getSelectionModel().getSelectedIndex() + by;
        if (next >= 0 && next < results.getItems().size()) {
            results.getSelectionModel().select(next);
            results.scrollTo(Math.max(0, next - 4));
        }
    }

    private void accept() {
        PartType type = results.getSelectionModel().getSelectedItem();
        if (type != null) {
            setVisible(false);
            chosen.accept(type);
        }
    }

    private static final class TypeCell extends ListCell<PartType> {
        private final Texts texts;

        TypeCell(Texts texts) {
            this.texts = texts;
        }

        @Override
        protected void updateItem(PartType type, boolean empty) {
            super.updateItem(type, empty);
            if (empty || type == null) {
                setGraphic(null);
                return;
            }
            HBox row =
                    Parts.row(
                            Parts.label(name(type, texts), "fp-strong"),
                            Parts.spring(),
                            Parts.label(
                                    texts.get("draft.section." + type.section().name()),
                                    "fp-muted",
                                    "fp-small"));
            setGraphic(row);
        }
    }
}
