package org.fieldproof.views.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Rows that stay where they are in a table, with the figures of now. Pure.
final class StandingRows {

    private StandingRows() {}

    /// The rows that are in sight, also where the filter would let go of them; those that have come
    /// are below.
    ///
    /// @param shown what is in sight
    /// @param rows all that there are now
    /// @param kept those of them that the filter keeps
    /// @param id what a row is, over time
    static <R> List<R> of(List<R> shown, List<R> rows, List<R> kept, Function<R, String> id) {
        Map<String, R> now = new HashMap<>();
        rows.forEach(row -> now.put(id.apply(row), row));
        List<R> held = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (R row : shown) {
            R present = now.get(id.apply(row));
            if (present != null) {
                held.add(present);
                seen.add(id.apply(row));
            }
        }
        kept.stream().filter(row -> !seen.contains(id.apply(row))).forEach(held::add);
        return held;
    }
}
