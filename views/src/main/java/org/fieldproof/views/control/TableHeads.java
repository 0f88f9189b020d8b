package org.fieldproof.views.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.event.EventTarget;
import javafx.scene.Node;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.fieldproof.views.filter.Sieve;

/// The columns of a table: how wide they are, which of them are seen in which order, and by which
/// rows are ordered. FX thread.
///
/// @param <R> the row type
final class TableHeads<R> {
    private static final double TITLE_PADDING = 30;

    /// What a head needs besides its title to show which way rows are ordered.
    private static final double ARROW = 22;

    /// Columns that rows are ordered by at most: heads have dots for so many.
    private static final int ORDERING_MAX = 3;

    /// The size of letters that the widths of columns are given for.
    private static final double LETTERS_PX = 13;

    /// A column's width as the toolkit makes it.
    private static final double UNGIVEN = new TableColumn<Object, Object>().getPrefWidth();

    private final TableView<R> table;
    private final Sieve<R> sieve;
    private final List<Head<R>> heads = new ArrayList<>();
    private final Set<String> hidden = new HashSet<>();
    private final Set<String> spared = new HashSet<>();
    private int growing = -1;
    private boolean settling;
    private Runnable fitting = () -> {};
    private Runnable keeping = () -> {};

    /// A column as it was made.
    ///
    /// @param cell which of the sieve's columns it is, or -1
    /// @param number what rows are ordered by where a cell is no text
    /// @param text what is written of a cell
    private record Head<R>(
            TableColumn<R, R> column,
            String title,
            double width,
            int cell,
            ToDoubleFunction<R> number,
            Function<R, String> text) {

        double least(Text ruler) {
            ruler.setText(title);
            double words = Math.ceil(ruler.getLayoutBounds().getWidth()) + TITLE_PADDING;
            return isOrdering() ? words + ARROW : words;
        }

        boolean isOrdering() {
            TableView<R> of = column.getTableView();
            return of != null && of.getSortOrder().contains(column);
        }

        boolean isFigures() {
            return column.getStyleClass().contains("fp-right");
        }
    }

    TableHeads(TableView<R> table, Sieve<R> sieve) {
        this.table = table;
        this.sieve = sieve;
        table.getColumns().addListener((ListChangeListener<TableColumn<R, ?>>) _ -> tell());
    }

    /// @param fits told when other columns are seen than before, or in another order
    /// @param keeps told when somebody has wanted that, or another order of rows
    void onChanged(Runnable fits, Runnable keeps) {
        fitting = fits;
        keeping = keeps;
    }

    /// The next column, of texts: the last that the sieve was given.
    TableColumn<R, R> addText(String title, double width, String columnClass) {
        int cell = sieve.columns() - 1;
        return add(title, width, columnClass, cell, _ -> Double.NaN, row -> sieve.cell(cell, row));
    }

    /// The next column, of something that stands for a number.
    TableColumn<R, R> addNodes(
            String title, double width, ToDoubleFunction<R> number, Function<R, String> text) {
        return add(title, width, "fp-left", -1, number, text);
    }

    private TableColumn<R, R> add(
            String title,
            double width,
            String columnClass,
            int cell,
            ToDoubleFunction<R> number,
            Function<R, String> text) {
        TableColumn<R, R> column = new TableColumn<>(title);
        column.setCellValueFactory(data -> new ReadOnlyObjectWrapper<>(data.getValue()));
        column.setPrefWidth(given(width));
        column.getStyleClass().add(columnClass);
        heads.add(new Head<>(column, title, width, cell, number, text));
        settling = true;
        table.getColumns().add(column);
        settling = false;
        return column;
    }

    /// The last column is given what is left over of the room.
    void grow() {
        growing = heads.size() - 1;
    }

    /// The titles of all columns, as they were made.
    List<String> titles() {
        return heads.stream().map(Head::title).toList();
    }

    /// What is to be seen of rows, as text.
    TableText text(List<R> rows) {
        List<Head<R>> written = seen();
        return new TableText(
                written.stream().map(Head::title).toList(),
                rows.stream()
                        .map(row -> written.stream().map(h -> h.text().apply(row)).toList())
                        .toList());
    }

    private List<Head<R>> seen() {
        return table.getColumns().stream()
                .filter(TableColumn::isVisible)
                .flatMap(column -> head(column).stream())
                .toList();
    }

    private Optional<Head<R>> head(TableColumn<?, ?> column) {
        return heads.stream().filter(head -> head.column().equals(column)).findFirst();
    }

    private Optional<Head<R>> head(String key) {
        return heads.stream().filter(head -> key(head).equals(key)).findFirst();
    }

    /// What a column is called in every language; one that has no name, as what it stands for, or
    /// where it is no text, by its first place.
    private String key(Head<R> head) {
        String name = head.cell() < 0 ? "#" + heads.indexOf(head) : sieve.key(head.cell());
        return name.isEmpty() ? head.title().replace(',', ' ').replace(';', ' ') : name;
    }

    /// What a column is called; empty if it is none of these.
    Optional<String> keyOf(TableColumn<?, ?> column) {
        return head(column).map(this::key);
    }

    /// The row whose cell of a column is a node, or is around it.
    Optional<R> rowAt(EventTarget target, String key) {
        Node at = target instanceof Node node ? node : null;
        while (at != null && !(at instanceof TextCell<?>)) {
            at = at.getParent();
        }
        if (!(at instanceof TextCell<?> cell)
                || !keyOf(cell.getTableColumn()).equals(Optional.of(key))) {
            return Optional.empty();
        }
        int row = cell.getIndex();
        boolean there = !cell.isEmpty() && row >= 0 && row < table.getItems().size();
        return there ? Optional.of(table.getItems().get(row)) : Optional.empty();
    }

    /// All columns from left to right, also those that are not seen.
    List<String> keys() {
        return table.getColumns().stream().flatMap(each -> keyOf(each).stream()).toList();
    }

    String title(String key) {
        return head(key).map(Head::title).orElse("");
    }

    boolean isHidden(String key) {
        return hidden.contains(key);
    }

    /// Whether it is the only one that is seen: a table without columns could not be asked for any.
    boolean isAlone(String key) {
        List<Head<R>> seen = seen();
        return seen.size() == 1 && key(seen.getFirst()).equals(key);
    }

    /// Whether there is too little room for it now.
    boolean isSpared(String key) {
        return spared.contains(key);
    }

    void hide(String key, boolean hides) {
        if (hides ? !isAlone(key) && hidden.add(key) : hidden.remove(key)) {
            see();
            if (hides) {
                // No head would say what rows are ordered by.
                head(key).ifPresent(head -> table.getSortOrder().remove(head.column()));
            }
            tell();
        }
    }

    /// Puts a column at the left of all others.
    void putFirst(String key) {
        head(key)
                .ifPresent(
                        head -> {
                            List<TableColumn<R, ?>> next = new ArrayList<>(table.getColumns());
                            next.remove(head.column());
                            next.addFirst(head.column());
                            table.getColumns().setAll(next);
                        });
    }

    /// Which way rows are ordered by a column: 1 upwards, -1 downwards, 0 not.
    int way(String key) {
        return head(key)
                .filter(Head::isOrdering)
                .map(head -> head.column().getSortType() == TableColumn.SortType.ASCENDING ? 1 : -1)
                .orElse(0);
    }

    /// Orders rows by this column only, one way or the other; by none with 0.
    void order(String key, int way) {
        head(key)
                .ifPresent(
                        head -> {
                            if (way == 0) {
                                table.getSortOrder().clear();
                            } else {
                                head.column().setSortType(type(way < 0));
                                table.getSortOrder().setAll(List.of(head.column()));
                            }
                        });
    }

    private static TableColumn.SortType type(boolean descending) {
        return descending ? TableColumn.SortType.DESCENDING : TableColumn.SortType.ASCENDING;
    }

    /// Makes do without some columns, where there is less room than usual.
    void spare(Set<String> keys) {
        if (!spared.equals(keys)) {
            spared.clear();
            spared.addAll(keys);
            see();
            fitting.run();
        }
    }

    /// Where only those are wanted that there is little room for, they are seen.
    private void see() {
        Set<String> wanted = heads.stream().map(this::key).collect(Collectors.toSet());
        wanted.removeAll(hidden);
        if (!spared.containsAll(wanted)) {
            wanted.removeAll(spared);
        }
        heads.forEach(head -> head.column().setVisible(wanted.contains(key(head))));
    }

    /// Lets go of the oldest where rows are to be ordered by too many, which tells of it anew.
    ///
    /// @return whether they are
    boolean isTooMuch() {
        boolean much = table.getSortOrder().size() > ORDERING_MAX;
        if (much) {
            table.getSortOrder().removeFirst();
        }
        return much;
    }

    boolean isOrdered() {
        return !table.getSortOrder().isEmpty();
    }

    /// Rows as somebody wants them ordered; as they are where nobody does.
    List<R> ordered(List<R> rows) {
        List<R> made = rows;
        for (TableColumn<R, ?> column : table.getSortOrder().reversed()) {
            boolean down = column.getSortType() == TableColumn.SortType.DESCENDING;
            Head<R> head = head(column).orElseThrow();
            made =
                    head.cell() < 0
                            ? Sieve.sorted(made, head.number(), down)
                            : sieve.sorted(made, head.cell(), down);
        }
        return made;
    }

    /// What somebody has changed.
    TableLook look() {
        List<String> now = keys();
        boolean moved = !now.equals(heads.stream().map(this::key).toList());
        return new TableLook(
                moved ? now : List.of(),
                hidden,
                table.getSortOrder().stream()
                        .map(
                                column ->
                                        new TableLook.By(
                                                keyOf(column).orElse(""),
                                                column.getSortType()
                                                        == TableColumn.SortType.DESCENDING))
                        .toList());
    }

    /// Looks as somebody wanted it once; what it names that is not there counts for nothing.
    void show(TableLook look) {
        settling = true;
        Set<String> all = heads.stream().map(this::key).collect(Collectors.toSet());
        hidden.clear();
        look.hidden().stream().filter(all::contains).forEach(hidden::add);
        if (hidden.size() == heads.size()) {
            hidden.clear();
        }
        see();
        List<TableColumn<R, ?>> next = new ArrayList<>();
        heads.stream()
                .sorted(Comparator.comparingInt(head -> place(look.order(), key(head))))
                .forEach(head -> next.add(head.column()));
        if (!table.getColumns().equals(next)) {
            table.getColumns().setAll(next);
        }
        List<TableColumn<R, ?>> by = new ArrayList<>();
        for (TableLook.By each : look.sorting()) {
            head(each.key())
                    .ifPresent(
                            head -> {
                                head.column().setSortType(type(each.descending()));
                                by.add(head.column());
                            });
        }
        if (!table.getSortOrder().equals(by)) {
            table.getSortOrder().setAll(by);
        }
        settling = false;
        fitting.run();
    }

    /// Looks as it was made.
    void reset() {
        show(TableLook.FIRST);
        keeping.run();
    }

    private static int place(List<String> order, String key) {
        int at = order.indexOf(key);
        return at < 0 ? Integer.MAX_VALUE : at;
    }

    /// Not while it is put together, or a column that is moved stands nowhere.
    private void tell() {
        if (!settling && table.getColumns().size() == heads.size()) {
            fitting.run();
            keeping.run();
        }
    }

    /// Somebody wants another order of rows.
    void keep() {
        if (!settling) {
            keeping.run();
        }
    }

    /// The toolkit takes this very width for one that nobody has given: with each scene that the
    /// table comes into or leaves, the head would measure thirty rows to find a better one, and
    /// where there is no scene it complains of every colour.
    private static double given(double width) {
        return width == UNGIVEN ? width - 1 : width;
    }

    /// Whether a column is too narrow for the arrow that it shows now.
    boolean isCut(Font letters) {
        Text ruler = ruler(letters);
        return seen().stream()
                .filter(Head::isOrdering)
                .anyMatch(head -> head.column().getWidth() < head.least(ruler));
    }

    private static Text ruler(Font letters) {
        Text ruler = new Text();
        ruler.setFont(letters);
        return ruler;
    }

    /// Gives columns what they should have in letters of now; where there is less room, each gives
    /// way down to its title, which is never cut: what is then too wide is scrolled.
    void fit(double room, Font letters) {
        Text ruler = ruler(letters);
        List<Head<R>> seen = seen();
        double[] least = new double[seen.size()];
        double[] wanted = new double[seen.size()];
        for (int i = 0; i < least.length; i++) {
            Head<R> head = seen.get(i);
            least[i] = head.least(ruler);
            wanted[i] = Math.max(least[i], head.width() * letters.getSize() / LETTERS_PX);
        }
        double[] fitted = ColumnFit.of(least, wanted, room, taker(seen));
        for (int i = 0; i < fitted.length; i++) {
            TableColumn<R, R> column = seen.get(i).column();
            column.setMinWidth(least[i]);
            column.setPrefWidth(given(fitted[i]));
        }
    }

    /// Which column is given what is left over. Figures stay beside what they belong to: only text
    /// is.
    private int taker(List<Head<R>> seen) {
        int chosen = growing < 0 ? -1 : seen.indexOf(heads.get(growing));
        if (chosen >= 0 || seen.isEmpty()) {
            return chosen;
        }
        return seen.getLast().isFigures() ? -1 : seen.size() - 1;
    }
}
