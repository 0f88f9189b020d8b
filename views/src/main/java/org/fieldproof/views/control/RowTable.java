package org.fieldproof.views.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.fieldproof.views.filter.FilterColumn;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.filter.Sieve;
import org.jspecify.annotations.Nullable;

/// A table of immutable rows. New rows are compared with the old ones and only cells that changed
/// are touched; the selection follows the row's id, never its place.
///
/// @param <R> the row type, a record
public final class RowTable<R> extends TableView<R> {

    private static final double TITLE_PADDING = 30;

    private static final int ONE_BY_ONE_MAX = 500;

    /// What is left free, or rounding would bring a scroll bar.
    private static final double SPARE = 3;

    /// The size of letters that the widths of columns are given for.
    private static final double LETTERS_PX = 13;

    /// Of a row in letters of that size; the head is somewhat higher.
    private static final double ROW_PX = 26;

    private static final double HEAD_ROWS = 1.1;
    private static final double EDGES_PX = 5;

    /// A column's width as the toolkit makes it.
    private static final double UNGIVEN = new TableColumn<Object, Object>().getPrefWidth();

    private final Function<R, String> id;
    private final List<Export<R>> exports = new ArrayList<>();
    private final Sieve<R> sieve = new Sieve<>();
    private final Label placeholder;
    private String empty;
    private final List<Double> widths = new ArrayList<>();
    private @Nullable Label aTitle;
    private @Nullable ScrollBar bar;
    private @Nullable Font lettered;
    private double fittedRoom;
    private int growing = -1;
    private boolean updating;

    /// Whether other rows are in sight than would be if nobody pointed there.
    private boolean holding;

    private BooleanSupplier pointing = () -> false;

    /// An empty table.
    ///
    /// @param id what a row is, over time
    /// @param empty what to say when there is none
    public RowTable(Function<R, String> id, String empty) {
        this.id = id;
        this.empty = empty;
        placeholder = Parts.prose(empty, "fp-muted");
        setPlaceholder(placeholder);
        sieve.onChanged(this::sift);
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
        TableColumn<R, R> column = column(title, width, columnClass);
        column.setCellFactory(_ -> new TextCell<>(text, styleClass));
        exports.add(new Export<>(title, text));
        boolean figures = columnClass.equals("fp-right");
        Measure measure = figures ? Measure.NUMBER : Measure.WORDS;
        sieve.add(new FilterColumn<>("", title, measure, text));
        return this;
    }

    /// A column of nodes, such as bars.
    public <N extends Node> RowTable<R> node(
            String title, double width, Supplier<N> make, BiConsumer<N, R> show) {
        TableColumn<R, R> column = column(title, width, "fp-left");
        column.setCellFactory(_ -> new NodeCell<>(make.get(), show));
        return this;
    }

    /// Gives the last column what is left over of the room, wherever it stands.
    public RowTable<R> growing() {
        growing = widths.size() - 1;
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

    private void onRow(Consumer<R> act, Predicate<MouseEvent> meant) {
        setRowFactory(view -> new ActingRow<>(act, meant));
    }

    private TableColumn<R, R> column(String title, double width, String columnClass) {
        TableColumn<R, R> column = new TableColumn<>(title);
        column.setCellValueFactory(data -> new ReadOnlyObjectWrapper<>(data.getValue()));
        column.setPrefWidth(given(width));
        widths.add(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.getStyleClass().add(columnClass);
        getColumns().add(column);
        return column;
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
                fit(room, title.getFont());
            }
        }
        super.layoutChildren();
    }

    /// The toolkit takes this very width for one that nobody has given: with each scene that the
    /// table comes into or leaves, the head would measure thirty rows to find a better one, and
    /// where there is no scene it complains of every colour.
    private static double given(double width) {
        return width == UNGIVEN ? width - 1 : width;
    }

    /// Gives columns what they should have in letters of now; where there is less room, each gives
    /// way down to its title, which is never cut: what is then too wide is scrolled.
    private void fit(double room, Font letters) {
        Text ruler = new Text();
        ruler.setFont(letters);
        double[] least = new double[widths.size()];
        double[] wanted = new double[widths.size()];
        for (int i = 0; i < widths.size(); i++) {
            ruler.setText(getColumns().get(i).getText());
            if (getColumns().get(i).isVisible()) {
                least[i] = Math.ceil(ruler.getLayoutBounds().getWidth()) + TITLE_PADDING;
                wanted[i] = Math.max(least[i], widths.get(i) * letters.getSize() / LETTERS_PX);
            }
        }
        int last = widths.size() - 1;
        boolean figures = last >= 0 && getColumns().get(last).getStyleClass().contains("fp-right");
        // Figures stay beside what they belong to: only text is given what is left over.
        int takes = growing >= 0 ? growing : figures ? -1 : last;
        double[] fitted = ColumnFit.of(least, wanted, room, takes);
        for (int i = 0; i < fitted.length; i++) {
            getColumns().get(i).setMinWidth(least[i]);
            getColumns().get(i).setPrefWidth(given(fitted[i]));
        }
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
            List<R> shown = pointing.getAsBoolean() ? inPlace(rows, kept) : kept;
            holding = !shown.equals(kept);
            exchange(shown);
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
                exchange(sieve.keep(rows));
            } finally {
                updating = false;
            }
        }
    }

    /// Somebody has changed the filter: what it says now is shown at once.
    private void sift() {
        renew(sieve.all());
    }

    /// The rows that are in sight, with the figures of now, also where the filter would let go of
    /// them; those that have come are below.
    private List<R> inPlace(List<R> rows, List<R> kept) {
        Map<String, R> now = new HashMap<>();
        rows.forEach(row -> now.put(id.apply(row), row));
        List<R> held = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (R row : getItems()) {
            R present = now.get(id.apply(row));
            if (present != null) {
                held.add(present);
                seen.add(id.apply(row));
            }
        }
        kept.stream().filter(row -> !seen.contains(id.apply(row))).forEach(held::add);
        return held;
    }

    /// While somebody points at a row, none comes above it, and no filter takes it away. Once he
    /// points elsewhere all is in its place again, also where nothing new comes.
    void heldWhile(BooleanSupplier points) {
        pointing = points;
        hoverProperty().addListener((property, was, is) -> release(is));
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

    private void exchange(List<R> rows) {
        List<String> chosen = selectedIds();
        String last = selectedId().orElse("");
        if (isMuchOther(rows)) {
            int focused = getFocusModel().getFocusedIndex();
            getItems().setAll(rows);
            getFocusModel().focus(focused < rows.size() ? focused : -1);
            select(chosen, last);
            return;
        }
        int common = Math.min(rows.size(), getItems().size());
        for (int i = 0; i < common; i++) {
            if (!rows.get(i).equals(getItems().get(i))) {
                getItems().set(i, rows.get(i));
            }
        }
        if (getItems().size() > rows.size()) {
            getItems().remove(rows.size(), getItems().size());
        } else if (rows.size() > common) {
            getItems().addAll(rows.subList(common, rows.size()));
        }
        if (!selectedIds().equals(chosen) || !selectedId().orElse("").equals(last)) {
            select(chosen, last);
        }
    }

    /// Whether so many rows are other than the present ones that each by itself, told to whoever
    /// follows the rows, would take longer than all at once.
    private boolean isMuchOther(List<R> rows) {
        int other = 0;
        int common = Math.min(rows.size(), getItems().size());
        for (int i = 0; i < common && other <= ONE_BY_ONE_MAX; i++) {
            if (!rows.get(i).equals(getItems().get(i))) {
                other++;
            }
        }
        return other > ONE_BY_ONE_MAX;
    }

    /// Selects the rows that are there of some, and no other.
    ///
    /// @param last which of them pages show and Enter opens
    private void select(List<String> some, String last) {
        getSelectionModel().clearSelection();
        Set<String> wanted = Set.copyOf(some);
        int lastRow = -1;
        for (int i = 0; i < getItems().size(); i++) {
            String row = id.apply(getItems().get(i));
            if (row.equals(last)) {
                lastRow = i;
            } else if (wanted.contains(row)) {
                getSelectionModel().select(i);
            }
        }
        if (lastRow >= 0) {
            getSelectionModel().select(lastRow);
        }
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
        return getSelectionModel().getSelectedIndices().stream()
                .sorted()
                .filter(i -> i >= 0 && i < getItems().size())
                .map(i -> id.apply(getItems().get(i)))
                .toList();
    }

    /// What the selected rows show, or all that are in sight where none is selected.
    public TableText taken() {
        List<Integer> chosen =
                getSelectionModel().getSelectedIndices().stream()
                        .filter(i -> i >= 0 && i < getItems().size())
                        .sorted()
                        .toList();
        return chosen.isEmpty() ? whole() : text(chosen.stream().map(getItems()::get).toList());
    }

    /// What all rows show that are in sight.
    public TableText whole() {
        return text(getItems());
    }

    private TableText text(List<R> rows) {
        return new TableText(
                exports.stream().map(Export::title).toList(),
                rows.stream()
                        .map(row -> exports.stream().map(e -> e.text().apply(row)).toList())
                        .toList());
    }

    private record Export<R>(String title, Function<R, String> text) {}
}
