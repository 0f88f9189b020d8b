package org.fieldproof.connector.mqtt.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The last retained message of each topic, bounded in number and bytes. Confined to the event
/// loop.
final class RetainedStore {
    private final int recordsMax;
    private final long bytesMax;
    private final Map<String, Message> byTopic = new TreeMap<>();
    private long bytes;

    RetainedStore(int recordsMax, long bytesMax) {
        this.recordsMax = recordsMax;
        this.bytesMax = bytesMax;
    }

    /// Keeps a message, or removes what is kept for its topic if its payload is empty. False
    /// where there is no room: then nothing is kept for that topic, rather than something stale.
    boolean keep(Message message) {
        Message before = byTopic.remove(message.topic());
        if (before != null) {
            bytes -= before.costBytes();
        }
        if (message.payload().length == 0) {
            return true;
        }
        if (byTopic.size() >= recordsMax || bytes + message.costBytes() > bytesMax) {
            return false;
        }
        byTopic.put(message.topic(), message);
        bytes += message.costBytes();
        return true;
    }

    int size() {
        return byTopic.size();
    }

    /// Everything a new subscriber gets, in order of topics.
    List<Message> matching(String filter, long nowNanos) {
        if (filter.indexOf('+') < 0 && filter.indexOf('#') < 0) {
            Message one = byTopic.get(filter);
            return one == null || one.expired(nowNanos) ? List.of() : List.of(one);
        }
        List<Message> found = new ArrayList<>();
        for (Message message : byTopic.values()) {
            if (!message.expired(nowNanos) && TopicRules.matches(filter, message.topic())) {
                found.add(message);
            }
        }
        return found;
    }
}
