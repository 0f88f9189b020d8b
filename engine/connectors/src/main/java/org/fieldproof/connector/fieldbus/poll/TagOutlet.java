package org.fieldproof.connector.fieldbus.poll;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.Acceptance;
import org.fieldproof.api.spi.Intake.Admission;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.tag.GroupRecord;
import org.fieldproof.api.tag.TagGroup;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.connector.work.CaptureFile;
import org.jspecify.annotations.Nullable;

/// Turns readings into records at the intake. Confined to the source's thread, but for what the
/// intake calls back.
public final class TagOutlet {
    /// A reading of a field device is short.
    private static final long VALUE_BYTES_MAX = 1 << 20;

    private final SourceHost host;
    private final @Nullable CaptureFile capture;
    private final String peer;
    /// Devices that have answered, by id.
    private final Set<String> answering = new HashSet<>();
    /// Groups with readings since the last [#polled()], each with one of its tags.
    private final Map<TagGroup, PolledTag<?>> open = new LinkedHashMap<>();
    private final AtomicLong inFlight = new AtomicLong();
    private final Acceptance acceptance =
            new Acceptance() {
                @Override
                public void accepted(long seq) {
                    inFlight.decrementAndGet();
                }

                @Override
                public void refused(String reason) {
                    // Polled devices have no memory of their own: the next reading follows.
                    inFlight.decrementAndGet();
                }
            };
    // Set by whatever thread has room; read by ours.
    private volatile boolean room = true;

    /// @param peer where the device is, for people
    public TagOutlet(SourceHost host, String peer, @Nullable CaptureFile capture) {
        this.host = host;
        this.peer = peer;
        this.capture = capture;
    }

    /// Records received and not yet accepted. Any thread.
    public long inFlight() {
        return inFlight.get();
    }

    /// False while the gateway asks to wait: nothing is read from the device meanwhile.
    public boolean hasRoom() {
        return room;
    }

    /// A reading of the device.
    public void reading(PolledTag<?> tag, Reading raw) {
        if (capture != null) {
            capture.reading(tag.tag(), raw);
        }
        if (answering.add(tag.device().id())) {
            tag.device().connected(peer, "anonymous");
        }
        open(tag);
        tag.shape(raw, host.clock().nanoTime()).ifPresent(each -> offer(tag, each));
    }

    /// There is no reading: BAD, once for as long as the cause is the same (POLL-1).
    public void lost(PolledTag<?> tag, String status) {
        long now = host.clock().nanoTime();
        if (answering.remove(tag.device().id())) {
            tag.device().disconnected("It does not answer (" + status + ").");
        }
        open(tag);
        tag.lost(status, now).ifPresent(each -> offer(tag, each));
    }

    private void open(PolledTag<?> tag) {
        @Nullable TagGroup group = tag.group();
        if (group != null) {
            open.put(group, tag);
        }
    }

    /// The tags that are read together were read, or none of them can be: their groups' records.
    public void polled() {
        long now = host.clock().nanoTime();
        open.forEach(
                (group, tag) ->
                        group.record(now, VALUE_BYTES_MAX).ifPresent(all -> offer(tag, all)));
        open.clear();
    }

    private void offer(PolledTag<?> tag, Reading reading) {
        List<Property> properties = new ArrayList<>(2);
        if (!reading.status().isEmpty()) {
            properties.add(new Property("status", reading.status()));
        }
        if (!tag.tag().unit().isEmpty()) {
            properties.add(new Property("unit", tag.tag().unit()));
        }
        offer(
                new InboundRecord(
                        tag.device(),
                        tag.topic(),
                        reading.value().encode(),
                        PayloadEncoding.TYPED,
                        reading.quality(),
                        reading.sourceTimeEpochNanos(),
                        0,
                        false,
                        false,
                        properties));
    }

    private void offer(PolledTag<?> tag, GroupRecord all) {
        offer(
                new InboundRecord(
                        tag.device(),
                        tag.topic(),
                        all.payload(),
                        PayloadEncoding.TEXT,
                        all.quality(),
                        all.sourceTimeEpochNanos(),
                        0,
                        false,
                        false,
                        all.status().isEmpty()
                                ? List.of()
                                : List.of(new Property("status", all.status()))));
    }

    private void offer(InboundRecord record) {
        inFlight.incrementAndGet();
        Admission admission = host.intake().offer(record, acceptance);
        if (admission == Admission.CLOSED) {
            inFlight.decrementAndGet();
        }
        if (admission != Admission.TAKEN) {
            room = false;
            host.intake().onRoom(() -> room = true);
        }
    }
}
