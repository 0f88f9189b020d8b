package org.fieldproof.views.bridge;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.spi.ConnectorState;

/// A plant of 500 devices that send 20 messages a second each, with the unrest of a real one.
final class PlantPicture {

    private static final int DEVICES = 500;

    private final Random random = new Random(17);
    private final long[] accepted = new long[DEVICES];

    /// The picture of a second; what is not about devices is as in another one.
    GatewaySnapshot at(GatewaySnapshot like, long second) {
        List<DeviceSnapshot> devices = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            accepted[i] += 18 + random.nextInt(5);
            devices.add(
                    new DeviceSnapshot(
                            "device-%03d".formatted(i),
                            DeviceSnapshot.DeviceState.CONNECTED,
                            DeviceClass.SIM,
                            "CN=device-%03d, serial 7F%04X".formatted(i, i),
                            "127.0.0.1:%d".formatted(40_000 + i),
                            accepted[i],
                            19 + random.nextInt(20) / 10.0,
                            random.nextInt(60),
                            0,
                            "",
                            "north-works/hall-%d".formatted(i / 50)));
        }
        ConnectionSnapshot connection =
                new ConnectionSnapshot(
                        "devices",
                        "mqtt-listener",
                        "Devices",
                        "tls :8883",
                        ConnectorState.UP,
                        null,
                        DeviceClass.SIM,
                        false,
                        second * 10_000,
                        10_000 + random.nextInt(50),
                        random.nextInt(9),
                        false,
                        devices);
        return new GatewaySnapshot(
                second * 5,
                Instant.ofEpochSecond(second, random.nextInt(1_000_000_000)),
                like.project(),
                like.title(),
                like.contentHash(),
                like.dataDirectory(),
                like.state(),
                like.log(),
                like.process(),
                List.of(connection),
                like.lanes(),
                like.hops(),
                like.links(),
                like.alarms(),
                like.drills(),
                like.writing(),
                like.markers(),
                like.faults(),
                like.lastEventSeq());
    }

    /// Values of 500 addresses, each new in each second.
    ///
    /// @param padding further bytes of each payload, which nobody can foresee
    Outcome.LatestRead values(long second, int padding) {
        List<Outcome.LatestValue> values = new ArrayList<>();
        for (int i = 0; i < Recording.VALUES_MAX; i++) {
            String payload =
                    String.format(
                            Locale.ROOT,
                            "{\"n\":%d,\"bar\":%.3f,\"degC\":%.2f}",
                            second,
                            random.nextDouble() * 9,
                            random.nextDouble() * 90);
            byte[] bytes = new byte[padding];
            random.nextBytes(bytes);
            values.add(
                    new Outcome.LatestValue(
                            new FieldRecord(
                                    new UUID(1, 2),
                                    second * 10_000 + i,
                                    "devices",
                                    "device-%03d".formatted(i / 20),
                                    "plant/device-%03d/tag-%02d".formatted(i / 20, i % 20),
                                    padding > 0 ? bytes : payload.getBytes(StandardCharsets.UTF_8),
                                    PayloadEncoding.BYTES,
                                    Quality.GOOD,
                                    second * 1_000_000_000L + random.nextInt(999) * 1_000_000L,
                                    second * 1_000_000_000L + random.nextInt(999_999_999),
                                    1,
                                    false,
                                    false,
                                    List.of()),
                            second * 20));
        }
        return new Outcome.LatestRead(values, 10_000);
    }
}
