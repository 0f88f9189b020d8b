package org.fieldproof.views.control;

import java.util.function.BiConsumer;
import javafx.scene.Node;
import javafx.scene.control.TableCell;

/// A cell of a table that shows a row by a node. FX thread.
///
/// @param <R> the row type
/// @param <N> the node's
final class NodeCell<R, N extends Node> extends TableCell<R, R> {
    private final N node;
    private final BiConsumer<N, R> show;

    NodeCell(N node, BiConsumer<N, R> show) {
        this.node = node;
        this.show = show;
    }

    @Override
    protected void updateItem(R row, boolean empty) {
        super.updateItem(row, empty);
        boolean blank = empty || row == null;
        setGraphic(blank ? null : node);
        if (!blank) {
            show.accept(node, row);
        }
    }
}
