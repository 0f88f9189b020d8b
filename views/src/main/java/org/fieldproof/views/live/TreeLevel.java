package org.fieldproof.views.live;

import org.fieldproof.api.command.AddressLevel;

/// A line of the address tree.
///
/// @param prefix what is above it: empty, or levels that each end with `/`
/// @param alike whether its name looks like another one beside it
record TreeLevel(Kind kind, String prefix, AddressLevel of, boolean alike) {

    /// What a line stands for.
    enum Kind {
        LEVEL,
        /// Levels that are not listed, as many as its figure says.
        MORE,
        /// Addresses that were not kept of the past, as many as its figure says.
        NOT_KEPT
    }

    static TreeLevel level(String prefix, AddressLevel of, boolean alike) {
        return new TreeLevel(Kind.LEVEL, prefix, of, alike);
    }

    static TreeLevel rest(Kind kind, String prefix, int count) {
        return new TreeLevel(kind, prefix, new AddressLevel("", count, 0, 0), false);
    }

    boolean isLevel() {
        return kind == Kind.LEVEL;
    }

    /// Its own levels begin with that.
    String below() {
        return prefix + of.name() + "/";
    }

    /// All that is at or below it.
    LevelChoice choice() {
        String level = prefix + of.name();
        return of.goesOn() ? LevelChoice.below(level, of.here() > 0) : LevelChoice.of(level);
    }

    /// The same line while its figures change.
    String key() {
        return kind + "/" + of.name();
    }
}
