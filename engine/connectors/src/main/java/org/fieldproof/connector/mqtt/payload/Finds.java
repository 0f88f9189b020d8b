package org.fieldproof.connector.mqtt.payload;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.mqtt.payload.Decoded.Found;

/// Collects the values of one message, up to a limit: a few bytes of payload must not become
/// gigabytes of records (PAY-4). Used once.
final class Finds {
    /// More values than that in one message are not taken apart.
    static final int VALUES_MAX = 10_000;

    /// The same for Sparkplug, whose births describe all that a node has.
    static final int METRICS_MAX = 50_000;

    /// Of all arrays of a message together: each is an object, for as little as one bit.
    private static final int ELEMENTS_MAX = 500_000;

    private static final long ADDRESS_CHARS_MAX = 8L << 20;

    private final int valuesMax;
    private final List<Found> found = new ArrayList<>();
    private long addressChars;
    private int elements;

    /// Too much for one message.
    static final class TooMuch extends Exception {
        private static final long serialVersionUID = 1L;
    }

    Finds() {
        this(VALUES_MAX);
    }

    Finds(int valuesMax) {
        this.valuesMax = valuesMax;
    }

    void add(Found each) throws TooMuch {
        addressChars += each.address().length();
        if (each.value() instanceof TypedValue.Array array) {
            elements += array.elements().size();
        }
        if (found.size() == valuesMax
                || addressChars > ADDRESS_CHARS_MAX
                || elements > ELEMENTS_MAX) {
            throw new TooMuch();
        }
        found.add(each);
    }

    List<Found> list() {
        return found;
    }

    static Decoded tooMuch() {
        return Decoded.not(
                "too-many-values",
                "it has more values than are taken apart (10,000; 50,000 with sparkplug; 500,000 in"
                        + " arrays), or their names are too long");
    }
}
