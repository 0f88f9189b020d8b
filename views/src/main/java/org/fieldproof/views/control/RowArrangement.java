package org.fieldproof.views.control;

import java.util.List;

/// How rows that were filtered and put in order stand below each other, where some of them are
/// shown as one. FX thread.
///
/// @param <R> the row type
public interface RowArrangement<R> {

    /// What is shown of rows: themselves, or a row that stands for some of them.
    List<R> arranged(List<R> rows);

    /// Whether a row that was arranged belongs to none above it.
    boolean isTop(R row);
}
