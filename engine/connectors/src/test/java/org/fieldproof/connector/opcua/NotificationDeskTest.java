package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.opcua.testing.OpcAuthority;
import org.fieldproof.connector.opcua.testing.OpcHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm if it breaks: half a message is lost and nobody is told, or a message is never settled and
/// the server keeps it, and those after it, until it runs out of room.
final class NotificationDeskTest {
    private static final OpcAuthority AUTHORITY = new OpcAuthority("plant");

    @TempDir Path directory;

    private final List<NotificationDesk.Ticket> settled = new ArrayList<>();

    private OpcHost host() {
        return OpcHost.ofNobody(directory, AUTHORITY);
    }

    private static NotificationDesk desk(OpcHost host) {
        TagDefinition alone = TagDefinition.of("a", "ns=1;s=a", "");
        TagDefinition member = TagDefinition.of("b", "ns=1;s=b", "").inGroup("g");
        return new NotificationDesk(
                host,
                OpcUaSourceConfig.of(host.config()),
                "connection plc",
                List.of(new TagItem(0, alone, "plc/a"), new TagItem(1, member, "plc/g")),
                null);
    }

    private Optional<Throwable> message(NotificationDesk desk, Runnable behind) {
        return message(desk, false, false, behind);
    }

    private Optional<Throwable> message(
            NotificationDesk desk, boolean again, boolean afterError, Runnable behind) {
        NotificationDesk.Ticket ticket = desk.new Ticket(settled::add);
        return desk.message(
                ticket,
                new NotificationDesk.Look(
                        "Notification message 17 of subscription 4", again, afterError),
                () -> {
                    for (int handle = 0; handle < 2; handle++) {
                        DataValue value = new DataValue(new Variant(1.5));
                        desk.take(handle, value, new NamespaceTable(), ticket, again);
                    }
                    behind.run();
                },
                admission -> {});
    }

    private void overflow(NotificationDesk desk) {
        NotificationDesk.Ticket ticket = desk.new Ticket(settled::add);
        DataValue value =
                new DataValue(
                        new Variant(1.5), StatusCode.GOOD.withDataValueInfoType().withOverflow());
        desk.take(0, value, new NamespaceTable(), ticket, false);
        ticket.complete();
    }

    // Harm: what the server lost in the last seconds before a restart is never told.
    @Test
    void whatIsNotToldYetIsToldAtTheEndOnce() {
        OpcHost host = host();
        NotificationDesk desk = desk(host);
        overflow(desk);
        desk.tellLost();
        overflow(desk);
        overflow(desk);
        desk.tellLost();
        assertThat(overflowsTold(host)).as("within 10 s of the first").hasSize(1);
        desk.tellRestLost();
        desk.tellRestLost();
        assertThat(overflowsTold(host)).hasSize(2);
        assertThat(overflowsTold(host).getLast()).contains("overflowed 2 times");

        NotificationDesk next = desk(host);
        next.tellRestLost();
        assertThat(overflowsTold(host)).as("told by the one before").hasSize(2);
        overflow(next);
        next.tellLost();
        assertThat(overflowsTold(host)).as("its first is told at once").hasSize(3);
    }

    private static List<String> overflowsTold(OpcHost host) {
        return host.events.stream()
                .filter(each -> each.startsWith(OpcCodes.LOST_AT_SERVER))
                .toList();
    }

    private static Runnable thrower(RuntimeException failure) {
        return () -> {
            throw failure;
        };
    }

    @Test
    void aMessageThatBreaksOffTellsWhatCameBeforeAndThatTheRestIsLost() {
        OpcHost host = host();
        IllegalStateException broken = new IllegalStateException("no such type");
        assertThat(message(desk(host), thrower(broken))).containsSame(broken);
        assertThat(host.door().records()).hasSize(2);
        assertThat(settled).hasSize(1);
        assertThat(settled.getFirst().refusal())
                .as("the server would give the same again")
                .isNull();
        assertThat(host.events)
                .anyMatch(
                        event ->
                                event.startsWith("OPC-0310")
                                        && event.contains("no such type")
                                        && event.contains("message 17 of subscription 4")
                                        && event.contains("given up"));
    }

    @Test
    void aDoorThatFailsSettlesTheMessageSoThatItIsAskedForAgain() {
        OpcHost host = host();
        host.door().throwOnce();
        assertThat(message(desk(host), () -> {})).isPresent();
        assertThat(settled).hasSize(1);
        assertThat(settled.getFirst().refusal()).contains("door");
        assertThat(host.told("OPC-0310")).as("nothing is lost").isFalse();
    }

    /// Harm: the server keeps the message for ever, and the source waits for it as long.
    @Test
    void aDoorWithoutMemorySettlesTheMessageSoThatItIsAskedForAgain() {
        for (Error error : List.of(new OutOfMemoryError(), new StackOverflowError())) {
            settled.clear();
            OpcHost host = host();
            host.door().throwOnce(error);
            NotificationDesk desk = desk(host);
            assertThat(message(desk, () -> {})).containsSame(error);
            assertThat(settled).hasSize(1);
            assertThat(settled.getFirst().refusal()).isNotEmpty();
            assertThat(desk.inFlight()).isZero();
            assertThat(host.told("OPC-0310")).as("nothing is lost").isFalse();
        }
    }

    /// Harm: what a second look would have read is acknowledged, and so thrown away.
    @Test
    void anErrorOfThisMachineIsAskedForAgainAndGivenUpOnlyTheSecondTime() {
        for (Error error : List.of(new StackOverflowError(), new LinkageError("half a class"))) {
            settled.clear();
            OpcHost host = host();
            NotificationDesk desk = desk(host);
            Runnable failing =
                    () -> {
                        throw error;
                    };
            assertThat(message(desk, false, false, failing)).containsSame(error);
            assertThat(settled).hasSize(1);
            assertThat(settled.getFirst().refusal()).as("asked for again").isNotEmpty();
            assertThat(host.told("OPC-0310")).as("nothing is lost yet").isFalse();

            // The second look, and the first Error of a message that the log did not take before.
            assertThat(message(desk, true, false, failing)).containsSame(error);
            assertThat(settled.getLast().refusal()).as("asked for again").isNotEmpty();
            assertThat(host.told("OPC-0310")).as("nothing is lost yet").isFalse();

            assertThat(message(desk, true, true, failing)).containsSame(error);
            assertThat(settled.getLast().refusal()).as("acknowledged").isNull();
            assertThat(host.events)
                    .anyMatch(
                            event ->
                                    event.startsWith("OPC-0310")
                                            && event.contains("message 17 of subscription 4")
                                            && event.contains("given up"));
        }
    }

    @Test
    void aMessageThatNeedsMoreMemoryThanThereIsIsAskedForAgain() {
        OpcHost host = host();
        OutOfMemoryError error = new OutOfMemoryError();
        Runnable full =
                () -> {
                    throw error;
                };
        assertThat(message(desk(host), full)).containsSame(error);
        assertThat(settled).hasSize(1);
        assertThat(settled.getFirst().refusal()).isNotEmpty();
        assertThat(host.told("OPC-0310")).as("nothing is lost").isFalse();
    }

    /// Row 25. Harm: a large array is cut to what fits, or takes the connection with it.
    @Test
    void anArrayOfAHundredThousandElementsIsKeptAndOneBeyondTheLimitIsNamed() {
        OpcHost host = host();
        NotificationDesk desk = desk(host);
        array(desk, IntStream.range(0, 100_000).boxed().toArray(Integer[]::new));
        InboundRecord kept = host.door().records().getLast();
        assertThat(kept.quality()).isEqualTo(Quality.GOOD);
        assertThat(TypedValue.decode(kept.payload()))
                .isInstanceOfSatisfying(
                        TypedValue.Array.class,
                        all -> {
                            assertThat(all.elements()).hasSize(100_000);
                            assertThat(all.elements().getLast())
                                    .isEqualTo(new TypedValue.Int(32, 99_999));
                        });
        assertThat(host.events).noneMatch(event -> event.contains("valueLimit"));
        array(desk, IntStream.range(0, 1_000_000).boxed().toArray(Integer[]::new));
        InboundRecord limited = host.door().records().getLast();
        assertThat(limited.quality()).isEqualTo(Quality.BAD);
        assertThat(TypedValue.decode(limited.payload())).isEqualTo(new TypedValue.None());
        assertThat(limited.properties()).extracting(Property::name).contains("limited");
        assertThat(host.events).anyMatch(event -> event.contains("valueLimit"));
    }

    private void array(NotificationDesk desk, Integer[] elements) {
        NotificationDesk.Ticket ticket = desk.new Ticket(settled::add);
        DataValue value = new DataValue(new Variant(elements));
        desk.take(0, value, new NamespaceTable(), ticket, false);
        ticket.complete();
    }
}
