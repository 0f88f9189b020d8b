package org.fieldproof.views.live;

import org.fieldproof.views.filter.FilterHint;

/// A level that was chosen in the tree of addresses.
///
/// @param topic the topic filter that the engine is asked with
/// @param filter the same as the list's filter
record LevelChoice(String topic, String filter) {

    /// No level: all addresses.
    static final LevelChoice ALL = new LevelChoice("#", "");

    /// Everything below some levels.
    ///
    /// @param level without the `/` at its end
    /// @param itself whether it is an address as well
    static LevelChoice below(String level, boolean itself) {
        String below = "address:" + FilterHint.written(level + "/*");
        return new LevelChoice(level + "/#", itself ? below + " or " + of(level).filter() : below);
    }

    /// One address.
    static LevelChoice of(String address) {
        return new LevelChoice(address, "address=" + FilterHint.written(address));
    }
}
