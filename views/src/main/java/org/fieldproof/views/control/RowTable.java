package org.fieldproof.views.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Font;
import org.fieldproof.api.Workspace;
import org.fieldproof.views.filter.FilterColumn;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.filter.Sieve;
import org.jspecify.annotations.Nullable;

/// A table of immutable rows. New rows are compared with the old ones and only cells that changed
/// are touched; the selection follows the row's id, never its place.
///
/// @param <R> the row type, a record
public final class RowTable<R> extends TableView<R> {

    /// What is left free, or rounding would bring a scroll bar.
    private static final double SPARE = 3;

    /// Of a row in letters of that size; the head is somewhat higher.
    private static final double ROW_PX = 26;

    private static final double HEAD_ROWS = 1.1;
    private static final double EDGES_PX = 5;

    private final Function<R, String> id;
    private final Sieve<R> sieve = new Sieve<>();
    private final TableHeads<R> heads = new TableHeads<>(this, sieve);
    private final RowExchange<R> exchange;
    private final RowOrder<R> order;
    private final Label placeholder;
    private String empty;
    private @Nullable Label aTitle;
    private @Nullable ScrollBar bar;
    private @Nullable Font lettered;
    private double fittedRoom;
    private boolean updating;

    /// Whether other rows are in sight than would be if nobody pointed there.
    private boolean holding;

    private BooleanSupplier pointing = () -> false;
    private @Nullable LookKeeping look;
    private @Nullable RowArrangement<R> arrangement;

    /// An empty table.
    ///
    /// @param id what a row is, over time
    /// @param empty what to say when there is none
    public RowTable(Function<R, String> id, String empty) {
        this.id = id;
        this.empty = empty;
        exchange = new RowExchange<>(this, id);
        order = new RowOrder<>(this, id, this::orderLate);
        placeholder = Parts.prose(empty, "fp-muted");
        setPlaceholder(placeholder);
        sieve.onChanged(this::sift);
        heads.onChanged(this::refit, this::keep);
        setOnSort(
                event -> {
                    event.consume();
                    reorder();
                });
        hoverProperty().addListener((property, was, is) -> release(is));
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        setOnKeyPressed(
                event -> {
                    if (new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN)
                            .match(event)) {
                        Parts.copy(taken().as(TableFormat.TSV));
                        event.consume();
                    }
                });
    }

    /// A column of text.
    public RowTable<R> text(String title, double width, Function<R, String> text) {
        return column(title, width, text, row -> "", "fp-left");
    }

    /// A column of figures, at the right.
    public RowTable<R> right(String title, double width, Function<R, String> text) {
        return column(title, width, text, row -> "", "fp-right");
    }

    /// Gives the last column the name that it has in filters of every language, and says what its
    /// cells are measured in.
    public RowTable<R> named(String key, Measure measure) {
        sieve.name(key, measure);
        return this;
    }

    /// The same for words.
    public RowTable<R> named(String key) {
        return named(key, Measure.WORDS);
    }

    /// A column of process values, at the right.
    public RowTable<R> value(String title, double width, Function<R, String> text) {
        return column(title, width, text, row -> "fp-value", "fp-right");
    }

    /// A column in fixed-width letters.
    public RowTable<R> mono(String title, double width, Function<R, String> text) {
        return column(title, width, text, row -> "", "fp-mono");
    }

    /// A column of states.
    public RowTable<R> state(String title, double width, Function<R, StateText> state) {
        return column(
                title,
                width,
                row -> state.apply(row).text(),
                row -> state.apply(row).mark().textClass(),
                "fp-left");
    }

    /// A column whose cells' class depends on the row.
    public RowTable<R> column(
            String title,
            double width,
            Function<R, String> text,
            Function<R, String> styleClass,
            String columnClass) {
        boolean figures = columnClass.equals("fp-right");
        Measure measure = figures ? Measure.NUMBER : Measure.WORDS;
        sieve.add(new FilterColumn<>("", title, measure, text));
        heads.addText(title, width, columnClass)
                .setCellFactory(_ -> new TextCell<>(text, styleClass));
        return this;
    }

    /// A column of nodes, such as bars.
    ///
    /// @param number what rows are ordered by
    /// @param text what is copied and exported of it
    public <N extends Node> RowTable<R> node(
            String title,
            double width,
            ToDoubleFunction<R> number,
            Function<R, String> text,
            Supplier<N> make,
            BiConsumer<N, R> show) {
        heads.addNodes(title, width, number, text)
                .setCellFactory(_ -> new NodeCell<>(make.get(), show));
        return this;
    }

    /// Gives the last column what is left over of the room, wherever it stands.
    public RowTable<R> growing() {
        heads.grow();
        return this;
    }

    /// How high it is with so many rows and its head, in letters of now.
    public double heightOf(int rows) {
        double row = getFixedCellSize() > 0 ? getFixedCellSize() : ROW_PX;
        return Math.ceil((rows + HEAD_ROWS) * row) + EDGES_PX;
    }

    /// Makes it as high as so many rows and its head, and where there is less room not lower than
    /// the least: in letters of now, as the height of a row is known once there are styles.
    public RowTable<R> high(int rows, int least) {
        prefHeightProperty().bind(height(rows));
        minHeightProperty().bind(height(least));
        return this;
    }

    private DoubleBinding height(int rows) {
        return Bindings.createDoubleBinding(() -> heightOf(rows), fixedCellSizeProperty());
    }

    /// What a double click on a row does; one on the head, a scroll bar or beside the rows does
    /// nothing.
    public void onDoubleClick(Consumer<R> act) {
        onRow(act, event -> event.getClickCount() == 2);
    }

    /// What a single click on a row does, unless it chooses several.
    public void onClick(Consumer<R> act) {
        onRow(
                act,
                event ->
                        event.getClickCount() == 1
                                && !event.isShiftDown()
                                && !event.isShortcutDown());
    }

    /// What a single click into a column does, besides choosing the row.
    public void onCell(String key, Consumer<R> act) {
        addEventHandler(
                MouseEvent.MOUSE_CLICKED,
                event -> {
                    boolean plain = !event.isShiftDown() && !event.isShortcutDown();
                    if (event.getClickCount() == 1
                            && event.getButton() == MouseButton.PRIMARY
                            && plain) {
                        heads.rowAt(event.getTarget(), key).ifPresent(act);
                    }
                });
    }

    private void onRow(Consumer<R> act, Predicate<MouseEvent> meant) {
        setRowFactory(view -> new ActingRow<>(act, meant));
    }

    @Override
    protected void layoutChildren() {
        if (aTitle == null && lookup(".column-header .label") instanceof Label found) {
            aTitle = found;
        }
        if (bar == null && lookup(".scroll-bar:vertical") instanceof ScrollBar found) {
            bar = found;
            // A list that grows needs room for its scroll bar, which the columns give.
            found.visibleProperty().addListener((property, was, is) -> requestLayout());
        }
        Label title = aTitle;
        if (title != null) {
            ScrollBar present = bar;
            double taken = present != null && present.isVisible() ? present.prefWidth(-1) : 0;
            double room = getWidth() - snappedLeftInset() - snappedRightInset() - taken - SPARE;
            if (room != fittedRoom || !title.getFont().equals(lettered)) {
                fittedRoom = room;
                lettered = title.getFont();
                heads.fit(room, title.getFont());
            }
        }
        super.layoutChildren();
    }

    /// Gives columns their widths anew.
    private void refit() {
        fittedRoom = -1;
        requestLayout();
    }

    /// Somebody orders rows otherwise, and points at the head as he does: now they may move.
    private void reorder() {
        if (heads.isTooMuch()) {
            return;
        }
        sift();
        Font letters = lettered;
        if (letters != null && heads.isCut(letters)) {
            refit();
        }
        heads.keep();
    }

    /// Its columns, from left to right and by which rows are ordered.
    TableHeads<R> heads() {
        return heads;
    }

    /// Keeps for the open project how somebody wants it to look.
    ///
    /// @param name of the list, such as `devices`
    public void keepLook(Workspace memory, String name) {
        look = new LookKeeping(heads, memory, name);
    }

    /// Looks as it did when the open project was last looked at.
    public void recallLook() {
        if (look != null) {
            look.recall();
        }
    }

    private void keep() {
        if (look != null) {
            look.keep();
        }
    }

    /// The titles of all columns, as they were made.
    public List<String> titles() {
        return heads.titles();
    }

    /// Makes do without some columns, where there is less room than usual.
    ///
    /// @param keys their names as in filters; those of before are seen again
    public void spare(Set<String> keys) {
        heads.spare(keys);
    }

    /// Shows these rows instead of the present ones. Not while it is at it already: a selection
    /// that moves with its row is told in the midst of the exchange, and who hears of it may want
    /// to show everything anew.
    public void update(List<R> rows) {
        if (updating) {
            return;
        }
        updating = true;
        try {
            List<R> kept = sieve.keep(rows);
            boolean ordered = heads.isOrdered();
            boolean stay = isStanding() && !getItems().isEmpty();
            List<R> shown = stay ? standing(rows, kept) : arranged(ordered(kept));
            holding = stay && (ordered || !shown.equals(arranged(kept)));
            exchange.show(shown);
        } finally {
            updating = false;
        }
    }

    /// Shows rows of something else: whoever points at what was there does not mean these.
    public void renew(List<R> rows) {
        if (!updating) {
            updating = true;
            try {
                holding = false;
                exchange.show(arranged(order.anew(sieve.keep(rows))));
            } finally {
                updating = false;
            }
        }
    }

    /// Shows some rows as one. Which, is to change only while nobody points there.
    public void arrange(RowArrangement<R> by) {
        arrangement = by;
    }

    /// Shows the rows of now as they are arranged now.
    public void rearrange() {
        sift();
    }

    private List<R> arranged(List<R> rows) {
        RowArrangement<R> by = arrangement;
        return by == null ? rows : by.arranged(rows);
    }

    /// Whether somebody points where rows would move below him.
    public boolean isStanding() {
        return pointing.getAsBoolean() || (heads.isOrdered() && isHover());
    }

    /// In the order that somebody wants, or for a moment as they stand.
    private List<R> ordered(List<R> kept) {
        return order.isSpared(kept) ? standing(kept, kept) : order.anew(kept);
    }

    /// The order that an update was spared. Where somebody points, once he does no more.
    private void orderLate() {
        if (isStanding()) {
            holding = true;
        } else {
            sift();
        }
    }

    private List<R> standing(List<R> rows, List<R> kept) {
        RowArrangement<R> by = arrangement;
        if (by == null) {
            return StandingRows.of(getItems(), rows, kept, id);
        }
        // One that has come below another waits: at the end it would seem to belong elsewhere.
        List<R> arranged = by.arranged(kept);
        List<R> all = new ArrayList<>(rows);
        all.addAll(by.arranged(rows));
        all.addAll(arranged);
        return StandingRows.of(getItems(), all, arranged.stream().filter(by::isTop).toList(), id);
    }

    /// Somebody has changed the filter: what it says now is shown at once.
    private void sift() {
        renew(sieve.all());
    }

    /// While somebody points at a row, none comes above it, and no filter takes it away. Once he
    /// points elsewhere all is in its place again, also where nothing new comes. Rows that are in
    /// an order of their figures stay where they are as long as the pointer is over any.
    void heldWhile(BooleanSupplier points) {
        pointing = points;
    }

    private void release(boolean hovered) {
        if (!hovered && holding) {
            sift();
        }
    }

    /// What of its rows is in sight.
    public Sieve<R> sieve() {
        return sieve;
    }

    /// Says something else where there are no rows.
    public void sayEmpty(String words) {
        boolean said = placeholder.getText().equals(empty);
        empty = words;
        if (said) {
            placeholder.setText(words);
        }
    }

    /// Says why there is nothing to be seen; without a reason, that there is nothing.
    void sayHidden(String why) {
        placeholder.setText(why.isEmpty() ? empty : why);
    }

    /// True while rows are exchanged: what is selected meanwhile, nobody has chosen.
    public boolean isUpdating() {
        return updating;
    }

    /// Selects the row of an id, if it is there.
    public void select(String wanted) {
        for (int i = 0; i < getItems().size(); i++) {
            if (id.apply(getItems().get(i)).equals(wanted)) {
                getSelectionModel().clearAndSelect(i);
                return;
            }
        }
    }

    /// Selects a row that somebody was led to: a filter that hides it is taken away.
    public void reveal(String wanted) {
        boolean hidden =
                getItems().stream().map(id).noneMatch(wanted::equals)
                        && sieve.all().stream().map(id).anyMatch(wanted::equals);
        if (hidden) {
            sieve.clear();
        }
        select(wanted);
    }

    /// Chooses the first row in sight where none is chosen.
    public void chooseFirst() {
        if (getSelectionModel().isEmpty() && !getItems().isEmpty()) {
            getSelectionModel().selectFirst();
        }
    }

    public Optional<R> selected() {
        return Optional.ofNullable(getSelectionModel().getSelectedItem());
    }

    public Optional<String> selectedId() {
        return selected().map(id);
    }

    /// The ids of all selected rows, in the order of the table.
    public List<String> selectedIds() {
        return chosen().stream().map(id).toList();
    }

    private List<R> chosen() {
        return getSelectionModel().getSelectedIndices().stream()
                .sorted()
                .filter(i -> i >= 0 && i < getItems().size())
                .map(getItems()::get)
                .toList();
    }

    /// What the selected rows show, or all that are in sight where none is selected.
    public TableText taken() {
        List<R> chosen = chosen();
        return chosen.isEmpty() ? whole() : heads.text(chosen);
    }

    /// What all rows show that are in sight.
    public TableText whole() {
        return heads.text(getItems());
    }
}
