package org.fieldproof.views.control;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.animation.PauseTransition;
import javafx.util.Duration;

/// When rows of a table are put in order. To find that of many rows takes longer than to show what
/// is in sight of them: where the same ones only change, and often, it is found from time to time,
/// and once more after the last of such updates. FX thread.
///
/// @param <R> the row type
final class RowOrder<R> {
    /// Rows that may have another order with each update.
    private static final int EACH_TIME_MAX = 500;

    private static final long SPARED_NANOS = 2_000_000_000L;

    private final RowTable<R> table;
    private final Function<R, String> id;
    private final PauseTransition late = new PauseTransition(Duration.millis(2_000));
    private long orderedNanos;

    /// @param orders asked once for an order that was spared, when nothing has come since
    RowOrder(RowTable<R> table, Function<R, String> id, Runnable orders) {
        this.table = table;
        this.id = id;
        late.setOnFinished(event -> orders.run());
    }

    /// Whether rows may stand a while as they are, which are put in order by and by.
    boolean isSpared(List<R> rows) {
        boolean spared =
                table.heads().isOrdered()
                        && rows.size() > EACH_TIME_MAX
                        && System.nanoTime() - orderedNanos < SPARED_NANOS
                        && isSame(rows);
        if (spared && late.getStatus() != PauseTransition.Status.RUNNING) {
            late.playFromStart();
        }
        return spared;
    }

    private boolean isSame(List<R> rows) {
        List<R> shown = table.getItems();
        if (rows.size() != shown.size()) {
            return false;
        }
        Set<String> there = shown.stream().map(id).collect(Collectors.toCollection(HashSet::new));
        return rows.stream().map(id).allMatch(there::contains);
    }

    /// Rows in the order of now.
    List<R> anew(List<R> rows) {
        late.stop();
        List<R> ordered = table.heads().ordered(rows);
        orderedNanos = System.nanoTime();
        return ordered;
    }
}
