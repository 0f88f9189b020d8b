package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ResponseHeader;
import org.eclipse.milo.opcua.stack.core.types.structured.StatusChangeNotification;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.connector.opcua.testing.OpcAuthority;
import org.fieldproof.connector.opcua.testing.OpcHost;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A line whose answers the test gives. Harm if it breaks: a message that the server still has is
/// said to be lost there and not asked for again, or one that nobody can read is asked for until
/// the line is of no use.
final class PublishPumpTest {
    private static final OpcAuthority AUTHORITY = new OpcAuthority("plant");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long ID = 4;

    @TempDir Path directory;

    private final UaLoops loops = new UaLoops("pump");
    private final ServerSubscription subscription = new ServerSubscription(ID, 1_000);

    @AfterEach
    void end() {
        loops.close();
    }

    private OpcHost host() {
        return OpcHost.ofNobody(directory, AUTHORITY);
    }

    private PublishPump started(OpcHost host, PublishLine line) {
        NotificationDesk desk =
                new NotificationDesk(
                        host,
                        OpcUaSourceConfig.of(host.config()),
                        "connection plc",
                        List.of(new TagItem(0, TagDefinition.of("a", "ns=1;s=a", ""), "plc/a")),
                        null);
        PublishPump pump =
                new PublishPump(
                        host,
                        loops,
                        line,
                        subscription,
                        desk,
                        new LostMessages(host, "connection plc"));
        pump.start();
        return pump;
    }

    /// Runs on the thread that owns the subscription, and comes back when it has.
    private void owned(Runnable task) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loops.execute(
                () -> {
                    task.run();
                    done.complete(null);
                });
        done.get(60, TimeUnit.SECONDS);
    }

    private static <T> CompletableFuture<T> failed(long status) {
        return CompletableFuture.failedFuture(new UaException(status));
    }

    private static ResponseHeader header() {
        return new ResponseHeader(
                DateTime.NULL_VALUE, Unsigned.uint(1), StatusCode.GOOD, null, new String[0], null);
    }

    private static CompletableFuture<RepublishResponse> repeated(ExtensionObject... data) {
        return CompletableFuture.completedFuture(
                new RepublishResponse(header(), message(17, data)));
    }

    private static NotificationMessage message(long sequence, ExtensionObject... data) {
        return new NotificationMessage(Unsigned.uint(sequence), DateTime.NULL_VALUE, data);
    }

    private static CompletableFuture<PublishResponse> published(long sequence) {
        return published(sequence, unreadable());
    }

    private static CompletableFuture<PublishResponse> published(
            long sequence, ExtensionObject... data) {
        return CompletableFuture.completedFuture(
                new PublishResponse(
                        header(),
                        Unsigned.uint(ID),
                        null,
                        false,
                        message(sequence, data),
                        null,
                        null));
    }

    /// A change of data that ends in the middle.
    private static ExtensionObject unreadable() {
        byte[] half = {40, 0, 0, 0, 1, 0, 0, 0, 1, 0};
        return ExtensionObject.of(ByteString.of(half), new NodeId(0, 811));
    }

    private static void settle(PublishPump pump, OpcHost host, String code) {
        Await.until(LIMIT, () -> pump.end() != null || host.told(code), "an end or " + code);
    }

    @Test
    void onlyWhatTheServerSaysItDoesNotHaveIsGone() throws Exception {
        OpcHost host = host();
        owned(() -> subscription.toRepeat.add(17L));
        PublishPump pump =
                started(
                        host,
                        new ScriptedLine(
                                failed(StatusCodes.Bad_MessageNotAvailable),
                                new CompletableFuture<>()));
        settle(pump, host, "OPC-0305");
        assertThat(pump.end()).isNull();
        assertThat(host.events)
                .anyMatch(event -> event.startsWith("OPC-0305") && event.contains("number 17:"));
        owned(() -> assertThat(subscription.toRepeat).isEmpty());
    }

    @Test
    void aRepeatWithoutAnAnswerIsAskedForOnTheNextLine() throws Exception {
        for (long status : List.of(StatusCodes.Bad_Timeout, StatusCodes.Bad_SessionIdInvalid)) {
            OpcHost host = host();
            owned(() -> subscription.toRepeat.add(17L));
            PublishPump pump =
                    started(host, new ScriptedLine(failed(status), new CompletableFuture<>()));
            settle(pump, host, "OPC-0305");
            assertThat(host.told("OPC-0305")).as("said to be lost").isFalse();
            assertThat(pump.end()).isInstanceOf(PublishPump.End.Lost.class);
            owned(() -> assertThat(subscription.toRepeat).containsExactly(17L));

            PublishPump next =
                    started(host, new ScriptedLine(repeated(), new CompletableFuture<>()));
            Await.until(LIMIT, () -> subscription.toAcknowledge.contains(17L), "17 to be taken in");
            assertThat(next.end()).isNull();
            owned(subscription.toAcknowledge::clear);
        }
    }

    /// A server that has the service and refuses each time would be dialled for ever.
    @Test
    void aRepeatThatIsRefusedEachTimeIsGivenUpByName() throws Exception {
        OpcHost host = host();
        owned(() -> subscription.toRepeat.add(17L));
        for (int refusals = 1; refusals <= 3; refusals++) {
            PublishPump pump =
                    started(
                            host,
                            new ScriptedLine(
                                    failed(StatusCodes.Bad_UserAccessDenied),
                                    new CompletableFuture<>()));
            settle(pump, host, "OPC-0305");
            assertThat(pump.end() == null).as("goes on after " + refusals).isEqualTo(refusals == 3);
            assertThat(host.told("OPC-0305")).isEqualTo(refusals == 3);
        }
        assertThat(host.events)
                .anyMatch(
                        event ->
                                event.contains("number 17:")
                                        && event.contains("Bad_UserAccessDenied"));
        owned(() -> assertThat(subscription.toRepeat).isEmpty());
    }

    /// The same for one that got lost with a line; those behind it are delivered then.
    @Test
    void aGapThatIsRefusedEachTimeIsGivenUpByName() throws Exception {
        OpcHost host = host();
        owned(() -> subscription.lastSequence = 16);
        for (int refusals = 1; refusals <= 3; refusals++) {
            PublishPump pump =
                    started(
                            host,
                            new ScriptedLine(
                                    failed(StatusCodes.Bad_NotImplemented), published(18)));
            settle(pump, host, "OPC-0305");
        }
        assertThat(host.events).anyMatch(event -> event.contains("number 17:"));
        assertThat(host.meter("missedMessages")).as("one, however often asked for").isEqualTo(1);
        Await.until(LIMIT, () -> host.told("OPC-0310"), "18, which nobody can read");
        owned(() -> assertThat(subscription.lastSequence).isEqualTo(18));
    }

    /// It says something about publishing, and nothing about the message.
    @Test
    void tooManyPublishRequestsSaysNothingAboutARepeat() throws Exception {
        OpcHost host = host();
        owned(() -> subscription.lastSequence = 16);
        PublishPump pump =
                started(
                        host,
                        new ScriptedLine(
                                failed(StatusCodes.Bad_TooManyPublishRequests), published(18)));
        settle(pump, host, "OPC-0305");
        assertThat(pump.end()).isInstanceOf(PublishPump.End.Lost.class);
    }

    @Test
    void whatTheSubscriptionKeptIsToldWhenItIsGone() throws Exception {
        OpcHost host = host();
        owned(() -> subscription.toRepeat.addAll(List.of(17L, 18L, 20L)));
        PublishPump pump =
                started(
                        host,
                        new ScriptedLine(
                                failed(StatusCodes.Bad_SubscriptionIdInvalid),
                                new CompletableFuture<>()));
        settle(pump, host, "none");
        assertThat(pump.end()).isInstanceOf(PublishPump.End.Gone.class);
        assertThat(host.events)
                .anyMatch(event -> event.startsWith("OPC-0305") && event.contains("17-18, 20:"));
    }

    /// Harm: both were at hand or on their way, and nobody ever hears that they are lost.
    @Test
    void theGapAndWhatWaitsBehindItAreToldWhenTheSubscriptionIsGone() throws Exception {
        OpcHost host = host();
        owned(() -> subscription.lastSequence = 16);
        PublishPump pump =
                started(
                        host,
                        new ScriptedLine(
                                failed(StatusCodes.Bad_SubscriptionIdInvalid), published(19)));
        settle(pump, host, "none");
        assertThat(pump.end()).isInstanceOf(PublishPump.End.Gone.class);
        assertThat(host.events)
                .anyMatch(event -> event.startsWith("OPC-0305") && event.contains("17-19:"));
    }

    @Test
    void whatTheServerGivesUpByItselfIsToldToo() throws Exception {
        OpcHost host = host();
        owned(
                () -> {
                    subscription.lastSequence = 17;
                    subscription.toRepeat.add(17L);
                });
        ExtensionObject gone =
                ExtensionObject.encode(
                        DefaultEncodingContext.INSTANCE,
                        new StatusChangeNotification(
                                new StatusCode(StatusCodes.Bad_Timeout), null));
        PublishPump pump =
                started(host, new ScriptedLine(new CompletableFuture<>(), published(18, gone)));
        settle(pump, host, "none");
        assertThat(pump.end()).isInstanceOf(PublishPump.End.Gone.class);
        assertThat(host.events)
                .anyMatch(event -> event.startsWith("OPC-0305") && event.contains("number 17:"));
    }

    /// The line ends over it, so what is asked for beside it would share its fate.
    @Test
    void anAnswerThatCannotBeReadThreeTimesCostsThatMessageAndNoOther() throws Exception {
        OpcHost host = host();
        owned(() -> subscription.toRepeat.addAll(List.of(17L, 18L)));
        for (int lines = 1; lines <= 3; lines++) {
            PublishPump pump =
                    started(
                            host,
                            new ScriptedLine(
                                    sequence ->
                                            sequence == 17
                                                    ? failed(StatusCodes.Bad_DecodingError)
                                                    : CompletableFuture.completedFuture(
                                                            new RepublishResponse(
                                                                    header(), message(sequence))),
                                    new CompletableFuture<>()));
            settle(pump, host, "OPC-0305");
        }
        assertThat(host.events)
                .anyMatch(
                        event ->
                                event.contains("number 17:")
                                        && event.contains("Bad_DecodingError"));
        Await.until(LIMIT, () -> subscription.toAcknowledge.contains(18L), "18 to be taken in");
        owned(() -> assertThat(subscription.toRepeat).isEmpty());
    }

    /// Harm: what each message had that cannot come again is kept as long as the subscription.
    @Test
    void whatWillNotComeAgainLeavesNothingBehind() throws Exception {
        OpcHost host = host();
        owned(
                () -> {
                    subscription.toRepeat.add(17L);
                    subscription.erred.add(17L);
                });
        PublishPump pump =
                started(
                        host,
                        new ScriptedLine(
                                failed(StatusCodes.Bad_MessageNotAvailable),
                                new CompletableFuture<>()));
        settle(pump, host, "OPC-0305");
        owned(() -> assertThat(subscription.erred).isEmpty());
        owned(
                () -> {
                    subscription.toRepeat.add(18L);
                    subscription.erred.add(18L);
                });
        PublishPump next =
                started(
                        host,
                        new ScriptedLine(
                                failed(StatusCodes.Bad_SubscriptionIdInvalid),
                                new CompletableFuture<>()));
        settle(next, host, "none");
        owned(() -> assertThat(subscription.erred).as("with the subscription").isEmpty());
    }

    /// Harm: after 2^32 messages the newer ones are delivered before the older ones, and an old
    /// value is the last one.
    @Test
    void whereTheNumbersBeginAnewTheOlderOnesAreStillAskedForFirst() throws Exception {
        List<Long> asked = new CopyOnWriteArrayList<>();
        OpcHost host = host();
        owned(() -> subscription.toRepeat.addAll(List.of(1L, 4_294_967_295L, 2L, 4_294_967_294L)));
        PublishPump pump =
                started(
                        host,
                        new ScriptedLine(
                                sequence -> {
                                    asked.add(sequence);
                                    return failed(StatusCodes.Bad_MessageNotAvailable);
                                },
                                new CompletableFuture<>()));
        settle(pump, host, "OPC-0305");
        assertThat(asked).containsExactly(4_294_967_294L, 4_294_967_295L, 1L, 2L);
        assertThat(host.events).anyMatch(event -> event.contains("number 4294967294-2:"));
    }

    /// A server that goes on publishing while messages are asked for again. Harm: a long gap and a
    /// slow server cost us our memory.
    @Test
    void behindAGapNoMoreIsAskedForThanMayWait() throws Exception {
        OpcHost host = host();
        owned(() -> subscription.lastSequence = 16);
        CompletableFuture<RepublishResponse> owed = new CompletableFuture<>();
        ExtensionObject nothing =
                ExtensionObject.encode(
                        DefaultEncodingContext.INSTANCE,
                        new StatusChangeNotification(StatusCode.GOOD, null));
        FloodingLine line = new FloodingLine(owed, nth -> published(18 + nth, nothing), 400);
        PublishPump pump = started(host, line);
        Await.until(LIMIT, () -> host.told("OPC-0311") || line.published() == 400, "the bound");
        owned(
                () ->
                        assertThat(subscription.behind)
                                .hasSizeBetween(
                                        PublishPump.BEHIND_MAX, PublishPump.BEHIND_MAX + 3));
        Await.until(LIMIT, pump::paused, "nothing asked for");
        assertThat(pump.full()).as("the gateway is not").isFalse();
        assertThat(host.events.stream().filter(event -> event.startsWith("OPC-0311"))).hasSize(1);
        owed.complete(new RepublishResponse(header(), message(17)));
        Await.until(LIMIT, () -> line.published() == 400, "the rest");
        Await.until(LIMIT, () -> subscription.lastSequence == 417, "all of it");
        assertThat(pump.end()).isNull();
        assertThat(host.told("OPC-0305")).isFalse();
    }

    /// A gap may be of any length: a server that jumps must not cost us our memory.
    @Test
    void runsAreNamedByTheirEnds() {
        SequenceRuns runs = SequenceRuns.of(17);
        runs.add(18, 2_000_000_000L);
        runs.add(4_294_967_295L);
        runs.add(1);
        assertThat(runs).hasToString("17-2000000017, 4294967295-1");
        assertThat(runs.messages()).isEqualTo(2_000_000_003L);
    }

    /// What nobody can read would be the same again: it is named, given up and acknowledged.
    @Test
    void aMessageThatCannotBeReadIsNamedAndGivenUp() throws Exception {
        OpcHost host = host();
        owned(() -> subscription.lastSequence = 16);
        PublishPump pump =
                started(host, new ScriptedLine(new CompletableFuture<>(), published(17)));
        settle(pump, host, "none");
        assertThat(host.events)
                .anyMatch(
                        event ->
                                event.startsWith("OPC-0310")
                                        && event.contains("message 17 of subscription 4")
                                        && event.contains("given up"));
        owned(
                () -> {
                    assertThat(subscription.toAcknowledge).containsExactly(17L);
                    assertThat(subscription.toRepeat).isEmpty();
                });
    }

    /// One that got lost with a line, and the server does not answer for it: nothing is lost yet.
    @Test
    void aGapThatCannotBeAskedForStaysAGap() throws Exception {
        OpcHost host = host();
        owned(() -> subscription.lastSequence = 16);
        PublishPump pump =
                started(host, new ScriptedLine(failed(StatusCodes.Bad_Timeout), published(18)));
        settle(pump, host, "OPC-0305");
        assertThat(pump.end()).isInstanceOf(PublishPump.End.Lost.class);
        assertThat(host.told("OPC-0305")).isFalse();
        owned(() -> assertThat(subscription.lastSequence).isEqualTo(16));
    }
}
