package org.fieldproof.views.latency;

import java.util.List;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.HopSnapshot;
import org.fieldproof.api.snapshot.LatencyStats;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.perspective.Desk;

/// How long each hop takes. A p99 of fewer than 100 samples is told as a hint. Needs no toolkit.
final class LatencyViewModel {

    static final long SAMPLES_MIN = 100;

    private final Desk desk;
    private final Figures figures;

    LatencyViewModel(Desk desk) {
        this.desk = desk;
        figures = desk.figures();
    }

    List<LatencyRow> rows(GatewaySnapshot picture) {
        return picture.hops().stream().map(this::row).toList();
    }

    private LatencyRow row(HopSnapshot hop) {
        LatencyStats stats = hop.stats();
        boolean none = stats.count() == 0;
        boolean few = stats.count() < SAMPLES_MIN;
        String p99 = figures.millis(none ? -1 : stats.p99Ms());
        return new LatencyRow(
                id(hop),
                name(hop),
                hop.lane().isEmpty() ? Figures.NONE : hop.lane(),
                figures.count(stats.count()),
                figures.millis(none ? -1 : stats.p50Ms()),
                figures.millis(none ? -1 : stats.p95Ms()),
                few && !none ? "(" + p99 + ")" : p99,
                few ? "fp-muted" : "fp-value",
                figures.millis(none ? -1 : stats.maxMs()),
                figures.span(hop.window()));
    }

    static String id(HopSnapshot hop) {
        return hop.hop() + "/" + hop.lane();
    }

    String name(HopSnapshot hop) {
        return desk.text("latency.hop." + hop.hop().name());
    }

    /// What to say about the samples of a hop.
    String samples(LatencyStats stats) {
        return stats.count() >= SAMPLES_MIN
                ? desk.text("latency.samples.enough", figures.count(stats.count()))
                : desk.text("latency.samples.few", SAMPLES_MIN, figures.count(stats.count()));
    }

    /// The lane whose way is shown for a hop: its own, or the first for those before the lanes.
    String wayOf(GatewaySnapshot picture, HopSnapshot hop) {
        return !hop.lane().isEmpty()
                ? hop.lane()
                : picture.hops().stream()
                        .map(HopSnapshot::lane)
                        .filter(lane -> !lane.isEmpty())
                        .findFirst()
                        .orElse(Figures.NONE);
    }

    /// The hops of that way in order of travel, and the way as a whole.
    List<HopBars.Bar> way(GatewaySnapshot picture, HopSnapshot hop) {
        String lane = wayOf(picture, hop);
        return picture.hops().stream()
                .filter(each -> each.lane().isEmpty() || each.lane().equals(lane))
                .map(this::bar)
                .toList();
    }

    private HopBars.Bar bar(HopSnapshot hop) {
        LatencyStats stats = hop.stats();
        String words =
                stats.count() == 0
                        ? desk.text("latency.way.none")
                        : desk.text(
                                "latency.way.figures",
                                figures.millis(stats.p50Ms()),
                                figures.millis(stats.p95Ms()),
                                figures.count(stats.count()));
        return new HopBars.Bar(
                name(hop),
                stats.count(),
                stats.p50Ms(),
                stats.p95Ms(),
                hop.hop() == HopSnapshot.Hop.ACCEPT_TO_DELIVERED,
                words);
    }
}
