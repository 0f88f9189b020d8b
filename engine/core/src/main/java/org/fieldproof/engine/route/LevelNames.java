package org.fieldproof.engine.route;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The level names of a [TopicTrie], each as a number. A name is looked up with a region of the
/// topic, so that no level is ever cut out as a string; names that nobody uses any more go.
///
/// One thread changes it; others may look at the same time and may then miss or mistake a name,
/// which the trie's lock tells them.
final class LevelNames {
    /// No such name.
    static final int UNKNOWN = 0;

    /// Stands for `+`, which is in no topic.
    static final int PLUS = 1;

    private static final int FIRST = 2;

    // Open addressing, at most half full; a slot holds a name's number or 0.
    private int[] slots = new int[16];
    private @Nullable String[] names = new String[8];
    private int[] users = new int[8];
    private int used = FIRST;
    private int free;
    private int count;

    int count() {
        return count;
    }

    static int hash(String text, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash;
    }

    private static int slotOf(int hash, int mask) {
        return ((hash * 0x9E3779B9) >>> 7) & mask;
    }

    /// The number of a region of a text.
    ///
    /// @param hash of that region
    int find(String text, int start, int end, int hash) {
        int[] table = slots;
        @Nullable String[] known = names;
        int mask = table.length - 1;
        int slot = slotOf(hash, mask);
        for (int tries = 0; tries <= mask; tries++) {
            int number = table[slot];
            if (number == 0) {
                return UNKNOWN;
            }
            String name = known[number];
            if (name != null
                    && name.length() == end - start
                    && text.regionMatches(start, name, 0, name.length())) {
                return number;
            }
            slot = (slot + 1) & mask;
        }
        return UNKNOWN;
    }

    /// The number of a name that gets one more user.
    int use(String text, int start, int end) {
        int number = find(text, start, end, hash(text, start, end));
        if (number == UNKNOWN) {
            number = add(text.substring(start, end));
        }
        users[number]++;
        return number;
    }

    private int add(String name) {
        if ((count + 1) * 2 > slots.length) {
            int[] old = slots;
            int[] larger = new int[old.length * 2];
            for (int number : old) {
                if (number != 0) {
                    place(larger, number);
                }
            }
            slots = larger;
        }
        int number = free;
        if (number != 0) {
            free = users[number];
        } else {
            number = used++;
            if (number == users.length) {
                names = Arrays.copyOf(names, number * 2);
                users = Arrays.copyOf(users, number * 2);
            }
        }
        names[number] = name;
        users[number] = 0;
        place(slots, number);
        count++;
        return number;
    }

    private void place(int[] table, int number) {
        int mask = table.length - 1;
        int slot = slotOf(hashOf(number), mask);
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = number;
    }

    private int hashOf(int number) {
        String name = names[number];
        return name == null ? 0 : hash(name, 0, name.length());
    }

    /// One user less.
    void drop(int number) {
        if (--users[number] > 0) {
            return;
        }
        int mask = slots.length - 1;
        int slot = slotOf(hashOf(number), mask);
        while (slots[slot] != number) {
            slot = (slot + 1) & mask;
        }
        names[number] = null;
        users[number] = free;
        free = number;
        count--;
        closeGap(slot, mask);
    }

    /// Moves up what had to step aside for the one that left.
    private void closeGap(int gap, int mask) {
        int hole = gap;
        int at = (hole + 1) & mask;
        while (slots[at] != 0) {
            int home = slotOf(hashOf(slots[at]), mask);
            if (((at - home) & mask) >= ((at - hole) & mask)) {
                slots[hole] = slots[at];
                hole = at;
            }
            at = (at + 1) & mask;
        }
        slots[hole] = 0;
    }
}
