package org.fieldproof.connector.mqtt.payload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.mqtt.payload.Decoded.Fault;
import org.fieldproof.connector.mqtt.payload.Decoded.Found;
import org.fieldproof.connector.mqtt.payload.EdgeNode.Born;
import org.fieldproof.connector.mqtt.payload.EdgeNode.BornMetric;
import org.fieldproof.connector.mqtt.payload.EdgeNode.Continuity;
import org.fieldproof.connector.mqtt.payload.Finds.TooMuch;
import org.fieldproof.connector.mqtt.sparkplug.MetricMeaning;
import org.fieldproof.connector.mqtt.sparkplug.SparkplugPayload;
import org.fieldproof.connector.mqtt.sparkplug.SparkplugPayload.Metric;
import org.fieldproof.connector.mqtt.sparkplug.SparkplugReader;
import org.fieldproof.connector.mqtt.sparkplug.SparkplugTopic;
import org.jspecify.annotations.Nullable;

/// Sparkplug B: each metric is a value at `spBv1.0/GROUP/NODE[/DEVICE]/METRIC`, whatever message
/// brought it. Laws:
///
/// - `PAY-5` An alias means what the last birth of its node or device said; one that no birth
///   explains is named, never guessed at.
/// - `PAY-6` A death makes every value of the node or device BAD once, with the status `stale`.
/// - `PAY-7` A gap in a node's numbers is told, and values that only an alias names are UNCERTAIN
///   from then to the node's next birth. A rebirth is not asked for: that would write to the device
///   (G20).
///
/// `synchronized`, because an event loop that does not end in time may meet its successor here.
final class SparkplugCodec implements PayloadCodec {
    private static final int NODES_MAX = 10_000;

    /// What births may take in memory, of all nodes together.
    private static final long BIRTH_CHARS_MAX = 64L << 20;

    private static final String STALE = "stale";

    private final Map<String, EdgeNode> nodes = new HashMap<>();
    private long birthChars;

    @Override
    public String deviceOf(String topic) {
        return SparkplugTopic.of(topic).map(SparkplugTopic::id).orElse("");
    }

    @Override
    public String nameOf(String topic, Found found) {
        return found.address()
                .substring(SparkplugTopic.NAMESPACE.length() + found.device().length() + 2);
    }

    @Override
    public synchronized void lineIsNew() {
        nodes.values().forEach(EdgeNode::lineIsNew);
    }

    @Override
    public synchronized Decoded decode(InboundRecord message) {
        Optional<SparkplugTopic> topic = SparkplugTopic.of(message.address());
        if (topic.isEmpty()) {
            return SparkplugTopic.isWithoutValues(message.address())
                    ? new Decoded(List.of(), null)
                    : Decoded.not("not-sparkplug", "it is not at a topic of Sparkplug B");
        }
        SparkplugPayload payload;
        try {
            payload = SparkplugReader.read(message.payload());
        } catch (IOException e) {
            return Decoded.not("not-sparkplug", StrictText.shown(String.valueOf(e.getMessage())));
        }
        if (!payload.uuid().isEmpty() && payload.metrics().isEmpty()) {
            return Decoded.not(
                    "not-decoded-body",
                    "its body is of the kind "
                            + StrictText.shown(payload.uuid())
                            + ", which is not decoded");
        }
        EdgeNode node = nodes.get(topic.get().nodeId());
        if (node == null) {
            if (nodes.size() >= NODES_MAX) {
                return Decoded.not("too-many-nodes", "there are more than 10,000 edge nodes");
            }
            node = new EdgeNode();
            nodes.put(topic.get().nodeId(), node);
        }
        return decode(topic.get(), payload, node, message.qos() > 0);
    }

    private Decoded decode(
            SparkplugTopic topic, SparkplugPayload payload, EdgeNode node, boolean mayComeAgain) {
        String gap = "";
        boolean counted =
                topic.type() != SparkplugTopic.Type.NBIRTH
                        && topic.type() != SparkplugTopic.Type.NDEATH;
        if (counted) {
            int last = node.seq();
            if (node.follow(payload.seq(), mayComeAgain) == Continuity.GAP) {
                gap =
                        "After number "
                                + last
                                + " of edge node "
                                + topic.nodeId()
                                + " came "
                                + payload.seq()
                                + ".";
            }
        }
        Finds found = new Finds(Finds.METRICS_MAX);
        try {
            return switch (topic.type()) {
                case NBIRTH, DBIRTH -> birth(topic, payload, node, found, gap);
                case NDATA, DDATA -> data(topic, payload, node, found, gap);
                case NDEATH, DDEATH -> death(topic, payload, node, found, gap);
            };
        } catch (TooMuch _) {
            Fault fault = Finds.tooMuch().fault();
            return new Decoded(List.of(), fault, List.of(), gap);
        }
    }

    private Decoded birth(
            SparkplugTopic topic, SparkplugPayload payload, EdgeNode node, Finds found, String gap)
            throws TooMuch {
        Born before = node.born(topic.device());
        forget(node, topic);
        boolean fits =
                birthChars + payload.metrics().stream().mapToLong(EdgeNode::charsOf).sum()
                        <= BIRTH_CHARS_MAX;
        List<Metric> described = fits ? payload.metrics() : List.of();
        if (topic.type() == SparkplugTopic.Type.NBIRTH) {
            node.nodeBorn(
                    new SparkplugPayload(
                            payload.timestampMillis(), payload.seq(), payload.uuid(), described));
        } else {
            node.bear(topic.device(), described);
        }
        Born after = node.born(topic.device());
        birthChars += after == null ? 0 : after.chars();
        for (Metric metric : payload.metrics()) {
            found.add(value(topic, payload, metric, describedBy(metric), ""));
        }
        if (before != null && after != null) {
            for (BornMetric gone : before.metrics()) {
                if (!after.has(gone.name())) {
                    found.add(stale(topic, topic.device(), gone));
                }
            }
        }
        Fault fault =
                fits
                        ? null
                        : new Fault(
                                "too-many-metrics",
                                "the births of all nodes describe too many metrics");
        return new Decoded(found.list(), fault, List.of(new DeviceLine(topic.id(), true, "")), gap);
    }

    private static BornMetric describedBy(Metric metric) {
        return new BornMetric(metric.name(), metric.datatype(), metric.unit());
    }

    /// What a birth replaces is no longer counted: of the node, its devices' births too.
    private void forget(EdgeNode node, SparkplugTopic topic) {
        List<String> replaced =
                topic.type() == SparkplugTopic.Type.NBIRTH
                                || topic.type() == SparkplugTopic.Type.NDEATH
                        ? node.bornDevices()
                        : List.of(topic.device());
        for (String device : replaced) {
            Born known = node.born(device);
            birthChars -= known == null ? 0 : known.chars();
        }
    }

    private static Decoded data(
            SparkplugTopic topic, SparkplugPayload payload, EdgeNode node, Finds found, String gap)
            throws TooMuch {
        Born born = node.born(topic.device());
        int unexplained = 0;
        for (Metric metric : payload.metrics()) {
            BornMetric known = born == null ? null : born.of(metric);
            if (known == null && metric.name().isEmpty()) {
                unexplained++;
            } else {
                boolean unsure = metric.name().isEmpty() && node.isUnsure();
                found.add(
                        value(
                                topic,
                                payload,
                                metric,
                                known == null ? describedBy(metric) : known,
                                unsure ? "sequence-gap" : ""));
            }
        }
        @Nullable Fault fault =
                unexplained == 0
                        ? null
                        : new Fault(
                                "unknown-alias",
                                unexplained
                                        + " of its "
                                        + payload.metrics().size()
                                        + " metrics have an alias that no birth seen here explains;"
                                        + " have the edge node send its birth again");
        return new Decoded(found.list(), fault, List.of(), gap);
    }

    private Decoded death(
            SparkplugTopic topic,
            SparkplugPayload payload,
            EdgeNode node,
            Finds found,
            String gap) {
        boolean whole = topic.type() == SparkplugTopic.Type.NDEATH;
        if (whole && !node.isOwnDeath(payload)) {
            return new Decoded(List.of(), null); // of a session before this one
        }
        List<DeviceLine> lines = new ArrayList<>();
        List<String> dead = whole ? node.bornDevices() : List.of(topic.device());
        Map<String, Born> gone = new HashMap<>();
        for (String device : dead) {
            Born born = node.born(device);
            if (born != null) {
                gone.put(device, born);
            }
            lines.add(new DeviceLine(idOf(topic, device), false, "It is dead, by " + topic.type()));
        }
        forget(node, topic);
        if (whole) {
            node.died();
        } else {
            node.died(topic.device());
        }
        try {
            for (Map.Entry<String, Born> each : gone.entrySet()) {
                for (BornMetric metric : each.getValue().metrics()) {
                    found.add(stale(topic, each.getKey(), metric));
                }
            }
        } catch (TooMuch _) {
            // The lines are down all the same.
            return new Decoded(List.of(), Finds.tooMuch().fault(), lines, gap);
        }
        return new Decoded(found.list(), null, lines, gap);
    }

    private static String idOf(SparkplugTopic topic, String device) {
        return device.isEmpty() ? topic.nodeId() : topic.nodeId() + "/" + device;
    }

    private static String address(SparkplugTopic topic, String device, String metric) {
        return SparkplugTopic.NAMESPACE + "/" + idOf(topic, device) + "/" + Levels.path(metric);
    }

    private static Found stale(SparkplugTopic topic, String device, BornMetric metric) {
        return new Found(
                address(topic, device, metric.name()),
                new TypedValue.None(),
                Quality.BAD,
                STALE,
                metric.unit(),
                SourceTimes.NONE,
                idOf(topic, device),
                List.of());
    }

    /// @param doubt why even a good value is UNCERTAIN; empty for none
    private static Found value(
            SparkplugTopic topic,
            SparkplugPayload payload,
            Metric metric,
            BornMetric described,
            String doubt) {
        int datatype = metric.datatype() == 0 ? described.datatype() : metric.datatype();
        Reading reading =
                metric.absent()
                        ? Reading.NULL
                        : switch (MetricMeaning.of(metric.value(), datatype)) {
                            case MetricMeaning.Value(TypedValue value) -> Reading.good(value);
                            case MetricMeaning.NotDecoded(String status) -> Reading.bad(status);
                        };
        Reading judged = judged(reading, metric.quality(), doubt);
        return new Found(
                address(topic, topic.device(), described.name()),
                judged.value(),
                judged.quality(),
                judged.status(),
                metric.unit().isEmpty() ? described.unit() : metric.unit(),
                SourceTimes.ofMillis(
                        metric.timestampMillis() >= 0
                                ? metric.timestampMillis()
                                : payload.timestampMillis()),
                topic.id(),
                metric.historical() ? List.of(new Property("historical", "true")) : List.of());
    }

    /// Qualities as Sparkplug 3.0 section 6.4.17 has them: 192 good, 0 bad, 500 stale.
    private static Reading judged(Reading reading, int quality, String doubt) {
        if (reading.quality() == Quality.BAD) {
            return reading;
        }
        return switch (quality) {
            case 0 -> Reading.bad("bad-at-device");
            case 500 -> Reading.bad(STALE);
            case -1, 192 ->
                    doubt.isEmpty()
                            ? reading
                            : new Reading(reading.value(), Quality.UNCERTAIN, doubt);
            default -> new Reading(reading.value(), Quality.UNCERTAIN, "quality-" + quality);
        };
    }
}
