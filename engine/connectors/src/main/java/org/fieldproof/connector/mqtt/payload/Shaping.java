package org.fieldproof.connector.mqtt.payload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagShaper;
import org.fieldproof.connector.mqtt.payload.Decoded.Found;
import org.jspecify.annotations.Nullable;

/// Scales what was found, and decides which of it becomes a record: for each address what a tag's
/// shaper does. Time is that of arrival, whatever the device's own. Laws:
///
/// - `PAY-8` A change that the minimum interval holds back comes with the first message of the
///   connection after it, whatever device that is from; the latest one, not each.
/// - `PAY-9` After a new line, and after a message that the log refused, each value is reported
///   anew: what was decided by the one before may not be in the log.
///
/// `synchronized`, because an event loop that does not end in time may meet its successor here.
final class Shaping {
    /// Beyond so many addresses a value is scaled, and each is reported.
    static final int ADDRESSES_MAX = 50_000;

    /// Held values that one message brings along.
    private static final int ALONG_MAX = 1_000;

    private final Map<String, Shape> shapes;
    private final Map<String, State> states = new HashMap<>();
    private final PriorityQueue<State> holding = new PriorityQueue<>(State::compareByDue);

    /// How a value is shaped.
    ///
    /// @param unit in place of what the payload says; empty for that
    record Shape(TagDefinition tag, String unit) {
        boolean changesNothing() {
            return unit.isEmpty() && tag.equals(TagDefinition.of(tag.name(), tag.address(), ""));
        }
    }

    /// A value, and the message whose sender and properties it has.
    record Shaped(InboundRecord message, Found found) {}

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
    Shaping(Map<String, Shape> shapes) {
        this.shapes = new HashMap<>(shapes);
        this.shapes.values().removeIf(Shape::changesNothing);
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
            values.forEach(each -> shaped.add(new Shaped(message, each)));
            return shaped;
        }
        for (Found found : values) {
            Shape shape = shapes.get(path.apply(found));
            if (shape == null) {
                shaped.add(new Shaped(message, found));
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

    private Optional<Shaped> shape(InboundRecord message, Found found, Shape shape, long nowNanos) {
        TagShaper.Reading raw =
                new TagShaper.Reading(
                        found.value(),
                        found.quality(),
                        found.status(),
                        found.sourceTimeEpochNanos());
        @Nullable State state = isPast(found) ? null : stateOf(found.address(), shape.tag());
        if (state == null) {
            return new TagShaper(shape.tag())
                    .reading(raw, nowNanos)
                    .map(each -> new Shaped(message, made(found, each, shape)));
        }
        Optional<TagShaper.Reading> told = state.shaper.reading(raw, nowNanos);
        if (state.shaper.holds()) {
            hold(state, message, found, shape);
        } else {
            state.last = null;
        }
        return told.map(each -> new Shaped(message, made(found, each, shape)));
    }

    /// What a device sends late says nothing of the present.
    private static boolean isPast(Found found) {
        return found.extras().stream().anyMatch(each -> each.name().equals("historical"));
    }

    private @Nullable State stateOf(String address, TagDefinition tag) {
        State known = states.get(address);
        if (known != null || states.size() >= ADDRESSES_MAX) {
            return known;
        }
        State made = new State(tag);
        states.put(address, made);
        return made;
    }

    private void hold(State state, InboundRecord message, Found found, Shape shape) {
        state.last =
                new Shaped(
                        withoutPayload(message),
                        made(found, state.shaper.latest().orElseThrow(), shape));
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
        for (int i = 0; i < ALONG_MAX; i++) {
            State next = holding.peek();
            if (next == null || nowNanos - next.dueNanos < 0) {
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
