package org.fieldproof.connector.fieldbus.poll;

import java.util.Optional;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagShaper;

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
    private String fault = "";

    /// @param topic of its records
    /// @param intervalNanos between two readings
    public PolledTag(
            TagDefinition tag, P point, String topic, DeviceHandle device, long intervalNanos) {
        this.tag = tag;
        this.point = point;
        this.topic = topic;
        this.device = device;
        this.intervalNanos = intervalNanos;
        this.shaper = new TagShaper(tag);
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

    Optional<TagShaper.Reading> shape(TagShaper.Reading raw, long nowNanos) {
        Optional<TagShaper.Reading> out = shaper.reading(raw, nowNanos);
        fault = raw.quality() == org.fieldproof.api.record.Quality.BAD ? raw.status() : "";
        return out;
    }

    Optional<TagShaper.Reading> due(long nowNanos) {
        return shaper.due(nowNanos);
    }
}
