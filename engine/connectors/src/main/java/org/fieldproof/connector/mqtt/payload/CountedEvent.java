package org.fieldproof.connector.mqtt.payload;

import java.util.HashMap;
import java.util.Map;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.spi.SourceHost;

/// Something that may happen with every message: told at once the first time, then at most every
/// ten seconds, with the count. Confined to its decoder's thread.
final class CountedEvent {
    private static final long TELL_NANOS = 10_000_000_000L;

    private final String code;
    private long count;
    private long toldCount;
    private long toldNanos;

    CountedEvent(String code) {
        this.code = code;
    }

    /// @param message of the last time
    void tell(SourceHost host, String message, Map<String, String> detail) {
        count++;
        long now = host.clock().nanoTime();
        if (toldCount > 0 && now - toldNanos < TELL_NANOS) {
            return;
        }
        long more = count - toldCount;
        toldCount = count;
        toldNanos = now;
        Map<String, String> counted = new HashMap<>(detail);
        counted.put("countTotal", Long.toString(count));
        host.event(
                GatewayEvent.Level.WARNING,
                code,
                "connection " + host.id(),
                message + (more == 1 ? "" : " That is the last of " + more + " times."),
                counted);
    }
}
