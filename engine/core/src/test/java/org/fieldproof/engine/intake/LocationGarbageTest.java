package org.fieldproof.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.function.Predicate;
import org.fieldproof.api.project.Location;
import org.junit.jupiter.api.Test;

/// What it costs to ask each record of a device without a place whether it has one.
final class LocationGarbageTest {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// Harm: a device that never gets a place makes garbage by the record on the log's thread.
    @Test
    void whetherATopicHasItsLevelsIsAskedWithoutGarbage() {
        assertThat(Location.read("site-7/{2}/{4}")).isInstanceOf(Location.Read.Sound.class);
        Location location = ((Location.Read.Sound) Location.read("site-7/{2}/{4}")).location();
        assertThat(bytesEach(location::isWholeWith)).isLessThan(1);
        assertThat(bytesEach(topic -> !location.of(topic).isEmpty()))
                .as("the same count where there is garbage")
                .isGreaterThan(16);
    }

    /// What this thread allocates each time that something is asked of a topic.
    private static double bytesEach(Predicate<String> asked) {
        String[] topics = {"alive", "plant/hall-2/press-01", "plant//x/t", "plant/hall-2/x/t"};
        int rounds = 20_000;
        long yes = 0;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < rounds; i++) {
            yes += asked.test(topics[i % topics.length]) ? 1 : 0;
        }
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(yes).isPositive();
        return bytes / (double) rounds;
    }
}
