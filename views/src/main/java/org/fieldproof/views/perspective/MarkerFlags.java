package org.fieldproof.views.perspective;

import java.util.List;
import java.util.function.Function;
import org.fieldproof.api.snapshot.MarkerSnapshot;
import org.fieldproof.views.control.PlotFlag;

/// Marked moments as charts draw them. Words for 200 markers are made when the markers change, not
/// at each draw of each chart. FX thread.
final class MarkerFlags {
    private List<MarkerSnapshot> of = List.of();
    private List<PlotFlag> flags = List.of();

    /// @param markers the same list for as long as none of them changes, as the gateway keeps it
    @SuppressWarnings("ReferenceEquality") // to compare 200 of them at each draw is what it saves
    List<PlotFlag> of(List<MarkerSnapshot> markers, Function<MarkerSnapshot, String> words) {
        if (markers != of) {
            of = markers;
            flags = markers.stream().map(each -> flag(each, words)).toList();
        }
        return flags;
    }

    private static PlotFlag flag(MarkerSnapshot marker, Function<MarkerSnapshot, String> words) {
        return new PlotFlag(marker.at().toEpochMilli(), "M" + marker.id(), words.apply(marker));
    }
}
