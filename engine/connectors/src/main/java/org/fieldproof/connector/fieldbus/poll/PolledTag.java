package org.fieldproof.connector.fieldbus.poll;

import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagGroup;
import org.fieldproof.api.tag.TagShaper;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.jspecify.annotations.Nullable;

/// A tag that is being polled. Confined to the source's thread.
///
/// @param <P> where the protocol reads it
public final class PolledTag<P> {
    private final TagDefinition tag;
    private final P point;
    private final long intervalNanos;
    private final String topic;
    private final DeviceHandle device;
    private final TagShaper shaper;
    private final @Nullable TagGroup group;
    private String fault = "";

    /// @param topic of its records
    /// @param intervalNanos between two readings
    /// @param groups of its connection, by name
    public PolledTag(
            TagDefinition tag,
            P point,
            String topic,
            DeviceHandle device,
            long intervalNanos,
            Map<String, TagGroup> groups) {
        this.tag = tag;
        this.point = point;
        this.topic = topic;
        this.device = device;
        this.intervalNanos = intervalNanos;
        this.shaper = new TagShaper(tag);
        this.group = groups.get(tag.group());
    }

    public TagDefinition tag() {
        return tag;
    }

    public P point() {
        return point;
    }

    public long intervalNanos() {
        return intervalNanos;
    }

    String topic() {
        return topic;
    }

    DeviceHandle device() {
        return device;
    }

    /// Why its last reading was BAD; empty if it was not.
    public String fault() {
        return fault;
    }

    /// The group whose record it is part of; null for a record of its own.
    @Nullable TagGroup group() {
        return group;
    }

    /// Takes a reading; gives the record to make of it now. None where a group makes it.
    Optional<Reading> shape(Reading raw, long nowNanos) {
        fault = raw.quality() == Quality.BAD ? raw.status() : "";
        if (group != null) {
            group.reading(shaper, raw, nowNanos);
            return Optional.empty();
        }
        return shaper.reading(raw, nowNanos);
    }

    /// There is no reading; gives the record to make of that now, once for as long as the cause is
    /// the same (POLL-1).
    Optional<Reading> lost(String status, long nowNanos) {
        if (fault.equals(status)) {
            return due(nowNanos);
        }
        fault = status;
        if (group != null) {
            group.lost(shaper, status, nowNanos);
            return Optional.empty();
        }
        return shaper.reading(Reading.bad(status), nowNanos);
    }

    private Optional<Reading> due(long nowNanos) {
        if (group != null) {
            group.due(shaper, nowNanos);
            return Optional.empty();
        }
        return shaper.due(nowNanos);
    }
}
