package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.RequestHeader;
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

    /// Answers a request to repeat as told; what is published is withheld but for the first.
    private static final class ScriptedLine implements PublishLine {
        private final LongFunction<CompletableFuture<RepublishResponse>> repeated;
        private CompletableFuture<PublishResponse> published;

        ScriptedLine(
                CompletableFuture<RepublishResponse> repeated,
                CompletableFuture<PublishResponse> published) {
            this(_ -> repeated, published);
        }

        ScriptedLine(
                LongFunction<CompletableFuture<RepublishResponse>> repeated,
                CompletableFuture<PublishResponse> published) {
            this.repeated = repeated;
            this.published = published;
        }

        @Override
        public synchronized <R> CompletableFuture<R> request(
                Class<R> kind, Duration limit, Function<RequestHeader, UaRequestMessageType> make) {
            RequestHeader header =
                    new RequestHeader(
                            NodeId.NULL_VALUE,
                            DateTime.NULL_VALUE,
                            Unsigned.uint(1),
                            Unsigned.uint(0),
                            null,
                            Unsigned.uint(0),
                            null);
            if (make.apply(header) instanceof RepublishRequest request) {
                return repeated.apply(request.getRetransmitSequenceNumber().longValue())
                        .thenApply(kind::cast);
            }
            CompletableFuture<PublishResponse> answer = published;
            published = new CompletableFuture<>();
            return answer.thenApply(kind::cast);
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(1);
        }

        @Override
        public EncodingContext encoding() {
            return DefaultEncodingContext.INSTANCE;
        }

        @Override
        public NamespaceTable namespaces() {
            return new NamespaceTable();
        }
    }

    private OpcHost host() {
        return OpcHost.ofNobody(directory, AUTHORITY);
    }

    private PublishPump started(OpcHost host, ScriptedLine line) {
        NotificationDesk desk =
                new NotificationDesk(
                        host,
                        OpcUaSourceConfig.of(host.config()),
                        "connection plc",
                        List.of(new TagItem(0, TagDefinition.of("a", "ns=1;s=a", ""), "plc/a")));
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
