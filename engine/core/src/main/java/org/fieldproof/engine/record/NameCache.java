package org.fieldproof.engine.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Turns UTF-8 names into strings, remembering the last one seen for each hash: a name that
/// repeats costs a comparison and no allocation. Fixed in size, whatever the number of names.
///
/// Confined to one thread.
final class NameCache {
    private static final int SLOTS = 1 << 13;
    private static final int LENGTH_MAX = 256;

    private final byte[] @Nullable [] keys = new byte[SLOTS][];
    private final @Nullable String[] names = new String[SLOTS];
    private final byte[] scratch = new byte[LENGTH_MAX];

    /// The next `length` bytes of `from` as a string.
    String get(ByteBuffer from, int length) {
        if (length > LENGTH_MAX) {
            byte[] bytes = new byte[length];
            from.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
        from.get(scratch, 0, length);
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + scratch[i];
        }
        int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
        byte[] key = keys[slot];
        String known = names[slot];
        if (key != null && known != null && Arrays.equals(key, 0, key.length, scratch, 0, length)) {
            return known;
        }
        String name = new String(scratch, 0, length, StandardCharsets.UTF_8);
        keys[slot] = Arrays.copyOf(scratch, length);
        names[slot] = name;
        return name;
    }
}
