package org.fieldproof.engine.telemetry;

import java.util.Map;
import org.fieldproof.api.event.GatewayEvent;

/// Where the engine's rooms tell what happened. Any thread may call it; it never blocks for long.
@FunctionalInterface
public interface EventRecorder {

    void record(
            GatewayEvent.Level level,
            String code,
            String object,
            String message,
            Map<String, String> detail);

    default void info(String code, String object, String message) {
        record(GatewayEvent.Level.INFO, code, object, message, Map.of());
    }

    default void warning(String code, String object, String message) {
        record(GatewayEvent.Level.WARNING, code, object, message, Map.of());
    }

    default void error(String code, String object, String message) {
        record(GatewayEvent.Level.ERROR, code, object, message, Map.of());
    }
}
