package org.fieldproof.engine.supervise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.drill.StoreDoor;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkHost;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.engine.lane.ShutException;
import org.junit.jupiter.api.Test;

/// The outage of a store without a line. If a record passed a shut door, a drill of an embedded
/// store would prove nothing.
class DoorSinkTest {
    private final List<String> calls = new ArrayList<>();
    private final List<Object> states = new ArrayList<>();
    private CompletionStage<Void> opening = CompletableFuture.completedStage(null);
    private final RecordingDoor door = new RecordingDoor();
    private final DoorSink sink = new DoorSink(new RecordingSink(), door, host());

    private static final class RecordingDoor implements StoreDoor {
        boolean shut;
        int open;
        int refused;
        long bytes;

        @Override
        public boolean isShut() {
            return shut;
        }

        @Override
        public void opened() {
            open++;
        }

        @Override
        public void closed() {
            open--;
        }

        @Override
        public void refused() {
            refused++;
        }

        @Override
        public void carried(long more) {
            bytes += more;
        }
    }

    private final class RecordingSink implements Sink {
        @Override
        public CompletionStage<Void> open() {
            calls.add("open");
            return opening;
        }

        @Override
        public CompletionStage<WriteOutcome> write(RecordBatch batch) {
            calls.add("write " + batch.size());
            return CompletableFuture.completedStage(new WriteOutcome.Durable());
        }

        @Override
        public CompletionStage<Void> probe() {
            calls.add("probe");
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> close() {
            calls.add("close");
            return CompletableFuture.completedStage(null);
        }
    }

    private SinkHost host() {
        return (SinkHost)
                Proxy.newProxyInstance(
                        SinkHost.class.getClassLoader(),
                        new Class<?>[] {SinkHost.class},
                        (self, method, arguments) -> {
                            if (method.getName().equals("state")) {
                                states.add(arguments[0]);
                                states.add(((Problem) arguments[1]).code());
                                return null;
                            }
                            return "local";
                        });
    }

    private static RecordBatch batch() {
        return new RecordBatch(
                List.of(
                        new FieldRecord(
                                new UUID(0, 1),
                                1,
                                "devices",
                                "pump-02",
                                "plant/pump-02",
                                "12345".getBytes(UTF_8),
                                PayloadEncoding.BYTES,
                                Quality.GOOD,
                                0,
                                1,
                                1,
                                false,
                                false,
                                List.of())),
                false);
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    void anOpenDoorLetsEverythingThroughAndCountsIt() {
        now(sink.open());
        assertThat(door.open).isEqualTo(1);
        assertThat(now(sink.write(batch()))).isInstanceOf(WriteOutcome.Durable.class);
        now(sink.probe());
        now(sink.close());
        now(sink.close());

        assertThat(calls).containsExactly("open", "write 1", "probe", "close", "close");
        assertThat(door.bytes).isEqualTo(5);
        assertThat(door.open).as("closed once").isZero();
        assertThat(door.refused).isZero();
        assertThat(states).isEmpty();
    }

    @Test
    void behindAShutDoorNothingReachesTheStore() {
        now(sink.open());
        calls.clear();
        door.shut = true;

        assertThat(now(sink.write(batch())))
                .isInstanceOfSatisfying(
                        WriteOutcome.Unavailable.class,
                        outcome -> assertThat(outcome.why().code()).isEqualTo("LINK-0302"));
        assertThatThrownBy(() -> now(sink.probe())).hasCauseInstanceOf(ConnectorException.class);
        assertThat(calls).as("what reached the store").isEmpty();
        assertThat(states)
                .containsExactly(
                        ConnectorState.DOWN, "LINK-0302", ConnectorState.DOWN, "LINK-0302");
        assertThat(door.refused).isEqualTo(2);
        assertThat(door.bytes).isZero();
    }

    // Harm: the door of a store that never opened counts as used, and a drill takes it for one that
    // records led through.
    @Test
    void onlyAStoreThatDidOpenIsCounted() {
        opening = CompletableFuture.failedStage(new IllegalStateException("no room"));
        assertThatThrownBy(() -> now(sink.open())).hasRootCauseMessage("no room");
        assertThat(door.open).isZero();
        now(sink.close());
        assertThat(door.open).isZero();

        CompletableFuture<Void> late = new CompletableFuture<>();
        opening = late;
        DoorSink slow = new DoorSink(new RecordingSink(), door, host());
        var _ = slow.open();
        assertThat(door.open).as("not yet open").isZero();
        now(slow.close());
        late.complete(null);
        assertThat(door.open).as("it opened behind its close").isZero();
    }

    // Harm: the lane sleeps for half a minute after the drill has healed the door.
    @Test
    void aShutDoorIsNotOpenedAndMayBeAskedAgainSoon() {
        door.shut = true;

        assertThatThrownBy(() -> now(sink.open()))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(ShutException.class);
        now(sink.close());
        assertThat(calls).containsExactly("close");
        assertThat(door.open).isZero();
    }
}
