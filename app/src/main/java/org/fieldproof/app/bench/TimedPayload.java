package org.fieldproof.app.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.fieldproof.api.time.GatewayClock;

/// A payload of 100 bytes that says when it was due and which one it is:
/// `{"t":0000000000000000000,"n":0000000000,"note":"x..."}`. Times are nanoseconds since this
/// object was made, so sender and receiver share it.
final class TimedPayload {
    static final int BYTES = 100;

    private static final int TIME_AT = 5;
    private static final int TIME_DIGITS = 19;
    private static final int NUMBER_AT = TIME_AT + TIME_DIGITS + 5;
    private static final int NUMBER_DIGITS = 10;
    private static final byte[] TEMPLATE = template();

    private final GatewayClock clock;
    private final long originNanos;

    TimedPayload(GatewayClock clock) {
        this.clock = clock;
        this.originNanos = clock.nanoTime();
    }

    long now() {
        return clock.nanoTime() - originNanos;
    }

    static void put(ByteBuffer out, long dueNanos, int number) {
        int start = out.position();
        out.put(TEMPLATE);
        digits(out, start + TIME_AT, TIME_DIGITS, dueNanos);
        digits(out, start + NUMBER_AT, NUMBER_DIGITS, number);
    }

    static long dueNanos(byte[] from, int payload) {
        return number(from, payload + TIME_AT, TIME_DIGITS);
    }

    static int number(byte[] from, int payload) {
        return (int) number(from, payload + NUMBER_AT, NUMBER_DIGITS);
    }

    private static void digits(ByteBuffer out, int at, int digits, long value) {
        long rest = value;
        for (int digit = at + digits - 1; digit >= at; digit--) {
            out.put(digit, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    private static long number(byte[] from, int at, int digits) {
        long value = 0;
        for (int i = at; i < at + digits; i++) {
            value = value * 10 + (from[i] - '0');
        }
        return value;
    }

    private static byte[] template() {
        StringBuilder text =
                new StringBuilder("{\"t\":")
                        .repeat("0", TIME_DIGITS)
                        .append(",\"n\":")
                        .repeat("0", NUMBER_DIGITS)
                        .append(",\"note\":\"");
        text.repeat("x", BYTES - 2 - text.length()).append("\"}");
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
