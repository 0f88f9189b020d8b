package org.fieldproof.connector.mqtt.payload;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.connector.mqtt.sparkplug.SparkplugPayload;
import org.fieldproof.connector.mqtt.sparkplug.SparkplugPayload.Metric;
import org.jspecify.annotations.Nullable;

/// What births have told of an edge node and of its devices, and how far its messages are
/// complete. Confined to its codec.
final class EdgeNode {
    private static final int SEQ_COUNT = 256;

    /// By device; that of the node itself under the empty name.
    private final Map<String, Born> born = new HashMap<>();
    private @Nullable Long bdSeq;
    private int seq = -1;
    private boolean lineWasNew;
    private boolean gapSinceBirth;

    /// A metric as its birth described it.
    record BornMetric(String name, int datatype, String unit) {}

    /// What one birth certificate described.
    static final class Born {
        private final Map<String, BornMetric> byName = new LinkedHashMap<>();
        private final Map<Long, BornMetric> byAlias = new HashMap<>();
        private long chars;

        /// As described for a metric of a later message; null where nothing is known of it.
        @Nullable BornMetric of(Metric metric) {
            return metric.name().isEmpty()
                    ? byAlias.get(metric.alias())
                    : byName.get(metric.name());
        }

        Iterable<BornMetric> metrics() {
            return byName.values();
        }

        boolean has(String name) {
            return byName.containsKey(name);
        }

        /// About what it takes in memory.
        long chars() {
            return chars;
        }
    }

    /// How a message's number follows the one before.
    enum Continuity {
        NEXT,
        /// One that was delivered before, and comes again on a new line.
        AGAIN,
        GAP
    }

    /// A birth of the node begins its numbers anew, and forgets its devices.
    void nodeBorn(SparkplugPayload payload) {
        born.clear();
        bdSeq = payload.whole("bdSeq");
        seq = payload.seq();
        lineWasNew = false;
        gapSinceBirth = false;
        bear("", payload.metrics());
    }

    /// Remembers what a birth describes.
    void bear(String device, List<Metric> metrics) {
        Born birth = new Born();
        for (Metric metric : metrics) {
            BornMetric each = new BornMetric(metric.name(), metric.datatype(), metric.unit());
            birth.byName.put(metric.name(), each);
            birth.chars += charsOf(metric);
            if (metric.alias() >= 0) {
                birth.byAlias.put(metric.alias(), each);
            }
        }
        born.put(device, birth);
    }

    /// About what a metric takes in memory once it is remembered.
    static long charsOf(Metric metric) {
        return 100L + metric.name().length() + metric.unit().length();
    }

    @Nullable Born born(String device) {
        return born.get(device);
    }

    /// The devices with a birth; the node itself is the empty name.
    List<String> bornDevices() {
        return List.copyOf(born.keySet());
    }

    void died(String device) {
        born.remove(device);
    }

    /// The node is gone, and its devices with it.
    void died() {
        born.clear();
        seq = -1;
    }

    /// Whether a death is that of the session that was born last. The broker may send the will of
    /// an older one late (Sparkplug 3.0, chapter 6.4.18, `bdSeq`).
    boolean isOwnDeath(SparkplugPayload death) {
        Long theirs = death.whole("bdSeq");
        Long ours = bdSeq;
        return theirs == null || ours == null || theirs.equals(ours);
    }

    /// Takes a message's number.
    ///
    /// @param mayComeAgain whether it is of a QoS with which brokers deliver again
    Continuity follow(int next, boolean mayComeAgain) {
        int last = seq;
        if (next < 0 || last < 0) {
            seq = next < 0 ? last : next;
            return Continuity.NEXT;
        }
        int missed = Math.floorMod(next - last - 1, SEQ_COUNT);
        if (lineWasNew && mayComeAgain && missed >= SEQ_COUNT / 2) {
            return Continuity.AGAIN;
        }
        lineWasNew = false;
        seq = next;
        gapSinceBirth |= missed > 0;
        return missed == 0 ? Continuity.NEXT : Continuity.GAP;
    }

    int seq() {
        return seq;
    }

    /// Whether a birth may have been missed, so that an alias may mean something else by now.
    boolean isUnsure() {
        return gapSinceBirth;
    }

    void lineIsNew() {
        lineWasNew = true;
    }
}
