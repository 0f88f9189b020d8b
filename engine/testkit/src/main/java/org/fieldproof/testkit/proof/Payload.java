package org.fieldproof.testkit.proof;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Payloads that can be recognised: everything in one follows from two numbers at its front, so
/// that a reader tells a whole one from half a one and from one that was never sent.
final class Payload {
    private static final String JSON_FROM = "{\"p\":\"";
    private static final String JSON_TO = "\"}";

    private Payload() {}

    /// The payload number `n` of a run. Mostly short, now and then of some kilobytes, so that
    /// segments fill.
    static byte[] of(long run, long n) {
        int fill = (int) (n % 13 == 12 ? 5000 + n % 997 : (n * 31 + run) % 180);
        String front = run + ":" + n + ":";
        byte[] bytes =
                Arrays.copyOf(front.getBytes(StandardCharsets.US_ASCII), front.length() + fill);
        for (int i = front.length(); i < bytes.length; i++) {
            bytes[i] = (byte) ('a' + (i * 7L + n) % 26);
        }
        return bytes;
    }

    /// Whether the bytes are a payload that some run sends.
    static boolean whole(byte[] bytes) {
        String[] parts = new String(bytes, StandardCharsets.US_ASCII).split(":", 3);
        if (parts.length != 3 || !number(parts[0]) || !number(parts[1])) {
            return false;
        }
        return Arrays.equals(bytes, of(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
    }

    /// Whether the bytes are the beginning of such a payload and not all of it.
    static boolean half(byte[] bytes) {
        String[] parts = new String(bytes, StandardCharsets.US_ASCII).split(":", 3);
        if (parts.length != 3 || !number(parts[0]) || !number(parts[1])) {
            return bytes.length < 3;
        }
        byte[] whole = of(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        return bytes.length < whole.length
                && Arrays.equals(bytes, Arrays.copyOf(whole, bytes.length));
    }

    private static boolean number(String text) {
        return text.matches("\\d{1,12}");
    }

    /// As it stands in a line of a buffer.
    static byte[] json(byte[] payload) {
        return (JSON_FROM + new String(payload, StandardCharsets.US_ASCII) + JSON_TO)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Back from a line of a buffer; what is no such line gives bytes that are no payload.
    static byte[] fromJson(String json) {
        boolean ours = json.startsWith(JSON_FROM) && json.endsWith(JSON_TO);
        String payload =
                ours ? json.substring(JSON_FROM.length(), json.length() - JSON_TO.length()) : json;
        return payload.getBytes(StandardCharsets.ISO_8859_1);
    }
}
