package org.fieldproof.connector.transform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.runtime.CelVariableResolver;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.jspecify.annotations.Nullable;

/// A record as an expression sees it. The payload is read when it is asked for, once. Used for
/// one evaluation, on one thread.
final class RecordVariables implements CelVariableResolver {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final FieldRecord record;
    private @Nullable Object payload;
    private @Nullable Unfit unread;

    RecordVariables(FieldRecord record) {
        this.record = record;
    }

    /// Why something of the payload could not be read that the expression asks for; null if it
    /// could.
    @Nullable Unfit unread() {
        return unread;
    }

    private void unfit(Unfit why) {
        if (unread == null) {
            unread = why;
        }
    }

    @Override
    public Optional<Object> find(String name) {
        return switch (name) {
            case "payload" -> payload();
            case "value" -> value();
            case "text" -> Optional.of(new String(record.payload(), StandardCharsets.UTF_8));
            case "bytes" -> Optional.of((long) record.payload().length);
            case "address" -> Optional.of(record.address());
            case "device" -> Optional.of(record.device());
            case "connection" -> Optional.of(record.connection());
            case "quality" -> Optional.of(record.quality().name().toLowerCase(Locale.ROOT));
            case "seq" -> Optional.of(record.seq());
            case "qos" -> Optional.of((long) record.qos());
            case "retained" -> Optional.of(record.retained());
            case "sourceTimeMs" ->
                    Optional.of(Math.floorDiv(record.sourceTimeEpochNanos(), NANOS_PER_MILLI));
            case "acceptTimeMs" ->
                    Optional.of(Math.floorDiv(record.acceptTimeEpochNanos(), NANOS_PER_MILLI));
            case "properties" -> Optional.of(properties());
            default -> Optional.empty();
        };
    }

    private Map<String, String> properties() {
        Map<String, String> first = new LinkedHashMap<>();
        for (Property property : record.properties()) {
            first.putIfAbsent(property.name(), property.value());
        }
        return first;
    }

    private Optional<Object> payload() {
        if (unread != null) {
            return Optional.empty();
        }
        if (payload == null) {
            try {
                JsonNode tree = JsonText.read(record.payload());
                payload = CelValues.of(tree, this::unfit);
            } catch (Unfit e) {
                unread = e;
                return Optional.empty();
            }
        }
        return Optional.of(payload);
    }

    /// Of a typed payload its value; of any other all of it.
    private Optional<Object> value() {
        Optional<Object> all = payload();
        if (record.encoding() == PayloadEncoding.TYPED
                && all.isPresent()
                && all.get() instanceof Map<?, ?> typed
                && typed.containsKey("value")) {
            return Optional.ofNullable(typed.get("value"));
        }
        return all;
    }
}
