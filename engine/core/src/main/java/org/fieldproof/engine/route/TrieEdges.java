package org.fieldproof.engine.route;

/// The edges of a [TopicTrie]: from a node along a level to what stands there. One open-addressed
/// table of pairs of longs, so that a step costs one place in memory.
///
/// | long | bits | is |
/// |---|---|---|
/// | key | 32-63 | node |
/// | | 0-31 | level's number; never 0, so that a key is never 0 |
/// | target | 0-31 | node, or the value of the only filter that ends here if `LEAF` |
/// | | 32-35 | `LEAF`, `ENDS`, `REST`, `PLUS`: what stands there and need not be looked for else |
final class TrieEdges {
    static final long LEAF = 1L << 32;

    /// Filters end at the node.
    static final long ENDS = 1L << 33;

    /// Filters end with `#` behind the node.
    static final long REST = 1L << 34;

    /// The node has an edge for `+`.
    static final long PLUS = 1L << 35;

    private static final long NONE = 0;

    private long[] table = new long[32];
    private int count;

    /// The table as it is now; a reader works on one.
    long[] table() {
        return table;
    }

    int count() {
        return count;
    }

    static long key(int node, int level) {
        return ((long) node << 32) | level;
    }

    static int nodeOf(long target) {
        return (int) target;
    }

    private static int slotOf(long key, int mask) {
        long mixed = (key ^ (key >>> 32)) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 20) & mask;
    }

    /// Index of the pair with this key, or -1.
    static int find(long[] table, long key) {
        int mask = (table.length >> 1) - 1;
        int slot = slotOf(key, mask);
        for (int tries = 0; tries <= mask; tries++) {
            long at = table[slot << 1];
            if (at == key) {
                return slot << 1;
            }
            if (at == NONE) {
                return -1;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    int find(long key) {
        return find(table, key);
    }

    long target(int index) {
        return table[index + 1];
    }

    void target(int index, long target) {
        table[index + 1] = target;
    }

    /// Makes room, so that the next `more` edges move none.
    void reserve(int more) {
        // At most five eighths full: searches stay short and always end at an empty pair.
        long[] old = table;
        int length = old.length;
        while ((count + (long) more) * 16 > length * 5L) {
            length = Math.multiplyExact(length, 2);
        }
        if (length == old.length) {
            return;
        }
        long[] larger = new long[length];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != NONE) {
                place(larger, old[i], old[i + 1]);
            }
        }
        table = larger;
    }

    /// Adds an edge that is not there; gives its index.
    int add(long key, long target) {
        count++;
        return place(table, key, target);
    }

    private static int place(long[] into, long key, long target) {
        int mask = (into.length >> 1) - 1;
        int slot = slotOf(key, mask);
        while (into[slot << 1] != NONE) {
            slot = (slot + 1) & mask;
        }
        into[slot << 1] = key;
        into[(slot << 1) + 1] = target;
        return slot << 1;
    }

    /// Removes a pair and moves up what had to step aside for it.
    void remove(int index) {
        count--;
        int mask = (table.length >> 1) - 1;
        int hole = index >> 1;
        int at = (hole + 1) & mask;
        while (table[at << 1] != NONE) {
            int home = slotOf(table[at << 1], mask);
            if (((at - home) & mask) >= ((at - hole) & mask)) {
                table[hole << 1] = table[at << 1];
                table[(hole << 1) + 1] = table[(at << 1) + 1];
                hole = at;
            }
            at = (at + 1) & mask;
        }
        table[hole << 1] = NONE;
        table[(hole << 1) + 1] = NONE;
    }
}
