package org.fieldproof.views.latency;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fieldproof.api.snapshot.HopSnapshot;
import org.fieldproof.api.snapshot.MarkerSnapshot;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.bridge.History;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.perspective.Desk;

/// Latencies before and after a marked moment, hop by hop, from the same counts that the heat map
/// shows. Needs no toolkit.
final class CompareModel {
    private static final double[] SHARES = {0.5, 0.95, 0.99, 1};

    private final Desk desk;
    private final LatencyViewModel hops;

    CompareModel(Desk desk, LatencyViewModel hops) {
        this.desk = desk;
        this.hops = hops;
    }

    /// The markers that are shown, newest first.
    List<MarkerSnapshot> markers() {
        return desk.markers().stream()
                .sorted(
                        Comparator.comparing(MarkerSnapshot::at)
                                .thenComparingLong(MarkerSnapshot::id)
                                .reversed())
                .toList();
    }

    /// What is kept of the hop of which most is: how far back one can compare.
    List<History.Spread> kept(Frame frame) {
        return frame.snapshot().hops().stream()
                .map(hop -> spreads(frame, hop))
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    /// Of a hop until the moment that is shown: who looks back is not told what came later.
    private List<History.Spread> spreads(Frame frame, HopSnapshot hop) {
        List<History.Spread> all = frame.history().spreads(hop);
        long now = frame.now().toEpochMilli();
        return desk.held().isBack()
                ? all.stream().filter(each -> each.atMillis() <= now).toList()
                : all;
    }

    BeforeAfter windows(List<History.Spread> kept, MarkerSnapshot marker) {
        List<Long> all = desk.markers().stream().map(CompareModel::millis).toList();
        return BeforeAfter.of(kept, marker.at().toEpochMilli(), all);
    }

    List<CompareRow> rows(Frame frame, BeforeAfter windows) {
        List<CompareRow> rows = new ArrayList<>();
        for (HopSnapshot hop : frame.snapshot().hops()) {
            BeforeAfter.Sides sides = windows.sides(spreads(frame, hop));
            rows.add(side(hop, "before", sides.before()));
            rows.add(side(hop, "after", sides.after()));
            rows.add(difference(hop, sides));
        }
        return rows;
    }

    private CompareRow side(HopSnapshot hop, String side, SpreadSum sum) {
        List<String> cells = new ArrayList<>();
        for (double share : SHARES) {
            double millis = sum.within(share);
            cells.add(millis < 0 ? Figures.NONE : desk.figures().limit(millis));
        }
        boolean few = sum.total() < LatencyViewModel.SAMPLES_MIN;
        return row(hop, side, desk.figures().count(sum.total()), cells, few && sum.total() > 0);
    }

    private CompareRow difference(HopSnapshot hop, BeforeAfter.Sides sides) {
        SpreadSum before = sides.before();
        SpreadSum after = sides.after();
        boolean none = before.total() == 0 || after.total() == 0;
        List<String> cells = new ArrayList<>();
        for (double share : SHARES) {
            double by = after.within(share) - before.within(share);
            cells.add(none ? Figures.NONE : signed(by, desk.figures().limit(Math.abs(by))));
        }
        long more = after.total() - before.total();
        boolean few = Math.min(before.total(), after.total()) < LatencyViewModel.SAMPLES_MIN;
        String count = signed((double) more, desk.figures().count(Math.abs(more)));
        return row(hop, "difference", count, cells, few && !none);
    }

    /// With the sign of a difference; without one where there is none to be seen.
    private static String signed(double by, String size) {
        return by > 0 ? "+" + size : by < 0 ? "\u2212" + size : size;
    }

    private CompareRow row(
            HopSnapshot hop, String side, String count, List<String> cells, boolean few) {
        String p99 = cells.get(2);
        return new CompareRow(
                LatencyViewModel.id(hop) + "/" + side,
                hops.name(hop),
                hop.lane().isEmpty() ? Figures.NONE : hop.lane(),
                desk.text("latency.compare." + side),
                side.equals("difference") ? "fp-strong" : "",
                count,
                cells.get(0),
                cells.get(1),
                few ? "(" + p99 + ")" : p99,
                few ? "fp-muted" : "fp-value",
                cells.get(3));
    }

    /// Which seconds are compared, and how exact that is.
    String remark(Optional<BeforeAfter> of) {
        if (of.isEmpty()) {
            return desk.text("latency.compare.none");
        }
        BeforeAfter windows = of.get();
        if (windows.seconds() == 0) {
            return nothing(windows);
        }
        long more = desk.pulse().frame().map(f -> f.snapshot().markers().more()).orElse(0L);
        String older = more > 0 ? " " + desk.text("latency.compare.older", more) : "";
        return desk.text(
                        "latency.compare.remark",
                        desk.figures().exactSpan(windows.seconds()),
                        desk.figures().time(Instant.ofEpochMilli(windows.fromMillis())),
                        desk.figures().time(Instant.ofEpochMilli(windows.toMillis())),
                        desk.text("latency.bound." + windows.bound().name()))
                + older;
    }

    /// Why nothing is compared.
    private String nothing(BeforeAfter windows) {
        long at = windows.atMillis();
        return switch (windows.bound()) {
            case PRESENT -> desk.text("latency.compare.soon");
            case KEPT ->
                    desk.text(
                            "latency.compare.nothing",
                            desk.figures()
                                    .time(
                                            Instant.ofEpochMilli(windows.keptMillis()),
                                            desk.clock().now()));
            case EARLIER_MARKER -> near(markers().stream().filter(each -> millis(each) < at));
            case LATER_MARKER ->
                    near(markers().reversed().stream().filter(each -> millis(each) > at));
        };
    }

    /// @param beside the nearest first
    private String near(Stream<MarkerSnapshot> beside) {
        String id = beside.findFirst().map(each -> Long.toString(each.id())).orElse(Figures.NONE);
        return desk.text("latency.compare.near", id);
    }

    private static long millis(MarkerSnapshot marker) {
        return marker.at().toEpochMilli();
    }
}
