package org.fieldproof.connector.kafka;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;

/// What a producer's own figures say of its cluster while nothing is sent. It asks for metadata
/// every few seconds, which keeps a line open and shows whether anyone answers there.
final class SignOfLife {
    /// How old a producer lets its metadata become.
    static final int METADATA_MILLIS = 4_000;

    private static final double METADATA_SECONDS_MAX = METADATA_MILLIS / 1_000.0 + 2;

    private SignOfLife() {}

    /// True if there is a line and somebody answered on it a moment ago.
    static boolean of(Producer<byte[], byte[]> open) {
        return open.metrics().values().stream().allMatch(SignOfLife::isWell);
    }

    private static boolean isWell(Metric metric) {
        if (!(metric.metricValue() instanceof Number value)) {
            return true;
        }
        return switch (metric.metricName().name()) {
            case "connection-count" -> value.doubleValue() > 0;
            case "metadata-age" -> value.doubleValue() <= METADATA_SECONDS_MAX;
            default -> true;
        };
    }
}
