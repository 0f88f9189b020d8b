package org.fieldproof.connector.work;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fieldproof.api.value.TypedValue;
import org.jspecify.annotations.Nullable;

/// What a capture says at a time: for each address the last value before it, from the beginning
/// again at its end. Of several in one millisecond, as a queue brings them, that is the last one.
/// Immutable.
public final class Replay {
    private final Map<String, TreeMap<Long, TypedValue>> byAddress = new HashMap<>();
    private final long lengthMillis;

    public Replay(List<CaptureFile.Entry> entries) {
        long last = 0;
        for (CaptureFile.Entry entry : entries) {
            byAddress
                    .computeIfAbsent(entry.address(), _ -> new TreeMap<>())
                    .put(entry.atMillis(), entry.value());
            last = Math.max(last, entry.atMillis());
        }
        lengthMillis = last + 1;
    }

    /// The value, or nothing where the capture has no such address. Before its first value an
    /// address has that one.
    public Optional<TypedValue> at(String address, long elapsedNanos) {
        @Nullable TreeMap<Long, TypedValue> values = byAddress.get(address);
        if (values == null) {
            return Optional.empty();
        }
        Map.@Nullable Entry<Long, TypedValue> entry =
                values.floorEntry(elapsedNanos / 1_000_000 % lengthMillis);
        return Optional.of(entry == null ? values.firstEntry().getValue() : entry.getValue());
    }
}
