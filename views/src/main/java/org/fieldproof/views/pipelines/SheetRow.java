package org.fieldproof.views.pipelines;

import org.fieldproof.views.control.StateText;
import org.fieldproof.views.format.Figures;

/// A card or a wire of the picture as a row of the table in its place.
///
/// @param id that of the card or of the wire
/// @param path the sub-pipelines it lies in, outermost first; empty on the top level
/// @param name what a person calls it; of a wire, both its ends
/// @param waiting records that wait in it, or before the end of a wire
/// @param pressure how full that is, in words
/// @param age of the oldest that waits, or of the last that was seen
record SheetRow(
        String id,
        String kind,
        String path,
        String name,
        StateText state,
        String rate,
        String waiting,
        String pressure,
        String age,
        String problem) {

    static final String NONE = Figures.NONE;

    /// The same with other figures.
    SheetRow with(String nextWaiting, String nextPressure, String nextAge, String nextProblem) {
        return new SheetRow(
                id, kind, path, name, state, rate, nextWaiting, nextPressure, nextAge, nextProblem);
    }
}
