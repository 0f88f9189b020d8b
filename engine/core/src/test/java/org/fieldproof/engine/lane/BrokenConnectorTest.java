package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.engine.rig.ScriptedDestination.Mood;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// LANE-6 with a connector that fails as no connector should.
class BrokenConnectorTest extends OneLane {
    private final AtomicReference<Where> breaks = new AtomicReference<>(Where.NOWHERE);

    enum Where {
        NOWHERE,
        MAKE,
        OPEN,
        WRITE,
        CLOSE,
        HOLD
    }

    private void reach(Where place) {
        if (breaks.get() == place) {
            throw place == Where.HOLD
                    ? new AssertionError("nobody foresaw this")
                    : new NoClassDefFoundError("a/driver/that/is/not/there");
        }
    }

    @Override
    SinkMaker maker() {
        return () -> {
            reach(Where.MAKE);
            return new BareSink(new Breaking(destination.createBare()));
        };
    }

    private final class Breaking implements Sink {
        private final Sink sink;

        Breaking(Sink sink) {
            this.sink = sink;
        }

        @Override
        public CompletionStage<Void> open() {
            reach(Where.OPEN);
            return sink.open();
        }

        @Override
        public CompletionStage<WriteOutcome> write(RecordBatch batch) {
            reach(Where.WRITE);
            return sink.write(batch);
        }

        @Override
        public long holdNanos() {
            reach(Where.HOLD);
            return sink.holdNanos();
        }

        @Override
        public CompletionStage<Void> close() {
            reach(Where.CLOSE);
            return sink.close();
        }
    }

    // Harm: a driver that is not installed ends the lane's thread without a word; the dispatcher
    // waits for room in it for ever, and with it every other lane.
    @ParameterizedTest
    @EnumSource(names = {"MAKE", "OPEN", "WRITE", "CLOSE"})
    void aLibraryThatIsMissingIsAFailureLikeAnother(Where place) {
        destination.mood(place == Where.CLOSE ? Mood.UNAVAILABLE : Mood.TAKES);
        breaks.set(place);
        Lane lane = open();
        hand(lane, 64);
        await(
                lane,
                look -> look.attempt() >= 2 && look.state() == LaneState.DOWN,
                "attempts of a lane that is down");
        breaks.set(Where.NOWHERE);
        destination.mood(Mood.TAKES);
        await(lane, look -> look.durable() == 64, "delivery once it is there");
        assertThat(lane.look().imbalance()).isZero();
    }

    // Harm: the same with what nobody foresaw.
    @Test
    void whatNobodyForesawFaultsTheLaneAndLetsTheDispatcherPass() {
        destination.mood(Mood.HANGS);
        breaks.set(Where.HOLD);
        Lane lane = open();
        hand(lane, 64);
        await(lane, look -> look.state() == LaneState.FAULTED, "a fault that is told");
        assertThat(events).anyMatch(event -> event.contains("LANE-0108"));
        assertThat(lane.hasRoom(1L << 40)).as("the dispatcher passes").isTrue();
    }
}
