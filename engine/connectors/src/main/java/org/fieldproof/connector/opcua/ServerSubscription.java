package org.fieldproof.connector.opcua;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;

/// What we know of our subscription at the server; outlives the line it was made on. All but the
/// constants is owned by `fp-opcua-<id>`.
final class ServerSubscription {
    private static final long SEQUENCE_MAX = 0xFFFF_FFFFL;

    /// After so many refusals a message is given up.
    static final int REPEATS_REFUSED_MAX = 3;

    /// Failures of the line, of the session, of the subscription or of the server as a whole.
    private static final Set<Long> OF_THE_LINE =
            Set.of(
                    StatusCodes.Bad_Timeout,
                    StatusCodes.Bad_RequestTimeout,
                    StatusCodes.Bad_NoSubscription,
                    StatusCodes.Bad_SubscriptionIdInvalid,
                    StatusCodes.Bad_SessionIdInvalid,
                    StatusCodes.Bad_SessionClosed,
                    StatusCodes.Bad_SessionNotActivated,
                    StatusCodes.Bad_SecureChannelClosed,
                    StatusCodes.Bad_SecureChannelIdInvalid,
                    StatusCodes.Bad_ConnectionClosed,
                    StatusCodes.Bad_ConnectionRejected,
                    StatusCodes.Bad_NotConnected,
                    StatusCodes.Bad_CommunicationError,
                    StatusCodes.Bad_UnexpectedError,
                    StatusCodes.Bad_TooManyOperations,
                    StatusCodes.Bad_TooManyPublishRequests,
                    StatusCodes.Bad_OutOfMemory,
                    StatusCodes.Bad_ResourceUnavailable,
                    StatusCodes.Bad_TcpServerTooBusy,
                    StatusCodes.Bad_ServerNotConnected,
                    StatusCodes.Bad_ServerHalted,
                    StatusCodes.Bad_Shutdown);

    final long id;
    final long keepAliveMillis;

    /// Last number in the server's sequence that was delivered; 0 for none.
    long lastSequence;

    /// Up to here missing messages have been counted; 0 before the first of them.
    private long missedTo;

    /// Delivered and durable, to be acknowledged with the next publish request.
    final Deque<Long> toAcknowledge = new ArrayDeque<>();

    /// Delivered and not taken in; must be asked for again.
    final TreeSet<Long> toRepeat = new TreeSet<>(ServerSubscription::order);

    /// By message, how often the server has refused to repeat it.
    private final Map<Long, Integer> repeatsRefused = new HashMap<>();

    /// Delivered, the log has not answered yet.
    final TreeSet<Long> unsettled = new TreeSet<>(ServerSubscription::order);

    /// Arrived while earlier ones are being asked for again.
    final Deque<NotificationMessage> behind = new ArrayDeque<>();

    /// Messages that were not taken to their end because of an [Error] of this machine.
    final Set<Long> erred = new HashSet<>();

    /// True when the server no longer has it: nothing can be asked for again.
    boolean givenUp;

    /// Whether a line was opened for it before.
    boolean begun;

    ServerSubscription(long id, long keepAliveMillis) {
        this.id = id;
        this.keepAliveMillis = keepAliveMillis;
    }

    /// What it means for a message that it was not repeated.
    enum NotRepeated {
        /// The server says that it does not have it: no later time brings it. A server without this
        /// service never had one.
        GONE,
        /// The server has answered each time that it does not, in words about the request and not
        /// about the line: another line would hear the same for ever.
        GIVEN_UP,
        /// No answer in time, or a session that is lost, says nothing about the message.
        LATER
    }

    /// Counts one more attempt that failed.
    NotRepeated notRepeated(long sequence, long status) {
        if (status == StatusCodes.Bad_MessageNotAvailable
                || status == StatusCodes.Bad_ServiceUnsupported) {
            forget(sequence);
            return NotRepeated.GONE;
        }
        if (OF_THE_LINE.contains(status)) {
            return NotRepeated.LATER;
        }
        if (repeatsRefused.merge(sequence, 1, Integer::sum) < REPEATS_REFUSED_MAX) {
            return NotRepeated.LATER;
        }
        forget(sequence);
        return NotRepeated.GIVEN_UP;
    }

    /// It will not come again.
    private void forget(long sequence) {
        repeatsRefused.remove(sequence);
        erred.remove(sequence);
    }

    /// Nothing will: the server no longer has the subscription.
    void giveUp() {
        givenUp = true;
        toRepeat.clear();
        behind.clear();
        repeatsRefused.clear();
        erred.clear();
    }

    /// A message was repeated.
    void repeated(long sequence) {
        repeatsRefused.remove(sequence);
    }

    /// The number after: the sequence goes back to 1, never to 0 (Part 4 clause 7.38).
    static long after(long sequence) {
        return after(sequence, 1);
    }

    /// The number so many after.
    static long after(long sequence, long count) {
        long number = sequence + count;
        return number > SEQUENCE_MAX ? number - SEQUENCE_MAX : number;
    }

    /// The order of the server's sequence, which goes round: of two numbers that one is the later
    /// which is nearer ahead of the other. What is kept of one subscription spans far less than
    /// half of the round.
    static int order(long one, long other) {
        if (one == other) {
            return 0;
        }
        return ahead(one, other) <= SEQUENCE_MAX / 2 ? 1 : -1;
    }

    /// The number before: 1 comes after the greatest.
    private static long before(long sequence) {
        return sequence == 1 ? SEQUENCE_MAX : sequence - 1;
    }

    /// How far the one is ahead of the other; more than half of the round where it is behind it.
    private static long ahead(long one, long other) {
        return one >= other ? one - other : SEQUENCE_MAX - other + one;
    }

    /// How many are missing before this one; 0 also for one that was delivered before.
    long missingBefore(long sequence) {
        long ahead = ahead(sequence, after(lastSequence));
        return ahead > SEQUENCE_MAX / 2 ? 0 : ahead;
    }

    /// How many of those that are missing before this one were not missed before.
    long newlyMissed(long sequence, long missing) {
        long to = before(sequence);
        long unseen = missedTo == 0 ? missing : ahead(to, missedTo);
        if (unseen > SEQUENCE_MAX / 2) {
            return 0;
        }
        missedTo = to;
        return Math.min(missing, unseen);
    }

    /// True for one that was delivered before.
    boolean known(long sequence) {
        long expected = after(lastSequence);
        if (lastSequence == 0 || sequence == expected) {
            return false;
        }
        return ahead(expected, sequence) <= SEQUENCE_MAX / 2;
    }
}
