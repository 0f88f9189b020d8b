package org.fieldproof.connector.mqtt.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fieldproof.api.record.FieldRecord;

/// How the topic at the destination is made from a record: text with `{topic}`, `{device}` and
/// `{connection}` in it. Immutable.
final class TopicTemplate {
    private static final Set<String> NAMES = Set.of("topic", "device", "connection");

    private final String text;
    // Literals at even places, names at odd ones.
    private final List<String> parts;

    private TopicTemplate(String text, List<String> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /// @throws IllegalArgumentException with a sentence for people
    static TopicTemplate of(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        int open = text.indexOf('{');
        while (open >= 0) {
            int close = text.indexOf('}', open);
            String name = close < 0 ? text.substring(open + 1) : text.substring(open + 1, close);
            if (close < 0 || !NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "{"
                                + name
                                + " is not a placeholder (expected: {topic}, {device} or"
                                + " {connection})");
            }
            parts.add(text.substring(from, open));
            parts.add(name);
            from = close + 1;
            open = text.indexOf('{', from);
        }
        parts.add(text.substring(from));
        if (text.isBlank()) {
            throw new IllegalArgumentException("the topic is empty");
        }
        for (int i = 0; i < parts.size(); i += 2) {
            if (parts.get(i).indexOf('+') >= 0 || parts.get(i).indexOf('#') >= 0) {
                throw new IllegalArgumentException("a topic to publish to has no wildcards");
            }
        }
        return new TopicTemplate(text, parts);
    }

    String topic(FieldRecord record) {
        if (text.equals("{topic}")) {
            return record.address();
        }
        StringBuilder topic = new StringBuilder(text.length() + record.address().length());
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            topic.append(i % 2 == 0 ? part : value(part, record));
        }
        return topic.toString();
    }

    private static String value(String name, FieldRecord record) {
        return switch (name) {
            case "topic" -> record.address();
            case "device" -> record.device();
            default -> record.connection();
        };
    }

    /// A filter that matches every topic this template can make. A device id or a topic may have
    /// levels of its own, so it is open from the first placeholder on.
    String filter() {
        List<String> levels = new ArrayList<>();
        for (String level : text.split("/", -1)) {
            if (level.indexOf('{') >= 0) {
                levels.add("#");
                break;
            }
            levels.add(level);
        }
        return String.join("/", levels);
    }
}
