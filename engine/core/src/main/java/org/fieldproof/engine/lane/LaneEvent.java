package org.fieldproof.engine.lane;

import java.util.concurrent.CompletableFuture;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.WriteOutcome;
import org.jspecify.annotations.Nullable;

/// What reaches a lane's thread from outside.
sealed interface LaneEvent {

    /// The dispatcher hands over records, in log order.
    @SuppressWarnings("ArrayRecordComponent") // handed over, not shared: the dispatcher lets go
    record HandedOver(FieldRecord[] records, int count) implements LaneEvent {}

    /// The sink's open ended; `failure` is null if it is open.
    record Opened(long session, @Nullable Throwable failure) implements LaneEvent {}

    /// The sink's close ended, well or not.
    record Closed(long session) implements LaneEvent {}

    /// A write has an outcome, or failed to have one.
    record Written(
            long session, Batch batch, @Nullable WriteOutcome outcome, @Nullable Throwable failure)
            implements LaneEvent {}

    /// The destination was asked for a sign of life; `failure` is null if it gave one.
    record Probed(long session, @Nullable Throwable failure) implements LaneEvent {}

    /// A person asks for something.
    record Asked(LaneRequest request, CompletableFuture<Outcome> answer) implements LaneEvent {}
}
