package org.fieldproof.connector.mqtt.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A broker that sends so many messages of QoS 1 to whoever subscribes, whatever the subscriber
/// allows.
final class FloodingBroker extends TinyBroker {
    private static final int SUBSCRIBE = 8;

    private final int messages;

    FloodingBroker(int messages) throws IOException {
        this.messages = messages;
        serve();
    }

    @Override
    boolean answer(int first, byte[] body, OutputStream out) throws IOException {
        if (first >> 4 == SUBSCRIBE) {
            out.write(new byte[] {(byte) 0x90, 4, body[0], body[1], 0, 1});
            flood(out);
        }
        return true;
    }

    private void flood(OutputStream out) throws IOException {
        byte[] topic = "plant/press-01/telemetry".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int id = 1; id <= messages; id++) {
            all.write(0x32);
            all.write(2 + topic.length + 2 + 1 + 1);
            all.write(0);
            all.write(topic.length);
            all.write(topic);
            all.write(id >> 8);
            all.write(id);
            all.write(0);
            all.write('1');
        }
        out.write(all.toByteArray());
    }
}
