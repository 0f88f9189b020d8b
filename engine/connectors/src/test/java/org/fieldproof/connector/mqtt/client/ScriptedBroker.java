package org.fieldproof.connector.mqtt.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/// A broker that answers each PUBLISH with the reason code that the test wants. For codes that a
/// real broker gives only when its owner has set it up that way.
final class ScriptedBroker extends TinyBroker {
    private static final int PUBLISH = 3;

    private final Reasons reasons;
    private final AtomicInteger publishes = new AtomicInteger();

    /// The reason code for a PUBLISH; may wait.
    interface Reasons {
        int of(String topic);
    }

    private ScriptedBroker(Reasons reasons) throws IOException {
        this.reasons = reasons;
        serve();
    }

    /// @param reasonOfNth reason code for the Nth PUBLISH, counted from 1 over all connections
    ScriptedBroker(IntUnaryOperator reasonOfNth) throws IOException {
        this(counting(reasonOfNth));
    }

    /// @param reasons by topic
    static ScriptedBroker byTopic(Reasons reasons) throws IOException {
        return new ScriptedBroker(reasons);
    }

    private static Reasons counting(IntUnaryOperator reasonOfNth) {
        AtomicInteger nth = new AtomicInteger();
        return _ -> reasonOfNth.applyAsInt(nth.incrementAndGet());
    }

    int publishes() {
        return publishes.get();
    }

    @Override
    boolean answer(int first, byte[] body, OutputStream out) throws IOException {
        if (first >> 4 != PUBLISH) {
            return false;
        }
        if (((first >> 1) & 3) == 1) {
            acknowledge(body, out);
        }
        return true;
    }

    private void acknowledge(byte[] body, OutputStream out) throws IOException {
        int topicBytes = ((body[0] & 0xff) << 8) | (body[1] & 0xff);
        byte high = body[2 + topicBytes];
        byte low = body[3 + topicBytes];
        publishes.incrementAndGet();
        int reason = reasons.of(new String(body, 2, topicBytes, StandardCharsets.UTF_8));
        out.write(new byte[] {0x40, 4, high, low, (byte) reason, 0});
    }
}
