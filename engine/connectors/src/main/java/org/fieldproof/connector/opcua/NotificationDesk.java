package org.fieldproof.connector.opcua;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.Acceptance;
import org.fieldproof.api.spi.Counter;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.spi.Intake;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.tag.TagShaper;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.work.CaptureFile;
import org.jspecify.annotations.Nullable;

/// Makes records of what the server tells and hands them to the gateway's door; counts what the
/// server lost. Owned by `fp-opcua-<id>`, but for the counters, and for acceptances, which come on
/// the log's thread.
final class NotificationDesk {
    /// Made beforehand, since there may be no room to make it in when it is needed.
    private static final String NO_MEMORY = "out of memory";

    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final SourceHost host;
    private final OpcUaSourceConfig config;
    private final String object;
    private final @Nullable CaptureFile capture;
    private final List<TagItem> items;
    private final List<TagItem> timed;
    private final GroupDesk groups;
    private final DeviceHandle device;
    private final AtomicLong inFlight = new AtomicLong();
    private final Counter lostAtServer;
    private long lostTold;
    private boolean anyLostTold;
    private long lostToldNanos;
    private @Nullable String lastLost;
    private long tooLargeToldNanos;
    private boolean tooLargeTold;

    NotificationDesk(
            SourceHost host,
            OpcUaSourceConfig config,
            String object,
            List<TagItem> items,
            @Nullable CaptureFile capture) {
        this.host = host;
        this.capture = capture;
        this.config = config;
        this.object = object;
        this.items = List.copyOf(items);
        groups = new GroupDesk(this.items, config.valueBytesMax());
        timed =
                items.stream()
                        .filter(
                                item ->
                                        item.tag().reporting().minIntervalNanos() > 0
                                                || item.tag().reporting().maxIntervalNanos() > 0)
                        .toList();
        lostAtServer = host.meters().counter("lostAtServer", "overflows");
        // Those of earlier starts were told, the last of them when their pump ended.
        lostTold = lostAtServer.total();
        device = host.device(config.device().isEmpty() ? host.id() : config.device());
    }

    DeviceHandle device() {
        return device;
    }

    /// Whom its events are about.
    String object() {
        return object;
    }

    /// Records handed over whose fate is not known yet.
    long inFlight() {
        return inFlight.get();
    }

    /// One notification message's records: told once, when all of them are durable or one is not.
    final class Ticket implements Acceptance {
        private final AtomicInteger open = new AtomicInteger(1);
        private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();
        private final Consumer<Ticket> settled;

        /// @param settled called on any thread, once
        Ticket(Consumer<Ticket> settled) {
            this.settled = settled;
        }

        @Override
        public void accepted(long seq) {
            inFlight.decrementAndGet();
            done();
        }

        @Override
        public void refused(String reason) {
            notTaken(reason);
            inFlight.decrementAndGet();
            done();
        }

        /// Something of the message is in no record.
        private void notTaken(String reason) {
            refusal.compareAndSet(null, reason);
        }

        /// No further record belongs to it.
        void complete() {
            done();
        }

        /// Why it must be asked for again; null where everything is durable.
        @Nullable String refusal() {
            return refusal.get();
        }

        private void done() {
            if (open.decrementAndGet() == 0) {
                settled.accept(this);
            }
        }
    }

    /// One look at a message.
    ///
    /// @param name of the message, for people
    /// @param again true where it came before and was not taken in, for whatever reason
    /// @param afterError true where an earlier look ended with an [Error] of this machine
    record Look(String name, boolean again, boolean afterError) {}

    /// One value of the server's.
    ///
    /// @param again true for one that was delivered before and not taken in: it is reported even
    ///     where nothing has changed since, because the first report is not safe
    /// @return whether the door wants us to wait
    Intake.Admission take(
            long handle, DataValue value, NamespaceTable namespaces, Ticket ticket, boolean again) {
        if (handle < 0 || handle >= items.size()) {
            return Intake.Admission.TAKEN;
        }
        TagItem item = items.get((int) handle);
        OpcUaCodec.Decoded decoded =
                OpcUaCodec.decode(
                        value, namespaces, config.keepServerTime(), host.clock().epochNanos());
        if (decoded.lostAtServer()) {
            lostAtServer.increment();
            lastLost = item.tag().name();
        }
        String status = statusOf(decoded.properties());
        item.extras(
                decoded.properties().stream()
                        .filter(each -> !each.name().equals("status"))
                        .toList());
        TagShaper.Reading reading =
                new TagShaper.Reading(
                        decoded.value(), decoded.quality(), status, decoded.sourceTimeEpochNanos());
        if (capture != null && !again) {
            capture.reading(item.tag(), reading);
        }
        return shaped(item, reading, decoded.lostAtServer(), ticket, again);
    }

    /// One notification message. Where it cannot be taken to its end, what was taken before is
    /// told, and stands in no later message's records. The ticket is complete in any case.
    ///
    /// Whether the rest is lost is a matter of what broke it off. A message that is not as it
    /// should be is the same each time: it is given up at once, named, and acknowledged, or the
    /// server would keep it, and those behind it, until it runs out of room. An [Error] is this
    /// machine's, such as a stack that was too small for code not yet compiled: it is asked for
    /// again, and given up only if the second time ends so, too. Where memory ran out, it is asked
    /// for until there is some.
    ///
    /// @param parts takes the parts in, one after the other
    /// @param told with each answer of the door
    /// @return why it was not taken to its end
    Optional<Throwable> message(
            Ticket ticket, Look look, Runnable parts, Consumer<Intake.Admission> told) {
        try {
            Optional<Throwable> broken = failureOf(ticket, look, parts);
            Optional<Throwable> unmade =
                    failureOf(ticket, look, () -> told.accept(endOfMessage(ticket, look.again())));
            Optional<Throwable> failure = broken.isPresent() ? broken : unmade;
            if (failure.isPresent() && ticket.refusal() == null) {
                tellNotRead(look, failure.get());
            }
            return failure;
        } finally {
            ticket.complete();
        }
    }

    private static Optional<Throwable> failureOf(Ticket ticket, Look look, Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (OutOfMemoryError failure) {
            ticket.notTaken(NO_MEMORY);
            return Optional.of(failure);
        } catch (Error failure) {
            if (!look.afterError()) {
                ticket.notTaken("reading it failed: " + failure);
            }
            return Optional.of(failure);
        } catch (RuntimeException failure) {
            return Optional.of(failure);
        }
    }

    private void tellNotRead(Look look, Throwable failure) {
        boolean twice = look.afterError() && failure instanceof Error;
        host.event(
                GatewayEvent.Level.WARNING,
                OpcCodes.NOT_READ,
                object,
                look.name()
                        + " could not be taken to its end"
                        + (twice ? " twice" : "")
                        + " and is given up, what stood behind is lost: "
                        + failure
                        + ".",
                Map.of("messages", "1", "message", look.name()));
    }

    /// All of a message was taken: the records of groups that it makes.
    Intake.Admission endOfMessage(Ticket ticket, boolean again) {
        Collected last = new Collected();
        groups.endOfMessage(
                again, host.clock().nanoTime(), made -> last.add(offer(made, ticket, again)));
        return last.admission;
    }

    /// A new subscription begins.
    void forget() {
        groups.forget();
    }

    /// The answers of the door to several records, as one.
    private static final class Collected {
        Intake.Admission admission = Intake.Admission.TAKEN;

        void add(Intake.Admission next) {
            admission = next == Intake.Admission.TAKEN ? admission : next;
        }
    }

    private static String statusOf(List<Property> properties) {
        for (Property property : properties) {
            if (property.name().equals("status")) {
                return property.value();
            }
        }
        return "";
    }

    /// A node that the server does not give (`UA-3`).
    Intake.Admission bad(TagItem item, String status, Ticket ticket) {
        item.extras(List.of());
        return shaped(item, TagShaper.Reading.bad(status), false, ticket, false);
    }

    private Intake.Admission shaped(
            TagItem item, TagShaper.Reading reading, boolean lost, Ticket ticket, boolean again) {
        if (!item.tag().group().isEmpty()) {
            groups.take(
                    item,
                    reading,
                    // A group has one such mark for all that is new in its record.
                    item.extras().stream().filter(each -> !each.name().equals("overflow")).toList(),
                    lost);
            return Intake.Admission.TAKEN;
        }
        TagShaper shaper = again ? new TagShaper(item.tag()) : item.shaper();
        return shaper.reading(reading, host.clock().nanoTime())
                .map(report -> offer(item, report, ticket, again))
                .orElse(Intake.Admission.TAKEN);
    }

    /// What time alone brings: held-back changes and longest intervals.
    Intake.Admission tick(Ticket ticket) {
        long now = host.clock().nanoTime();
        Collected last = new Collected();
        for (TagItem item : timed) {
            OptionalLong due = item.shaper().dueNanos();
            if (due.isEmpty() || now - due.getAsLong() < 0) {
                continue;
            }
            if (item.tag().group().isEmpty()) {
                item.shaper()
                        .due(now)
                        .ifPresent(report -> last.add(offer(item, report, ticket, false)));
            } else {
                groups.due(item, now, made -> last.add(offer(made, ticket, false)));
            }
        }
        return last.admission;
    }

    private Intake.Admission offer(GroupDesk.Made made, Ticket ticket, boolean again) {
        List<Property> properties = new ArrayList<>(made.properties());
        if (made.lostAtServer()) {
            properties.add(new Property("overflow", "true"));
        }
        if (!made.record().status().isEmpty()) {
            properties.add(new Property("status", made.record().status()));
        }
        if (!made.record().tooLarge().isEmpty()) {
            tellTooLarge(made.record().tooLarge());
        }
        return offer(
                new InboundRecord(
                        device,
                        made.item().address(),
                        made.record().payload(),
                        PayloadEncoding.TEXT,
                        made.record().quality(),
                        made.record().sourceTimeEpochNanos(),
                        0,
                        false,
                        again,
                        List.copyOf(properties)),
                ticket);
    }

    private Intake.Admission offer(
            TagItem item, TagShaper.Reading report, Ticket ticket, boolean again) {
        TypedValue value = report.value();
        Quality quality = report.quality();
        byte[] payload = value.encode();
        List<Property> properties = new ArrayList<>(item.extras());
        if (!report.status().isEmpty()) {
            properties.add(new Property("status", report.status()));
        }
        if (payload.length > config.valueBytesMax()) {
            properties.add(
                    new Property(
                            "limited", OpcUaCodec.limited(payload.length, config.valueBytesMax())));
            payload = new TypedValue.None().encode();
            quality = Quality.BAD;
            tellTooLarge(item.tag().name());
        }
        if (!item.tag().unit().isEmpty()) {
            properties.add(new Property("unit", item.tag().unit()));
        }
        return offer(
                new InboundRecord(
                        device,
                        item.address(),
                        payload,
                        PayloadEncoding.TYPED,
                        quality,
                        report.sourceTimeEpochNanos(),
                        0,
                        false,
                        again,
                        List.copyOf(properties)),
                ticket);
    }

    private Intake.Admission offer(InboundRecord record, Ticket ticket) {
        ticket.open.incrementAndGet();
        inFlight.incrementAndGet();
        Intake.Admission admission;
        try {
            admission = host.intake().offer(record, ticket);
        } catch (OutOfMemoryError failure) {
            ticket.refused(NO_MEMORY);
            throw failure;
        } catch (RuntimeException | Error failure) {
            ticket.refused("the gateway's door failed: " + failure);
            throw failure;
        }
        if (admission == Intake.Admission.CLOSED) {
            // Nobody will tell its fate.
            ticket.refused("the gateway's door is closed");
        }
        return admission;
    }

    private void tellTooLarge(String tag) {
        long now = host.clock().nanoTime();
        if (tooLargeTold && now - tooLargeToldNanos < TELL_NANOS) {
            return;
        }
        tooLargeTold = true;
        tooLargeToldNanos = now;
        host.event(
                GatewayEvent.Level.WARNING,
                OpcCodes.TOO_LARGE,
                object,
                "The value of "
                        + tag
                        + " is longer than valueLimit; a BAD one says so in its place. Raise"
                        + " valueLimit, or read a part of the array.",
                Map.of("tag", tag));
    }

    /// Tells, at most every 10 s, what the server lost since it was told last (`UA-4`).
    void tellLost() {
        if (!anyLostTold || host.clock().nanoTime() - lostToldNanos >= TELL_NANOS) {
            tellRestLost();
        }
    }

    /// The same without waiting, since nobody will tell it later.
    void tellRestLost() {
        long lost = lostAtServer.total();
        if (lost == lostTold) {
            return;
        }
        long more = lost - lostTold;
        lostTold = lost;
        anyLostTold = true;
        lostToldNanos = host.clock().nanoTime();
        host.event(
                GatewayEvent.Level.WARNING,
                OpcCodes.LOST_AT_SERVER,
                object,
                "The server's queues overflowed "
                        + more
                        + " times, lastly for "
                        + lastLost
                        + ": at least as many values were lost at the server. Raise queueSize, or"
                        + " publish more often.",
                Map.of("overflows", Long.toString(more), "overflowsTotal", Long.toString(lost)));
    }
}
