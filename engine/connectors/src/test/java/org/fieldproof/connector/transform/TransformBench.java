package org.fieldproof.connector.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Transform;
import org.fieldproof.api.spi.TransformFactory;
import org.fieldproof.api.spi.TransformHost;
import org.fieldproof.api.spi.TransformOutcome;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.testkit.MapConfig;

/// Makes transforms and records for tests.
final class TransformBench {
    private static final UUID EPOCH = UUID.fromString("00000000-0000-4000-8000-000000000001");

    private TransformBench() {}

    static Transform make(TransformFactory factory, Path folder, Map<String, ?> fields)
            throws ConnectorException {
        MapConfig config = new MapConfig(factory.schema(), fields);
        assertThat(factory.check(config)).as("the check of %s", fields).isEmpty();
        return factory.create(new Host("main/t", config, folder, GatewayClock.system()));
    }

    static Transform make(TransformFactory factory, Map<String, ?> fields)
            throws ConnectorException {
        return make(factory, Path.of("."), fields);
    }

    static FieldRecord record(String payload) {
        return record(payload.getBytes(StandardCharsets.UTF_8), PayloadEncoding.TEXT);
    }

    static FieldRecord record(byte[] payload, PayloadEncoding encoding) {
        return new FieldRecord(
                EPOCH,
                7,
                "devices",
                "press-01",
                "plant/hall-2/press-01/telemetry",
                payload,
                encoding,
                Quality.GOOD,
                0,
                1_700_000_000_123_456_789L,
                1,
                false,
                false,
                List.of());
    }

    /// The payload that comes out.
    static String out(Transform transform, String payload) {
        return out(transform, record(payload));
    }

    static String out(Transform transform, FieldRecord record) {
        TransformOutcome outcome = transform.apply(record);
        assertThat(outcome).isInstanceOf(TransformOutcome.Passed.class);
        return new String(
                ((TransformOutcome.Passed) outcome).record().payload(), StandardCharsets.UTF_8);
    }

    /// The code with which it fails; `dropped` or `passed` where it does not.
    static String fate(Transform transform, FieldRecord record) {
        return switch (transform.apply(record)) {
            case TransformOutcome.Failed failed -> {
                assertThat(failed.why().message()).endsWith(".");
                yield failed.why().code();
            }
            case TransformOutcome.Dropped _ -> "dropped";
            case TransformOutcome.Passed _ -> "passed";
        };
    }

    static String fate(Transform transform, String payload) {
        return fate(transform, record(payload));
    }

    private record Host(String name, Config config, Path projectDirectory, GatewayClock clock)
            implements TransformHost {}
}
