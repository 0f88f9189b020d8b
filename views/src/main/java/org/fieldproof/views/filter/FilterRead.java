package org.fieldproof.views.filter;

/// What became of a text.
public sealed interface FilterRead<R> {

    record Understood<R>(RowFilter<R> filter) implements FilterRead<R> {}

    record NotUnderstood<R>(FilterFault fault) implements FilterRead<R> {}
}
