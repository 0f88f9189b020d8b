package org.fieldproof.connector.opcua;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.StatusChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.SubscriptionAcknowledgement;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.spi.Counter;
import org.fieldproof.api.spi.Intake;
import org.fieldproof.api.spi.SourceHost;
import org.jspecify.annotations.Nullable;

/// Keeps publish requests at the server and takes what comes back, for one line (Part 4 clauses
/// 5.13.5 and 5.14.5). Owned by `fp-opcua-<id>`; what others may read is volatile.
///
/// `UA-2`: a message is acknowledged with a later request, once its records are durable. `UA-5`:
/// while the door says wait, or too many messages are not settled, no request is sent.
final class PublishPump implements Repeats.Taker {
    private static final int REQUESTS = 3;
    private static final int UNSETTLED_MAX = 64;
    private static final int ACKNOWLEDGE_MAX = 1_000;

    /// So many wait behind a gap, and as many more as there are requests under way.
    static final int BEHIND_MAX = 64;

    private final SourceHost host;
    private final UaLoops loops;
    private final PublishLine session;
    private final ServerSubscription subscription;
    private final NotificationDesk desk;
    private final LostMessages lost;
    private final Repeats repeats;

    private int outstanding;
    private int requestsMax = REQUESTS;
    private boolean waiting;
    private boolean stopped;
    private volatile long heardNanos;
    private volatile long heardPublishNanos;
    private boolean behindTold;
    private volatile boolean paused;
    private volatile boolean full;
    private volatile @Nullable End end;

    /// Messages of the server's that did not come in their turn, and were asked for again.
    private final Counter missed;

    /// Why it has ended.
    sealed interface End {
        /// The line is of no use.
        record Lost(Throwable cause) implements End {}

        /// The server has given the subscription up.
        record Gone(String status) implements End {}

        /// The server no longer answers publish requests.
        record Silent(long nanos) implements End {}

        /// The gateway did not take records in.
        record NotTaken(String reason) implements End {}
    }

    PublishPump(
            SourceHost host,
            UaLoops loops,
            PublishLine session,
            ServerSubscription subscription,
            NotificationDesk desk,
            LostMessages lost) {
        this.host = host;
        this.loops = loops;
        this.session = session;
        this.subscription = subscription;
        this.desk = desk;
        this.lost = lost;
        repeats = new Repeats(loops, session, subscription, lost, this);
        missed = host.meters().counter("missedMessages", "messages");
        heardNanos = host.clock().nanoTime();
        heardPublishNanos = heardNanos;
    }

    /// Begins. Any thread.
    void start() {
        loops.execute(
                () -> {
                    subscription.behind.clear();
                    if (!subscription.begun) {
                        subscription.begun = true;
                        desk.forget();
                    }
                    repeats.ask();
                    fill();
                });
    }

    /// Sends nothing more. Completes when the owner thread has seen it. Any thread.
    CompletableFuture<Void> stop() {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        loops.execute(
                () -> {
                    if (!stopped) {
                        stopped = true;
                        desk.tellRestLost();
                    }
                    seen.complete(null);
                });
        return seen;
    }

    /// Why it has ended; null while it runs.
    @Nullable End end() {
        return end;
    }

    /// When the server was heard last, monotonic.
    long heardNanos() {
        return heardNanos;
    }

    /// When it last answered a publish request, or was last asked after a pause; monotonic.
    long heardPublishNanos() {
        return heardPublishNanos;
    }

    /// The server was heard by other means.
    void heard() {
        heardNanos = host.clock().nanoTime();
    }

    /// True while no request is at the server because we want none.
    boolean paused() {
        return paused;
    }

    /// True where that is because the gateway is full.
    boolean full() {
        return paused && full;
    }

    private void end(End how) {
        if (end == null && !stopped) {
            end = how;
        }
    }

    @Override
    public boolean ended() {
        return stopped || end != null;
    }

    private void fill() {
        boolean isFull = waiting || subscription.unsettled.size() >= UNSETTLED_MAX;
        boolean hold = isFull || isBehind();
        if (paused && !hold) {
            // Nothing was asked meanwhile, so the server is not silent.
            heardPublishNanos = host.clock().nanoTime();
        }
        while (!ended() && !hold && outstanding < requestsMax) {
            outstanding++;
            publish();
        }
        full = isFull;
        paused = hold && outstanding == 0;
    }

    /// Whether as many as may wait behind a gap: the server keeps the rest until it is filled.
    private boolean isBehind() {
        boolean isBehind = subscription.behind.size() >= BEHIND_MAX;
        if (isBehind && !behindTold) {
            behindTold = true;
            host.event(
                    GatewayEvent.Level.WARNING,
                    OpcCodes.BEHIND,
                    desk.object(),
                    subscription.behind.size()
                            + " notification messages of subscription "
                            + subscription.id
                            + " wait for earlier ones, which got lost with the line and are asked"
                            + " for again; the server is asked for no more until then.",
                    Map.of("waiting", Integer.toString(subscription.behind.size())));
        }
        return isBehind;
    }

    private void publish() {
        List<SubscriptionAcknowledgement> acknowledgements = new ArrayList<>();
        while (!subscription.toAcknowledge.isEmpty() && acknowledgements.size() < ACKNOWLEDGE_MAX) {
            acknowledgements.add(
                    new SubscriptionAcknowledgement(
                            Unsigned.uint(subscription.id),
                            Unsigned.uint(subscription.toAcknowledge.removeFirst())));
        }
        Duration limit = Duration.ofMillis(subscription.keepAliveMillis * (REQUESTS + 1) + 10_000);
        var _ =
                session.request(
                                PublishResponse.class,
                                limit,
                                header ->
                                        new PublishRequest(
                                                header,
                                                acknowledgements.toArray(
                                                        new SubscriptionAcknowledgement[0])))
                        .whenComplete(
                                (response, failure) ->
                                        loops.execute(() -> answered(response, failure)));
    }

    private void answered(@Nullable PublishResponse response, @Nullable Throwable failure) {
        outstanding--;
        if (ended()) {
            return;
        }
        if (failure != null || response == null) {
            if (failure != null
                    && UaFailures.statusOf(failure) == StatusCodes.Bad_TooManyPublishRequests
                    && requestsMax > 1) {
                requestsMax--;
            } else {
                failed(failure);
            }
            return;
        }
        heardNanos = host.clock().nanoTime();
        heardPublishNanos = heardNanos;
        if (response.getSubscriptionId().longValue() == subscription.id) {
            arrived(response.getNotificationMessage());
        }
        fill();
    }

    @Override
    public void failed(@Nullable Throwable failure) {
        Throwable cause = failure == null ? new IllegalStateException("no answer") : failure;
        long status = UaFailures.statusOf(cause);
        if (status == StatusCodes.Bad_NoSubscription
                || status == StatusCodes.Bad_SubscriptionIdInvalid) {
            gone(status);
        } else {
            end(new End.Lost(cause));
        }
    }

    private void gone(long status) {
        lost.giveUp(subscription, "the server has given the subscription up");
        end(new End.Gone(StatusNames.of(status)));
    }

    private void arrived(NotificationMessage message) {
        if (repeats.inGap()) {
            subscription.behind.addLast(message);
            return;
        }
        long sequence = message.getSequenceNumber().longValue();
        long missing = subscription.missingBefore(sequence);
        if (missing > 0) {
            subscription.behind.addLast(message);
            missed.add(subscription.newlyMissed(sequence, missing));
            repeats.gap(missing);
            return;
        }
        // A keep-alive carries the number of the next message and is none itself.
        if (hasData(message) && !subscription.known(sequence)) {
            subscription.lastSequence = sequence;
            deliver(message, false);
        }
    }

    static boolean hasData(NotificationMessage message) {
        ExtensionObject[] data = message.getNotificationData();
        return data != null && data.length > 0;
    }

    @Override
    public void gapClosed() {
        List<NotificationMessage> waitingOnes = new ArrayList<>(subscription.behind);
        subscription.behind.clear();
        behindTold = false;
        waitingOnes.forEach(this::arrived);
        fill();
    }

    @Override
    public void repeated(NotificationMessage message, boolean again) {
        deliver(message, again);
    }

    private void deliver(NotificationMessage message, boolean again) {
        long sequence = message.getSequenceNumber().longValue();
        subscription.unsettled.add(sequence);
        NotificationDesk.Ticket ticket = ticket(sequence);
        ExtensionObject[] data = message.getNotificationData();
        Optional<Throwable> failure =
                desk.message(
                        ticket,
                        new NotificationDesk.Look(
                                named(sequence), again, subscription.erred.contains(sequence)),
                        () -> {
                            for (ExtensionObject each :
                                    data == null ? new ExtensionObject[0] : data) {
                                Object part = each.decode(session.encoding());
                                deliver(part, ticket, again);
                            }
                        },
                        this::react);
        if (failure.isPresent()
                && failure.get() instanceof Error
                && !(failure.get() instanceof OutOfMemoryError)) {
            subscription.erred.add(sequence);
        }
        failure.ifPresentOrElse(cause -> end(why(cause, ticket)), desk::tellLost);
    }

    private String named(long sequence) {
        return "Notification message " + sequence + " of subscription " + subscription.id;
    }

    /// The line is not to blame for what the gateway did not take.
    private static End why(Throwable cause, NotificationDesk.Ticket ticket) {
        String refusal = ticket.refusal();
        return refusal == null ? new End.Lost(cause) : new End.NotTaken(refusal);
    }

    private void deliver(Object notification, NotificationDesk.Ticket ticket, boolean again) {
        if (notification instanceof DataChangeNotification change) {
            MonitoredItemNotification[] values = change.getMonitoredItems();
            for (MonitoredItemNotification each :
                    values == null ? new MonitoredItemNotification[0] : values) {
                react(
                        desk.take(
                                each.getClientHandle().longValue(),
                                each.getValue(),
                                session.namespaces(),
                                ticket,
                                again));
            }
        } else if (notification instanceof StatusChangeNotification change
                && change.getStatus().isBad()) {
            gone(change.getStatus().value());
        }
    }

    private NotificationDesk.Ticket ticket(long sequence) {
        return desk.new Ticket(settled -> loops.execute(() -> settled(sequence, settled)));
    }

    private void settled(long sequence, NotificationDesk.Ticket ticket) {
        subscription.unsettled.remove(sequence);
        String refusal = ticket.refusal();
        if (refusal == null) {
            subscription.erred.remove(sequence);
            subscription.toAcknowledge.addLast(sequence);
        } else if (subscription.givenUp) {
            lost.tell(
                    subscription,
                    SequenceRuns.of(sequence),
                    "the gateway did not take it in ("
                            + refusal
                            + "), and the server no longer has the subscription");
        } else {
            subscription.toRepeat.add(sequence);
            end(new End.NotTaken(refusal));
        }
        fill();
    }

    private void react(Intake.Admission admission) {
        if (admission == Intake.Admission.TAKEN_NOW_WAIT && !waiting) {
            waiting = true;
            host.intake()
                    .onRoom(
                            () ->
                                    loops.execute(
                                            () -> {
                                                waiting = false;
                                                heardPublishNanos = host.clock().nanoTime();
                                                fill();
                                            }));
        }
    }

    /// Tags that the server refuses to watch become BAD records. Any thread.
    void bad(Map<TagItem, String> refused) {
        Map<TagItem, String> all = Map.copyOf(refused);
        if (all.isEmpty()) {
            return;
        }
        loops.execute(
                () -> {
                    NotificationDesk.Ticket ticket = desk.new Ticket(_ -> {});
                    all.forEach((item, status) -> react(desk.bad(item, status, ticket)));
                    react(desk.endOfMessage(ticket, false));
                    ticket.complete();
                });
    }

    /// Time goes on. Any thread.
    void tick() {
        loops.execute(
                () -> {
                    if (!ended()) {
                        NotificationDesk.Ticket ticket = desk.new Ticket(_ -> {});
                        react(desk.tick(ticket));
                        ticket.complete();
                        desk.tellLost();
                        repeats.ask();
                        fill();
                    }
                });
    }
}
