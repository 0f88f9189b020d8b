package org.fieldproof.views.live;

import org.fieldproof.api.command.AddressLevel;

/// A line of the address tree.
///
/// @param prefix what is above it: empty, or levels that each end with `/`
/// @param moreLevels for the last line of a long level, how many are not listed; 0 for a level
record TreeLevel(String prefix, AddressLevel of, int moreLevels) {
    static TreeLevel root(int addresses) {
        return new TreeLevel("", new AddressLevel("", Math.max(1, addresses), false, 0), 0);
    }

    /// Its own levels begin with that.
    String below() {
        return prefix + of.name() + "/";
    }

    /// The topic filter of all that is at or below it.
    String filter() {
        return of.goesOn() ? below() + "#" : prefix + of.name();
    }
}
