package org.fieldproof.engine.route;

import java.util.Arrays;
import java.util.concurrent.locks.StampedLock;
import java.util.function.IntConsumer;

/// Finds the topic filters that match a topic, by the rules of MQTT 3.1.1 section 4.7: `+` stands
/// for exactly one level, `#` for any number including none, and neither of them, at the start
/// of a filter, for a first level that begins with `$`.
///
/// A filter lies along [TrieEdges], one a level, of which the last one carries its value: a
/// filter without wildcards costs one edge and nothing else. Levels are numbers of
/// [LevelNames], so that a step compares two longs and no text.
///
/// Any thread changes and matches, at the same time. A match looks without a lock and looks again
/// if a change came in between; it sees the filters as they were at one moment.
public final class TopicTrie {
    private static final int LOOKS_WITHOUT_LOCK = 8;

    private final StampedLock lock = new StampedLock();
    private final LevelNames names = new LevelNames();
    private final TrieEdges edges = new TrieEdges();
    private final TrieNodes nodes = new TrieNodes();

    // Guarded by the lock.
    private long root = TrieNodes.ROOT;
    private int filterCount;

    /// How many filters there are; one that was added twice counts twice.
    public int filterCount() {
        long stamp = lock.readLock();
        try {
            return filterCount;
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /// Edges, nodes, links and names in use, for the proof that what went leaves nothing behind.
    int placesTaken() {
        return edges.count() + nodes.count() + names.count();
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

    /// True if it may fit more than one topic.
    public static boolean isWild(String filter) {
        return filter.indexOf('+') >= 0 || filter.indexOf('#') >= 0;
    }

    /// Adds a filter.
    ///
    /// @param value what a match reports for this filter
    /// @throws IllegalArgumentException if it is not a topic filter
    public TopicTrie add(String filter, int value) {
        if (!isFilter(filter)) {
            throw new IllegalArgumentException(
                    "filter: " + filter + " (expected: such as plant/+/temperature or plant/#)");
        }
        long stamp = lock.writeLock();
        try {
            insert(filter, value);
            filterCount++;
        } finally {
            lock.unlockWrite(stamp);
        }
        return this;
    }

    private void insert(String filter, int value) {
        edges.reserve(levels(filter));
        int edge = -1;
        int start = 0;
        while (start <= filter.length()) {
            int end = endOfLevel(filter, start);
            long at = inner(edge);
            int node = TrieEdges.nodeOf(at);
            if (isRest(filter, start, end)) {
                nodes.add(node, true, value);
                target(edge, at | TrieEdges.REST);
                return;
            }
            int level = levelOf(filter, start, end);
            int next = level == LevelNames.UNKNOWN ? -1 : edges.find(TrieEdges.key(node, level));
            boolean last = end == filter.length();
            if (next < 0) {
                if (level != LevelNames.PLUS) {
                    level = names.use(filter, start, end);
                } else {
                    target(edge, at | TrieEdges.PLUS);
                }
                nodes.edges(node, 1);
                long made = last ? TrieEdges.LEAF | (value & 0xFFFF_FFFFL) : nodes.make();
                next = edges.add(TrieEdges.key(node, level), made);
                if (last) {
                    return;
                }
            }
            edge = next;
            start = end + 1;
        }
        long at = inner(edge);
        nodes.add(TrieEdges.nodeOf(at), false, value);
        target(edge, at | TrieEdges.ENDS);
    }

    /// What an edge leads to, made a node if it is a mere value.
    private long inner(int edge) {
        long at = edge < 0 ? root : edges.target(edge);
        if ((at & TrieEdges.LEAF) == 0) {
            return at;
        }
        int node = nodes.make();
        nodes.add(node, false, (int) at);
        long made = TrieEdges.ENDS | node;
        target(edge, made);
        return made;
    }

    private void target(int edge, long target) {
        if (edge < 0) {
            root = target;
        } else {
            edges.target(edge, target);
        }
    }

    /// Removes one filter with this value; false if there is none.
    public boolean remove(String filter, int value) {
        if (!isFilter(filter)) {
            return false;
        }
        long stamp = lock.writeLock();
        try {
            boolean removed = takeOut(filter, value);
            if (removed) {
                filterCount--;
            }
            return removed;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    private boolean takeOut(String filter, int value) {
        long[] keys = new long[levels(filter)];
        int depth = 0;
        int edge = -1;
        boolean rest = false;
        for (int start = 0; start <= filter.length() && !rest; ) {
            int end = endOfLevel(filter, start);
            rest = isRest(filter, start, end);
            if (!rest) {
                long at = edge < 0 ? root : edges.target(edge);
                int level = levelOf(filter, start, end);
                if ((at & TrieEdges.LEAF) != 0 || level == LevelNames.UNKNOWN) {
                    return false;
                }
                keys[depth] = TrieEdges.key(TrieEdges.nodeOf(at), level);
                edge = edges.find(keys[depth++]);
                if (edge < 0) {
                    return false;
                }
                start = end + 1;
            }
        }
        if (!takeValue(edge, rest, value)) {
            return false;
        }
        prune(keys, depth);
        return true;
    }

    private boolean takeValue(int edge, boolean rest, int value) {
        long at = edge < 0 ? root : edges.target(edge);
        if ((at & TrieEdges.LEAF) != 0) {
            if (rest || (int) at != value) {
                return false;
            }
            target(edge, nodes.make());
            return true;
        }
        int node = TrieEdges.nodeOf(at);
        if (!nodes.remove(node, rest, value)) {
            return false;
        }
        if (TrieNodes.head(nodes.nodes(), node, rest) == 0) {
            target(edge, at & ~(rest ? TrieEdges.REST : TrieEdges.ENDS));
        }
        return true;
    }

    /// Removes the nodes at the end of a way that have become empty.
    private void prune(long[] keys, int depth) {
        for (int i = depth - 1; i >= 0; i--) {
            int edge = edges.find(keys[i]);
            long at = edges.target(edge);
            int node = TrieEdges.nodeOf(at);
            // No flag and no edge: neither values nor anything behind.
            if (at != node || nodes.edges(node, 0) > 0) {
                return;
            }
            nodes.free(node);
            edges.remove(edge);
            nodes.edges((int) (keys[i] >>> 32), -1);
            int level = (int) keys[i];
            if (level != LevelNames.PLUS) {
                names.drop(level);
            } else {
                int parent = i == 0 ? -1 : edges.find(keys[i - 1]);
                long before = parent < 0 ? root : edges.target(parent);
                target(parent, before & ~TrieEdges.PLUS);
            }
        }
    }

    private int levelOf(String filter, int start, int end) {
        if (end - start == 1 && filter.charAt(start) == '+') {
            return LevelNames.PLUS;
        }
        return names.find(filter, start, end, LevelNames.hash(filter, start, end));
    }

    private static boolean isRest(String filter, int start, int end) {
        return end - start == 1 && filter.charAt(start) == '#';
    }

    private static int endOfLevel(String filter, int start) {
        int end = filter.indexOf('/', start);
        return end < 0 ? filter.length() : end;
    }

    private static int levels(String filter) {
        int levels = 1;
        for (int i = filter.indexOf('/'); i >= 0; i = filter.indexOf('/', i + 1)) {
            levels++;
        }
        return levels;
    }

    /// Calls `each` with the value of every matching filter, once per filter, in no set order.
    /// For a topic now and then; [#matcher()] for many.
    public void match(String topic, IntConsumer each) {
        Matcher matcher = matcher();
        int count = matcher.match(topic);
        for (int i = 0; i < count; i++) {
            each.accept(matcher.value(i));
        }
    }

    /// Matches topics without allocating; for one thread.
    public Matcher matcher() {
        return new Matcher();
    }

    /// One thread's view of the trie, with room for a topic's levels and what they match.
    public final class Matcher {
        private int[] levels = new int[16];
        private int levelCount;
        private int[] values = new int[16];
        private int count;

        // Ways still to be followed.
        private long[] targets = new long[16];
        private int[] depths = new int[16];
        private int open;

        private Matcher() {}

        /// How many filters match; their values are there until the next call.
        public int match(String topic) {
            for (int look = 0; look < LOOKS_WITHOUT_LOCK; look++) {
                long stamp = lock.tryOptimisticRead();
                if (stamp != 0 && lookAt(topic, stamp)) {
                    return count;
                }
            }
            long stamp = lock.readLock();
            try {
                look(topic);
                return count;
            } finally {
                lock.unlockRead(stamp);
            }
        }

        /// The value of a filter that matches.
        ///
        /// @param index below what [#match] answered
        public int value(int index) {
            if (index >= count) {
                throw new IndexOutOfBoundsException("value " + index + " of " + count);
            }
            return values[index];
        }

        /// False if a change came in between, then what was seen does not count.
        private boolean lookAt(String topic, long stamp) {
            try {
                look(topic);
            } catch (IndexOutOfBoundsException e) {
                if (lock.validate(stamp)) {
                    throw e;
                }
                return false;
            }
            return lock.validate(stamp);
        }

        private void look(String topic) {
            split(topic);
            count = 0;
            open = 0;
            boolean hidden = !topic.isEmpty() && topic.charAt(0) == '$';
            long[] table = edges.table();
            int[] ofNodes = nodes.nodes();
            int[] links = nodes.links();
            follow(table, ofNodes, links, root, 0, hidden);
            int left = table.length;
            while (open > 0) {
                if (left-- == 0) {
                    // There are fewer ways than edges, unless a change in between made circles.
                    throw new IndexOutOfBoundsException("ways: more than edges");
                }
                open--;
                follow(table, ofNodes, links, targets[open], depths[open], false);
            }
        }

        /// Numbers of the topic's levels.
        private void split(String topic) {
            int length = topic.length();
            int start = 0;
            int hash = 0;
            levelCount = 0;
            for (int i = 0; i <= length; i++) {
                char at = i < length ? topic.charAt(i) : '/';
                if (at == '/') {
                    if (levelCount == levels.length) {
                        levels = Arrays.copyOf(levels, levelCount * 2);
                    }
                    levels[levelCount++] = names.find(topic, start, i, hash);
                    start = i + 1;
                    hash = 0;
                } else {
                    hash = 31 * hash + at;
                }
            }
        }

        /// Goes along the topic's own levels; the ways along `+` are left for later.
        ///
        /// @param hidden wildcards do not count here
        private void follow(
                long[] table,
                int[] ofNodes,
                int[] links,
                long from,
                int fromDepth,
                boolean hidden) {
            long at = from;
            int depth = fromDepth;
            boolean wild = !hidden;
            while ((at & TrieEdges.LEAF) == 0) {
                int node = TrieEdges.nodeOf(at);
                if (wild && (at & TrieEdges.REST) != 0) {
                    takeAll(links, TrieNodes.head(ofNodes, node, true));
                }
                if (depth == levelCount) {
                    if ((at & TrieEdges.ENDS) != 0) {
                        takeAll(links, TrieNodes.head(ofNodes, node, false));
                    }
                    return;
                }
                if (wild && (at & TrieEdges.PLUS) != 0) {
                    later(
                            table,
                            TrieEdges.find(table, TrieEdges.key(node, LevelNames.PLUS)),
                            depth + 1);
                }
                int level = levels[depth++];
                int edge =
                        level == LevelNames.UNKNOWN
                                ? -1
                                : TrieEdges.find(table, TrieEdges.key(node, level));
                if (edge < 0) {
                    return;
                }
                at = table[edge + 1];
                wild = true;
            }
            if (depth == levelCount) {
                take((int) at);
            }
        }

        private void later(long[] table, int edge, int depth) {
            if (edge < 0) {
                return; // a change in between
            }
            if (open == targets.length) {
                targets = Arrays.copyOf(targets, open * 2);
                depths = Arrays.copyOf(depths, open * 2);
            }
            targets[open] = table[edge + 1];
            depths[open++] = depth;
        }

        private void takeAll(int[] links, int head) {
            int left = links.length;
            for (int link = head; link != 0 && left > 0; link = TrieNodes.next(links, link)) {
                take(TrieNodes.value(links, link));
                left--; // a chain that a change in between made a circle ends, too
            }
        }

        private void take(int value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = value;
        }
    }
}
