package org.fieldproof.engine.route;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Finds the topic filters that match a topic, by the rules of MQTT 3.1.1 section 4.7: `+` stands
/// for exactly one level, `#` for any number including none, and neither of them, at the start
/// of a filter, for a first level that begins with `$`.
///
/// Immutable once built: a changed set of filters is a new trie. Matching allocates nothing.
public final class TopicTrie {
    private static final int[] NO_VALUES = {};

    private final Node root;
    private final int filterCount;

    private TopicTrie(Node root, int filterCount) {
        this.root = root;
        this.filterCount = filterCount;
    }

    public static Builder builder() {
        return new Builder();
    }

    public int filterCount() {
        return filterCount;
    }

    /// Calls `each` with the value of every matching filter, once per filter, in no set order.
    public void match(String topic, IntConsumer each) {
        boolean wildcards = topic.isEmpty() || topic.charAt(0) != '$';
        descend(root, topic, 0, wildcards, each);
    }

    /// @param start where the next level begins; `topic.length() + 1` behind the last one
    private static void descend(
            Node node, String topic, int start, boolean wildcards, IntConsumer each) {
        if (wildcards) {
            emit(node.valuesOfRest, each);
        }
        if (start > topic.length()) {
            emit(node.values, each);
            return;
        }
        int end = topic.indexOf('/', start);
        if (end < 0) {
            end = topic.length();
        }
        Node child = node.child(topic, start, end);
        if (child != null) {
            descend(child, topic, end + 1, true, each);
        }
        if (wildcards && node.anyChild != null) {
            descend(node.anyChild, topic, end + 1, true, each);
        }
    }

    private static void emit(int[] values, IntConsumer each) {
        for (int value : values) {
            each.accept(value);
        }
    }

    /// True if the text is a topic filter: not empty, `+` only as a whole level, `#` only as the
    /// whole last one, no NUL.
    public static boolean isFilter(String filter) {
        if (filter.isEmpty() || filter.indexOf('\0') >= 0) {
            return false;
        }
        for (int i = 0; i < filter.length(); i++) {
            char at = filter.charAt(i);
            boolean startsLevel = i == 0 || filter.charAt(i - 1) == '/';
            boolean endsLevel = i == filter.length() - 1 || filter.charAt(i + 1) == '/';
            if (at == '+' && !(startsLevel && endsLevel)) {
                return false;
            }
            if (at == '#' && !(startsLevel && i == filter.length() - 1)) {
                return false;
            }
        }
        return true;
    }

    /// Collects filters. Confined to one thread.
    public static final class Builder {
        private final Node root = new Node("");
        private int filterCount;

        private Builder() {}

        /// Adds a filter.
        ///
        /// @param value what [TopicTrie#match] reports for this filter
        /// @throws IllegalArgumentException if it is not a topic filter
        public Builder add(String filter, int value) {
            if (!isFilter(filter)) {
                throw new IllegalArgumentException(
                        "filter: "
                                + filter
                                + " (expected: such as plant/+/temperature or plant/#)");
            }
            Node node = root;
            int start = 0;
            while (start <= filter.length()) {
                int end = filter.indexOf('/', start);
                if (end < 0) {
                    end = filter.length();
                }
                boolean single = end - start == 1;
                if (single && filter.charAt(start) == '#') {
                    node.valuesOfRest = append(node.valuesOfRest, value);
                    filterCount++;
                    return this;
                }
                if (single && filter.charAt(start) == '+') {
                    if (node.anyChild == null) {
                        node.anyChild = new Node("+");
                    }
                    node = node.anyChild;
                } else {
                    node = node.makeChild(filter, start, end);
                }
                start = end + 1;
            }
            node.values = append(node.values, value);
            filterCount++;
            return this;
        }

        public TopicTrie build() {
            return new TopicTrie(root, filterCount);
        }

        private static int[] append(int[] values, int value) {
            int[] longer = Arrays.copyOf(values, values.length + 1);
            longer[values.length] = value;
            return longer;
        }
    }

    /// One level. Children stand in an open-addressed table that is searched with a region of the
    /// topic, so that no level is ever cut out as a string.
    private static final class Node {
        private final String level;
        private @Nullable Node[] table = new Node[0];
        private int childCount;
        private @Nullable Node anyChild;
        private int[] values = NO_VALUES;
        private int[] valuesOfRest = NO_VALUES;

        Node(String level) {
            this.level = level;
        }

        @Nullable Node child(String topic, int start, int end) {
            if (childCount == 0) {
                return null;
            }
            int mask = table.length - 1;
            int slot = hash(topic, start, end) & mask;
            while (true) {
                Node at = table[slot];
                if (at == null) {
                    return null;
                }
                if (at.isLevel(topic, start, end)) {
                    return at;
                }
                slot = (slot + 1) & mask;
            }
        }

        Node makeChild(String filter, int start, int end) {
            Node known = child(filter, start, end);
            if (known != null) {
                return known;
            }
            // At most half full, so that a search always ends at an empty slot.
            if ((childCount + 1) * 2 > table.length) {
                @Nullable Node[] old = table;
                table = new Node[Math.max(2, old.length * 2)];
                for (Node each : old) {
                    if (each != null) {
                        place(each);
                    }
                }
            }
            Node made = new Node(filter.substring(start, end));
            place(made);
            childCount++;
            return made;
        }

        private void place(Node child) {
            int mask = table.length - 1;
            int slot = hash(child.level, 0, child.level.length()) & mask;
            while (table[slot] != null) {
                slot = (slot + 1) & mask;
            }
            table[slot] = child;
        }

        private boolean isLevel(String topic, int start, int end) {
            return level.length() == end - start
                    && topic.regionMatches(start, level, 0, level.length());
        }

        private static int hash(String text, int start, int end) {
            int hash = 0;
            for (int i = start; i < end; i++) {
                hash = 31 * hash + text.charAt(i);
            }
            return hash ^ (hash >>> 16);
        }
    }
}
