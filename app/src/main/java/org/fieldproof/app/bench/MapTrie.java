package org.fieldproof.app.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The topic tree as one would write it first, and as brokers have it: a hash map of children for
/// every level, the topic split into strings. A baseline, nothing else.
final class MapTrie {
    private static final class Node {
        private final Map<String, Node> children = new HashMap<>(4);
        private int @Nullable [] values;
        private int @Nullable [] valuesOfRest;

        private static int[] with(int @Nullable [] before, int value) {
            if (before == null) {
                return new int[] {value};
            }
            int[] longer = java.util.Arrays.copyOf(before, before.length + 1);
            longer[before.length] = value;
            return longer;
        }
    }

    private final Node root = new Node();

    void add(String filter, int value) {
        Node node = root;
        for (String level : filter.split("/", -1)) {
            if (level.equals("#")) {
                node.valuesOfRest = Node.with(node.valuesOfRest, value);
                return;
            }
            node = node.children.computeIfAbsent(level, made -> new Node());
        }
        node.values = Node.with(node.values, value);
    }

    void match(String topic, IntConsumer each) {
        descend(root, topic.split("/", -1), 0, each);
    }

    private static void descend(Node node, String[] levels, int depth, IntConsumer each) {
        emit(node.valuesOfRest, each);
        if (depth == levels.length) {
            emit(node.values, each);
            return;
        }
        Node child = node.children.get(levels[depth]);
        if (child != null) {
            descend(child, levels, depth + 1, each);
        }
        Node any = node.children.get("+");
        if (any != null) {
            descend(any, levels, depth + 1, each);
        }
    }

    private static void emit(int @Nullable [] values, IntConsumer each) {
        if (values != null) {
            for (int value : values) {
                each.accept(value);
            }
        }
    }
}
