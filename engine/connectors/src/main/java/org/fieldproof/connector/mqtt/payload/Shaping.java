package org.fieldproof.connector.mqtt.payload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.tag.Deadband;
import org.fieldproof.api.tag.Reporting;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagShaper;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.mqtt.payload.Decoded.Found;
import org.jspecify.annotations.Nullable;

/// Scales what was found, and decides which of it becomes a record: for each address what a tag's
/// shaper does. Time is that of arrival, whatever the device's own. Laws:
///
/// - `PAY-8` A change that the minimum interval holds back comes with the first message of the
///   connection after it, whatever device that is from; the latest one, not each. Not where the
///   line broke or the log refused a message in between (PAY-9): it stays in its message.
/// - `PAY-9` After a new line, and after a message that the log refused, each value is reported
///   anew: what was decided by the one before may not be in the log.
///
/// `synchronized`, because an event loop that does not end in time may meet its successor here.
final class Shaping {
    /// Beyond so many addresses a value is scaled, and each is reported.
    static final int ADDRESSES_MAX = 50_000;

    /// Held values that one message brings along.
    private static final int ALONG_MAX = 1_000;

    /// The same in bytes.
    private static final long ALONG_BYTES_MAX = 4L << 20;

    /// What is larger, with its address and properties, is reported and not remembered: 50,000 of
    /// them would fill the memory.
    private static final int REMEMBERED_BYTES_MAX = 4 << 10;

    private final Map<String, Shape> shapes;
    private final boolean inherits;
    private final Map<String, State> states = new HashMap<>();
    private final PriorityQueue<State> holding = new PriorityQueue<>(State::compareByDue);

    /// How a value is shaped.
    ///
    /// @param unit in place of what the payload says; empty for that
    record Shape(TagDefinition tag, String unit) {
        boolean changesNothing() {
            return unit.isEmpty() && tag.equals(TagDefinition.of(tag.name(), tag.address(), ""));
        }

        /// Whether what was reported before decides.
        boolean remembers() {
            Reporting reporting = tag.reporting();
            return reporting.onChange()
                    || reporting.minIntervalNanos() > 0
                    || reporting.maxIntervalNanos() > 0
                    || tag.deadband().kind() != Deadband.Kind.NONE;
        }
    }

    /// A value, and the message whose sender and properties it has.
    ///
    /// @param held whether an earlier message brought it
    record Shaped(InboundRecord message, Found found, boolean held) {}

    /// Of one address.
    private static final class State {
        private final TagShaper shaper;
        private long dueNanos;
        private boolean queued;
        private @Nullable Shaped last;

        State(TagDefinition tag) {
            shaper = new TagShaper(tag);
        }

        /// Monotonic time may pass the end of its numbers.
        int compareByDue(State other) {
            return Long.signum(dueNanos - other.dueNanos);
        }
    }

    /// @param shapes by the levels of a value below its device or topic
    /// @param inherits whether what stands below a value has its shape, as the leaves of a JSON
    ///     object that was asked for
    Shaping(Map<String, Shape> shapes, boolean inherits) {
        boolean none = shapes.values().stream().allMatch(Shape::changesNothing);
        this.shapes = none ? Map.of() : Map.copyOf(shapes);
        this.inherits = inherits;
    }

    /// What becomes of a message's values, behind what was held back and is due now.
    ///
    /// @param path how a value is called below its device or topic
    synchronized List<Shaped> of(
            InboundRecord message,
            List<Found> values,
            Function<Found, String> path,
            long nowNanos) {
        List<Shaped> shaped = new ArrayList<>(values.size());
        if (shapes.isEmpty()) {
            values.forEach(each -> shaped.add(new Shaped(message, each, false)));
            return shaped;
        }
        for (Found found : values) {
            Shape shape = shapeOf(path.apply(found));
            if (shape == null || shape.changesNothing()) {
                shaped.add(new Shaped(message, found, false));
            } else {
                shape(message, found, shape, nowNanos).ifPresent(shaped::add);
            }
        }
        // Behind them: a value that this message brings anew is not told of by its old one.
        addDue(shaped, nowNanos);
        return shaped;
    }

    /// Everything that is known of the present is forgotten.
    synchronized void forget() {
        states.clear();
        holding.clear();
    }

    /// What these values were decided by is forgotten, for they are not told.
    synchronized void forget(List<Found> values) {
        values.forEach(each -> forget(each.address()));
    }

    private void forget(String address) {
        State state = states.remove(address);
        if (state != null) {
            state.last = null;
        }
    }

    /// Of the value itself, or of the nearest one it stands below.
    private @Nullable Shape shapeOf(String path) {
        Shape shape = shapes.get(path);
        int end = path.lastIndexOf('/');
        while (inherits && shape == null && end > 0) {
            shape = shapes.get(path.substring(0, end));
            end = path.lastIndexOf('/', end - 1);
        }
        return shape;
    }

    private Optional<Shaped> shape(InboundRecord message, Found found, Shape shape, long nowNanos) {
        TagShaper.Reading raw =
                new TagShaper.Reading(
                        found.value(),
                        found.quality(),
                        found.status(),
                        found.sourceTimeEpochNanos());
        @Nullable State state =
                isPast(found) || !shape.remembers() ? null : stateOf(message, found, shape.tag());
        if (state == null) {
            return new TagShaper(shape.tag())
                    .reading(raw, nowNanos)
                    .map(each -> new Shaped(message, made(found, each, shape), false));
        }
        Optional<TagShaper.Reading> told = state.shaper.reading(raw, nowNanos);
        if (state.shaper.holds()) {
            hold(state, message, found, shape);
        } else {
            state.last = null;
        }
        return told.map(each -> new Shaped(message, made(found, each, shape), false));
    }

    /// What a device sends late says nothing of the present.
    private static boolean isPast(Found found) {
        return found.extras().stream().anyMatch(each -> each.name().equals("historical"));
    }

    private @Nullable State stateOf(InboundRecord message, Found found, TagDefinition tag) {
        String address = found.address();
        if (bytesOf(message, found) > REMEMBERED_BYTES_MAX) {
            // Nor is what was there before: the next one is measured by nothing older.
            forget(address);
            return null;
        }
        State known = states.get(address);
        if (known != null || states.size() >= ADDRESSES_MAX) {
            return known;
        }
        State made = new State(tag);
        states.put(address, made);
        return made;
    }

    private static long bytesOf(InboundRecord message, Found found) {
        long bytes = found.address().length() + message.address().length() + sizeOf(found.value());
        for (Property each : message.properties()) {
            bytes += each.name().length() + each.value().length();
        }
        for (Property each : found.extras()) {
            bytes += each.name().length() + each.value().length();
        }
        return bytes;
    }

    private static long sizeOf(TypedValue value) {
        return switch (value) {
            case TypedValue.Text(String text) -> text.length();
            case TypedValue.Bytes(List<Byte> bytes) -> bytes.size();
            case TypedValue.Array(List<TypedValue> elements) ->
                    elements.stream().mapToLong(each -> 8 + sizeOf(each)).sum();
            default -> 8;
        };
    }

    private void hold(State state, InboundRecord message, Found found, Shape shape) {
        state.last =
                new Shaped(
                        withoutPayload(message),
                        made(found, state.shaper.latest().orElseThrow(), shape),
                        true);
        if (!state.queued) {
            state.queued = true;
            state.dueNanos = state.shaper.dueNanos().orElseThrow();
            holding.add(state);
        }
    }

    private static InboundRecord withoutPayload(InboundRecord message) {
        return new InboundRecord(
                message.device(),
                message.address(),
                new byte[0],
                message.encoding(),
                message.quality(),
                message.sourceTimeEpochNanos(),
                message.qos(),
                message.retained(),
                message.duplicateFlagged(),
                message.properties());
    }

    private void addDue(List<Shaped> shaped, long nowNanos) {
        long bytes = 0;
        for (int i = 0; i < ALONG_MAX; i++) {
            State next = holding.peek();
            if (next == null || nowNanos - next.dueNanos < 0 || bytes > ALONG_BYTES_MAX) {
                return;
            }
            holding.remove();
            next.queued = false;
            Shaped held = next.last;
            if (held == null || !next.shaper.holds()) {
                continue;
            }
            if (next.shaper.due(nowNanos).isPresent()) {
                next.last = null;
                shaped.add(held);
                bytes += bytesOf(held.message(), held.found());
            } else {
                // Something was reported since, and this is another change behind it.
                next.queued = true;
                next.dueNanos = next.shaper.dueNanos().orElseThrow();
                holding.add(next);
            }
        }
    }

    private static Found made(Found found, TagShaper.Reading reading, Shape shape) {
        return new Found(
                found.address(),
                reading.value(),
                reading.quality(),
                reading.status(),
                shape.unit().isEmpty() ? found.unit() : shape.unit(),
                found.sourceTimeEpochNanos(),
                found.device(),
                found.extras());
    }
}
