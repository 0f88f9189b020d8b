package org.fieldproof.api.event;

import java.time.Instant;
import java.util.Map;

/// One thing that happened. Numbered from 1 without gaps, so that a reader knows what it missed.
///
/// @param code stable, such as `LANE-0101`
/// @param object what it happened to, such as `lane upstream`
public record GatewayEvent(
        long seq,
        Instant time,
        Level level,
        String code,
        String object,
        String message,
        Map<String, String> detail) {
    public GatewayEvent {
        detail = Map.copyOf(detail);
    }

    /// How much it matters.
    public enum Level {
        INFO,
        WARNING,
        ERROR,
        /// A person's act, which also goes into the audit trail.
        AUDIT
    }
}
