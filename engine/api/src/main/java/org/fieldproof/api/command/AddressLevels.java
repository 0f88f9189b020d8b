package org.fieldproof.api.command;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Gathers the levels that follow a prefix. Not thread-safe: its caller's own.
public final class AddressLevels {
    private final String prefix;
    private final Map<String, Sum> byName = new TreeMap<>();

    private static final class Sum {
        private int addresses;
        private int here;
        private long updates;
    }

    /// @param prefix empty for the top, else levels that each end with `/`
    public AddressLevels(String prefix) {
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException(prefix + " does not end with /");
        }
        this.prefix = prefix;
    }

    /// Counts an address, if it is below the prefix.
    public void add(String address, long updates) {
        if (!address.startsWith(prefix)) {
            return;
        }
        int end = address.indexOf('/', prefix.length());
        String name = address.substring(prefix.length(), end < 0 ? address.length() : end);
        Sum sum = byName.computeIfAbsent(name, _ -> new Sum());
        sum.addresses++;
        sum.here += end < 0 ? 1 : 0;
        sum.updates += updates;
    }

    /// The first of them by name, and how many there are.
    public Outcome.LevelsRead first(int max) {
        List<AddressLevel> levels =
                byName.entrySet().stream()
                        .limit(max)
                        .map(
                                each -> {
                                    Sum of = each.getValue();
                                    return new AddressLevel(
                                            each.getKey(), of.addresses, of.here, of.updates);
                                })
                        .toList();
        return new Outcome.LevelsRead(levels, byName.size());
    }
}
