package org.fieldproof.engine.readmodel;

import java.util.List;
import java.util.function.Supplier;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.DestinationDefinition;
import org.fieldproof.api.snapshot.HopSnapshot;
import org.fieldproof.api.snapshot.HopSnapshot.Hop;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LinkSnapshot;
import org.fieldproof.api.snapshot.MeterSnapshot;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.lane.Lane;
import org.fieldproof.engine.lane.LaneLook;
import org.fieldproof.engine.lane.LaneParts.LaneLatencies;
import org.fieldproof.engine.route.RouteTable;
import org.fieldproof.engine.telemetry.LatencyRecorder;
import org.fieldproof.engine.telemetry.Rate;
import org.jspecify.annotations.Nullable;

/// Draws one lane. Confined to the read model's thread.
public final class LanePicture {
    private static final double RATE_MIN = 0.5;

    private final Lane lane;
    private final DestinationDefinition destination;
    private final Supplier<String> endpoint;
    private final Supplier<List<MeterSnapshot>> meters;
    private final List<String> sources;
    private final GatewayClock clock;
    private final Rate routed = new Rate();
    private final Rate durable = new Rate();
    private final Rate bufferBytes = new Rate();
    private final Rate bufferRecords = new Rate();
    private double lastDrainPerSecond;

    /// A picture of a lane.
    ///
    /// @param endpoint where the destination is, in words
    /// @param meters its connector's own figures
    public LanePicture(
            Lane lane,
            ProjectDefinition project,
            DestinationDefinition destination,
            Supplier<String> endpoint,
            Supplier<List<MeterSnapshot>> meters,
            GatewayClock clock) {
        this.lane = lane;
        this.destination = destination;
        this.endpoint = endpoint;
        this.meters = meters;
        this.sources = RouteTable.sourcesOf(project, destination.id());
        this.clock = clock;
    }

    /// The lane now.
    ///
    /// @param links every link, for the faults that drills have set on them
    public LaneSnapshot draw(List<LinkSnapshot> links) {
        LaneLook look = lane.look();
        long now = clock.nanoTime();
        double growth = bufferBytes.sample(now, look.bufferBytes());
        double drain = -bufferRecords.sample(now, look.bufferRecords());
        if (drain > RATE_MIN) {
            lastDrainPerSecond = drain;
        }
        return new LaneSnapshot(
                lane.id(),
                destination.type(),
                destination.title(),
                endpoint.get(),
                sources,
                look.state(),
                look.stateSince(),
                why(look, links),
                look.routed(),
                look.durable(),
                look.inFlight(),
                look.queued(),
                look.bufferRecords(),
                look.bufferBytes(),
                destination.lane().bufferBytes(),
                oldestBufferedMillis(look),
                look.quarantined(),
                look.dropped(),
                look.imbalance(),
                routed.sample(now, look.routed()),
                durable.sample(now, look.durable()),
                timeToFull(look, growth, -drain),
                timeToDrain(look),
                millisUntil(look.nextTryAtNanos(), now),
                look.attempt(),
                look.oldestSentNanos() == 0
                        ? -1
                        : Math.max(0, now - look.oldestSentNanos()) / 1_000_000,
                look.outstandingMax(),
                lane.parts().latencies().acceptToDelivered().stats(),
                look.drops(),
                destination.lane().bufferRecords(),
                destination.lane().bufferAgeNanos() / 1_000_000,
                meters.get());
    }

    /// While a drill faults the lane's line, what the destination's library makes of it (a TLS
    /// error, a silent peer) would send people looking in the wrong place.
    private @Nullable Problem why(LaneLook look, List<LinkSnapshot> links) {
        Problem found = look.why();
        if (found == null) {
            return null;
        }
        for (LinkSnapshot link : links) {
            if (link.id().equals(lane.id()) && !link.fault().isEmpty()) {
                return Problem.warning(
                        "LINK-0203",
                        "lane " + lane.id(),
                        "A drill has set the fault '" + link.fault() + "' on its line.",
                        "Expected: the line heals by itself, and STOP heals it at once.");
            }
        }
        return found;
    }

    private long oldestBufferedMillis(LaneLook look) {
        if (look.bufferOldestEpochNanos() == 0) {
            return -1;
        }
        return Math.max(0, clock.epochNanos() - look.bufferOldestEpochNanos()) / 1_000_000;
    }

    /// By whichever quota is met first.
    private long timeToFull(LaneLook look, double bytesPerSecond, double recordsPerSecond) {
        if (look.bufferRecords() == 0) {
            return -1;
        }
        long byBytes =
                secondsTo(destination.lane().bufferBytes() - look.bufferBytes(), bytesPerSecond);
        long quotaRecords = destination.lane().bufferRecords();
        long byRecords =
                quotaRecords == 0
                        ? -1
                        : secondsTo(quotaRecords - look.bufferRecords(), recordsPerSecond);
        if (byBytes < 0 || byRecords < 0) {
            return Math.max(byBytes, byRecords);
        }
        return Math.min(byBytes, byRecords);
    }

    private static long secondsTo(long room, double perSecond) {
        return perSecond > RATE_MIN ? (long) (Math.max(0, room) / perSecond) : -1;
    }

    private long timeToDrain(LaneLook look) {
        if (look.bufferRecords() == 0) {
            return 0;
        }
        double perSecond =
                lastDrainPerSecond > 0 ? lastDrainPerSecond : destination.lane().replayPerSecond();
        return perSecond > 0 ? (long) Math.ceil(look.bufferRecords() / perSecond) : -1;
    }

    private static long millisUntil(long atNanos, long now) {
        return atNanos == 0 ? -1 : Math.max(0, atNanos - now) / 1_000_000;
    }

    /// Once a second.
    public void rotate() {
        LaneLatencies latencies = lane.parts().latencies();
        latencies.laneToSink().rotate();
        latencies.sinkToDurable().rotate();
        latencies.acceptToDelivered().rotate();
    }

    /// The lane's hops.
    public void addHops(List<HopSnapshot> hops) {
        LaneLatencies latencies = lane.parts().latencies();
        hops.add(hop(Hop.LANE_TO_SINK, latencies.laneToSink()));
        hops.add(hop(Hop.SINK_TO_DURABLE, latencies.sinkToDurable()));
        hops.add(hop(Hop.ACCEPT_TO_DELIVERED, latencies.acceptToDelivered()));
    }

    private HopSnapshot hop(Hop hop, LatencyRecorder from) {
        return new HopSnapshot(
                hop, lane.id(), from.stats(), LatencyRecorder.WINDOW_SECONDS, from.lastSecond());
    }
}
