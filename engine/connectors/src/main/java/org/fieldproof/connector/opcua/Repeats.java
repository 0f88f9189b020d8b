package org.fieldproof.connector.opcua;

import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishResponse;
import org.jspecify.annotations.Nullable;

/// Asks for messages again on one line (Part 4 clause 5.14.6): those whose records the gateway did
/// not take, and those that got lost with an earlier line. One after the other, so that order is
/// kept, and an answer that cannot be read is laid to the one that was asked for. Owned by
/// `fp-opcua-<id>`.
final class Repeats {
    private static final int GAP_MAX = 10_000;

    private final UaLoops loops;
    private final PublishLine line;
    private final ServerSubscription subscription;
    private final LostMessages lost;
    private final Taker taker;

    /// What the server no longer has, not told yet.
    private SequenceRuns gone = new SequenceRuns();

    private long gapLeft;
    private boolean asking;

    /// Who takes what comes. Called on the owner thread.
    interface Taker {
        boolean ended();

        /// A message that was asked for again.
        ///
        /// @param again true where it came before and was not taken in
        void repeated(NotificationMessage message, boolean again);

        /// There is no gap any more: what came meanwhile can be taken.
        void gapClosed();

        void failed(@Nullable Throwable failure);
    }

    Repeats(
            UaLoops loops,
            PublishLine line,
            ServerSubscription subscription,
            LostMessages lost,
            Taker taker) {
        this.loops = loops;
        this.line = line;
        this.subscription = subscription;
        this.lost = lost;
        this.taker = taker;
    }

    /// True while messages are asked for that got lost with a line.
    boolean inGap() {
        return gapLeft > 0;
    }

    /// So many are missing after the last one that was delivered.
    void gap(long missing) {
        gapLeft = Math.min(missing, GAP_MAX);
        ask();
    }

    /// Asks for the next one, if one is wanted and none is under way. Messages of an earlier line
    /// may be refused by the gateway while this one runs.
    void ask() {
        if (asking || taker.ended()) {
            return;
        }
        if (!subscription.toRepeat.isEmpty()) {
            ask(subscription.toRepeat.first(), true);
        } else if (gapLeft > 0) {
            ask(ServerSubscription.after(subscription.lastSequence), false);
        }
    }

    private void ask(long sequence, boolean again) {
        asking = true;
        var _ =
                line.request(
                                RepublishResponse.class,
                                line.timeout(),
                                header ->
                                        new RepublishRequest(
                                                header,
                                                Unsigned.uint(subscription.id),
                                                Unsigned.uint(sequence)))
                        .whenComplete(
                                (response, failure) ->
                                        loops.execute(
                                                () ->
                                                        answered(
                                                                sequence, again, response,
                                                                failure)));
    }

    private void answered(
            long sequence,
            boolean again,
            @Nullable RepublishResponse response,
            @Nullable Throwable failure) {
        asking = false;
        if (taker.ended()) {
            tellGone();
            return;
        }
        if (response == null && isWantedStill(sequence, failure)) {
            // The next line asks again.
            tellGone();
            taker.failed(failure);
            return;
        }
        if (again) {
            subscription.toRepeat.remove(sequence);
        } else {
            subscription.lastSequence = sequence;
            gapLeft--;
        }
        if (response != null) {
            subscription.repeated(sequence);
            taker.repeated(response.getNotificationMessage(), again);
        }
        if (again ? subscription.toRepeat.isEmpty() : gapLeft == 0) {
            tellGone();
        }
        if (!again && gapLeft == 0) {
            taker.gapClosed();
        }
        ask();
    }

    /// What it means that a message was not repeated; one that is given up is told here.
    private boolean isWantedStill(long sequence, @Nullable Throwable failure) {
        long status =
                failure == null ? StatusCodes.Bad_UnexpectedError : UaFailures.statusOf(failure);
        return switch (subscription.notRepeated(sequence, status)) {
            case LATER -> true;
            case GONE -> {
                gone.add(sequence);
                yield false;
            }
            case GIVEN_UP -> {
                lost.tell(
                        subscription,
                        SequenceRuns.of(sequence),
                        "it was asked for again "
                                + ServerSubscription.REPEATS_REFUSED_MAX
                                + " times in vain, lastly with "
                                + StatusNames.of(status));
                yield false;
            }
        };
    }

    private void tellGone() {
        lost.tell(subscription, gone, "not at the server any more");
        gone = new SequenceRuns();
    }
}
