package org.fieldproof.views.control;

import javafx.geometry.Insets;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A table below the field that narrows it. FX thread.
///
/// @param <R> the row type
public final class FilteredTable<R> extends VBox {
    private static final double GAP = 6;
    private static final double EDGE = 12;

    private final RowTable<R> table;

    public FilteredTable(RowTable<R> table, FilterBar filter) {
        super(GAP, filter, table);
        this.table = table;
        VBox.setVgrow(table, Priority.ALWAYS);
        setMinWidth(0);
    }

    /// Where the table goes to the edges of what holds it, its field does not.
    public FilteredTable<R> inset() {
        VBox.setMargin(getChildren().getFirst(), new Insets(0, EDGE, 0, EDGE));
        return this;
    }

    public RowTable<R> table() {
        return table;
    }
}
