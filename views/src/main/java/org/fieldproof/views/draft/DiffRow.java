package org.fieldproof.views.draft;

import java.util.Optional;

/// A line of the list of changes.
///
/// @param words what changes, without its sign
/// @param target where it stands in the pictures; empty if it stands in none
record DiffRow(Fate fate, String words, Optional<DiffTarget> target) {

    /// With its sign before it.
    String text() {
        return fate.sign() + " " + words;
    }
}
