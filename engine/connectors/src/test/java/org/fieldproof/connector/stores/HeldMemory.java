package org.fieldproof.connector.stores;

import java.lang.management.ManagementFactory;

/// What the heap holds once its garbage is gone, for tests that look for a leak.
public final class HeldMemory {
    private static final int COLLECTIONS = 4;

    private HeldMemory() {}

    /// The least of several collections: what is still under way comes and goes.
    public static long bytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least =
                    Math.min(
                            least,
                            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
