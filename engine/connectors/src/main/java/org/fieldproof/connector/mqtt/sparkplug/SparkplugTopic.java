package org.fieldproof.connector.mqtt.sparkplug;

import java.util.Optional;

/// A topic `spBv1.0/GROUP/TYPE/NODE[/DEVICE]` (Sparkplug 3.0, chapter 4).
///
/// @param device empty for the edge node itself
public record SparkplugTopic(String group, Type type, String node, String device) {
    public static final String NAMESPACE = "spBv1.0";

    /// What a message says.
    public enum Type {
        NBIRTH(false),
        NDATA(false),
        NDEATH(false),
        DBIRTH(true),
        DDATA(true),
        DDEATH(true);

        private final boolean ofDevice;

        Type(boolean ofDevice) {
            this.ofDevice = ofDevice;
        }
    }

    /// Empty where the topic is not one of these.
    public static Optional<SparkplugTopic> of(String topic) {
        String[] levels = topic.split("/", 6);
        if (levels.length < 4 || !levels[0].equals(NAMESPACE)) {
            return Optional.empty();
        }
        for (Type type : Type.values()) {
            if (type.name().equals(levels[2]) && levels.length == (type.ofDevice ? 5 : 4)) {
                return Optional.of(
                        new SparkplugTopic(
                                levels[1], type, levels[3], type.ofDevice ? levels[4] : ""));
            }
        }
        return Optional.empty();
    }

    /// True for the namespace's other messages: commands to devices, and states of host
    /// applications. They carry no values of devices.
    public static boolean isWithoutValues(String topic) {
        String[] levels = topic.split("/", 4);
        return levels.length > 1
                && levels[0].equals(NAMESPACE)
                && (levels[1].equals("STATE")
                        || (levels.length > 2
                                && (levels[2].equals("NCMD") || levels[2].equals("DCMD"))));
    }

    /// The edge node's descriptor, `GROUP/NODE`.
    public String nodeId() {
        return group + "/" + node;
    }

    /// `GROUP/NODE`, or `GROUP/NODE/DEVICE`.
    public String id() {
        return device.isEmpty() ? nodeId() : nodeId() + "/" + device;
    }
}
