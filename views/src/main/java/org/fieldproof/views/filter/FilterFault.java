package org.fieldproof.views.filter;

import java.util.List;

/// Why a text is no filter.
///
/// @param at where, counted in letters from 1
/// @param words what the sentence about it needs
/// @param unfinished whether it may be what somebody is still typing
public record FilterFault(Kind kind, int at, List<String> words, boolean unfinished) {

    public FilterFault {
        words = List.copyOf(words);
        if (at < 1) {
            throw new IllegalArgumentException("at: " + at + " (expected: >= 1)");
        }
    }

    /// What is wrong, and the words that go with it.
    public enum Kind {
        /// The name; the columns there are.
        NO_COLUMN,
        /// The name; the column it may be.
        NEAR_COLUMN,
        /// What stands before it; an example of a value.
        NO_VALUE,
        /// The value; the column; an example.
        NO_QUANTITY,
        /// The column.
        NOT_MEASURED,
        /// The pattern; what its reader says.
        BAD_PATTERN,
        UNCLOSED_QUOTE,
        UNCLOSED_GROUP,
        STRAY_CLOSE,
        /// The word that joins nothing.
        NOTHING_TO_JOIN,
        /// The most letters there may be.
        TOO_LONG
    }
}
