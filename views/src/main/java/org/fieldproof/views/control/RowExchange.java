package org.fieldproof.views.control;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Puts other rows into a table, where only cells that changed are touched: what is selected and
/// what has the focus follow the row's id, never its place. FX thread.
///
/// @param <R> the row type
final class RowExchange<R> {
    private static final int ONE_BY_ONE_MAX = 500;

    private final RowTable<R> table;
    private final Function<R, String> id;

    RowExchange(RowTable<R> table, Function<R, String> id) {
        this.table = table;
        this.id = id;
    }

    void show(List<R> rows) {
        List<String> chosen = table.selectedIds();
        String last = table.selectedId().orElse("");
        int focused = table.getFocusModel().getFocusedIndex();
        boolean held = focused >= 0 && focused < table.getItems().size();
        String focusedId = held ? id.apply(table.getItems().get(focused)) : "";
        if (isMuchOther(rows)) {
            table.getItems().setAll(rows);
            select(chosen, last);
        } else {
            exchange(rows);
            if (!table.selectedIds().equals(chosen)
                    || !table.selectedId().orElse("").equals(last)) {
                select(chosen, last);
            }
        }
        if (held) {
            focus(focusedId);
        }
    }

    private void exchange(List<R> rows) {
        List<R> items = table.getItems();
        int common = Math.min(rows.size(), items.size());
        for (int i = 0; i < common; i++) {
            if (!rows.get(i).equals(items.get(i))) {
                items.set(i, rows.get(i));
            }
        }
        if (items.size() > rows.size()) {
            table.getItems().remove(rows.size(), items.size());
        } else if (rows.size() > common) {
            items.addAll(rows.subList(common, rows.size()));
        }
    }

    /// Whether so many rows are other than the present ones that each by itself, told to whoever
    /// follows the rows, would take longer than all at once.
    private boolean isMuchOther(List<R> rows) {
        int other = 0;
        int common = Math.min(rows.size(), table.getItems().size());
        for (int i = 0; i < common && other <= ONE_BY_ONE_MAX; i++) {
            if (!rows.get(i).equals(table.getItems().get(i))) {
                other++;
            }
        }
        return other > ONE_BY_ONE_MAX;
    }

    /// Selects the rows that are there of some, and no other.
    ///
    /// @param last which of them pages show and Enter opens
    private void select(List<String> some, String last) {
        table.getSelectionModel().clearSelection();
        Set<String> wanted = Set.copyOf(some);
        int lastRow = -1;
        for (int i = 0; i < table.getItems().size(); i++) {
            String row = id.apply(table.getItems().get(i));
            if (row.equals(last)) {
                lastRow = i;
            } else if (wanted.contains(row)) {
                table.getSelectionModel().select(i);
            }
        }
        if (lastRow >= 0) {
            table.getSelectionModel().select(lastRow);
        }
    }

    /// The keyboard goes on from the row it was at, wherever that stands now.
    private void focus(String wanted) {
        for (int i = 0; i < table.getItems().size(); i++) {
            if (id.apply(table.getItems().get(i)).equals(wanted)) {
                if (table.getFocusModel().getFocusedIndex() != i) {
                    table.getFocusModel().focus(i);
                }
                return;
            }
        }
    }
}
