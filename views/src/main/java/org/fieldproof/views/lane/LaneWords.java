package org.fieldproof.views.lane;

import java.time.Duration;
import java.time.Instant;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.perspective.Desk;

/// One lane at one time, in words. Needs no toolkit.
public record LaneWords(Desk desk, LaneSnapshot lane, Instant now) {

    public Mark mark() {
        return switch (lane.state()) {
            case IN_STEP, STARTING -> lane.imbalance() == 0 ? Mark.RUN : Mark.URGENT;
            case PAUSED, STOPPED -> Mark.OFF;
            case LAGGING, REPLAYING -> Mark.LOW;
            case DOWN -> Mark.HIGH;
            case FULL, FAULTED -> Mark.URGENT;
        };
    }

    public boolean unreachable() {
        return lane.state() == LaneState.DOWN || lane.state() == LaneState.FAULTED;
    }

    /// How long it has been in its state, milliseconds.
    public long sinceMillis() {
        return Math.max(1000, Duration.between(lane.stateSince(), now).toMillis());
    }

    /// `in step`, `down 0:37`.
    public String state() {
        String word = desk.text("lane.state." + lane.state().name());
        return switch (lane.state()) {
            case IN_STEP, STARTING, STOPPED -> word;
            default -> word + " " + figures().age(sinceMillis());
        };
    }

    /// One figure for a card.
    public String figure() {
        if (lane.imbalance() != 0) {
            return desk.text("lane.figure.imbalance", figures().count(Math.abs(lane.imbalance())));
        }
        if (lane.bufferRecords() > 0) {
            return desk.text("lane.figure.buffer", figures().count(lane.bufferRecords()));
        }
        if (lane.state() == LaneState.IN_STEP && lane.latency().count() > 0) {
            return desk.text("lane.figure.inStep", figures().millis(lane.latency().p50Ms()));
        }
        return state();
    }

    /// `▲ 300/s` while the buffer grows, `▼ 1,200/s` while it drains.
    public String trend() {
        double net = lane.routedPerSecond() - lane.durablePerSecond();
        return net >= 0 ? "▲ " + figures().rate(net) : "▼ " + figures().rate(-net);
    }

    /// When the buffer is full, with the hour; a dash if it does not grow.
    public String fullAt() {
        return lane.timeToFullSeconds() < 0
                ? Figures.NONE
                : figures().hourMinute(now.plusSeconds(lane.timeToFullSeconds()), now);
    }

    /// What becomes of the lane if nothing changes; empty if there is nothing to say.
    public String ifItStays() {
        if (lane.timeToFullSeconds() < 0) {
            return "";
        }
        return desk.text("lane.sentence.full", figures().span(lane.timeToFullSeconds()), fullAt());
    }

    /// How long the backlog takes to go; empty if there is none.
    public String whenItReturns() {
        if (lane.bufferRecords() == 0) {
            return "";
        }
        return lane.timeToDrainSeconds() < 0
                ? desk.text("lane.sentence.drainUnknown")
                : desk.text("lane.sentence.drain", figures().span(lane.timeToDrainSeconds()));
    }

    /// Why it does not shrink; empty if it does.
    public String why() {
        var why = lane.why();
        if (why == null) {
            return "";
        }
        return lane.nextTryInMs() < 0
                ? why.message()
                : why.message()
                        + " "
                        + desk.text(
                                "lane.sentence.nextTry",
                                figures().span(Math.max(1, lane.nextTryInMs() / 1000)),
                                lane.attempt());
    }

    private Figures figures() {
        return desk.figures();
    }
}
