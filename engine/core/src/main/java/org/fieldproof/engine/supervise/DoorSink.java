package org.fieldproof.engine.supervise;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.drill.StoreDoor;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkHost;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.engine.lane.ShutException;

/// A sink whose store lies in this process, behind a door that a drill can shut. What was being
/// written when it shut comes to its end; nothing after it begins, the lane closes this sink as it
/// closes one that has lost its server, and none opens until the door does. Called on the lane's
/// thread; what an open comes to is heard on whichever thread it ends.
final class DoorSink implements Sink {
    private final Sink sink;
    private final StoreDoor door;
    private final SinkHost host;

    /// Guarded by this object, since an open may end on any thread, also behind the close.
    private boolean counted;

    private boolean closed;

    DoorSink(Sink sink, StoreDoor door, SinkHost host) {
        this.sink = sink;
        this.door = door;
        this.host = host;
    }

    @Override
    public CompletionStage<Void> open() {
        if (door.isShut()) {
            return CompletableFuture.failedStage(turnedAway());
        }
        return sink.open()
                .whenComplete(
                        (_, failure) -> {
                            if (failure == null) {
                                opened();
                            }
                        });
    }

    @Override
    public CompletionStage<WriteOutcome> write(RecordBatch batch) {
        if (door.isShut()) {
            return CompletableFuture.completedStage(
                    new WriteOutcome.Unavailable(turnedAway().problem()));
        }
        long bytes = 0;
        for (FieldRecord record : batch.records()) {
            bytes += record.payload().length;
        }
        door.carried(bytes);
        return sink.write(batch);
    }

    @Override
    public CompletionStage<Void> probe() {
        return door.isShut() ? CompletableFuture.failedStage(turnedAway()) : sink.probe();
    }

    /// A [ShutException] is its cause, so that the lane asks again soon: the recovery time that a
    /// drill measures is to be the store's, not a long wait between two attempts.
    private ConnectorException turnedAway() {
        door.refused();
        Problem why =
                Problem.error(
                        "LINK-0302",
                        "destination " + host.id(),
                        "A drill has shut it.",
                        "Nothing to do: it opens by itself when the drill heals it, and STOP does"
                                + " so at once.");
        host.state(ConnectorState.DOWN, why);
        return new ConnectorException(why, new ShutException("shut by a drill"));
    }

    @Override
    public int outstandingBatchesMax() {
        return sink.outstandingBatchesMax();
    }

    @Override
    public long holdNanos() {
        return sink.holdNanos();
    }

    private synchronized void opened() {
        if (!closed) {
            counted = true;
            door.opened();
        }
    }

    @Override
    public CompletionStage<Void> close() {
        gone();
        return sink.close();
    }

    private synchronized void gone() {
        closed = true;
        if (counted) {
            counted = false;
            door.closed();
        }
    }
}
