package org.fieldproof.connector.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.ScriptedStore;
import org.fieldproof.connector.stores.ScriptedStore.Answer;
import org.fieldproof.connector.stores.ScriptedStore.Asked;
import org.fieldproof.connector.stores.StoreBench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers that S3Proxy does not give. Harm if it breaks: a store that asks us to slow down, or
/// whose clock is off, costs records or is told as something else.
final class S3AnswersTest {
    private static final TestAuthority NOBODY = new TestAuthority("nobody");
    private static final String NO_OBJECTS =
            "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>plant</Name>"
                    + "<IsTruncated>false</IsTruncated></ListBucketResult>";

    @TempDir Path directory;

    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Answer> next = new ConcurrentLinkedQueue<>();

    private static Answer error(int status, String code) {
        return Answer.of(
                status, "<Error><Code>" + code + "</Code><Message>as scripted</Message></Error>");
    }

    /// The little of S3 that a sink needs.
    private Answer answer(Asked asked) {
        String path = asked.uri().getPath();
        byte[] kept = objects.get(path);
        return switch (asked.method()) {
            case "PUT" -> {
                Answer scripted = next.poll();
                if (scripted != null) {
                    yield scripted;
                }
                objects.put(path, asked.body());
                yield stored(asked.body());
            }
            case "HEAD" ->
                    path.equals("/plant") || path.equals("/plant/")
                            ? Answer.of(200, "")
                            : kept == null ? Answer.of(404, "") : described(kept);
            default -> Answer.of(200, NO_OBJECTS);
        };
    }

    private static Answer stored(byte[] body) {
        return new Answer(200, Map.of("ETag", etag(body)), new byte[0]);
    }

    private static Answer described(byte[] body) {
        return new Answer(
                200,
                Map.of(
                        "ETag", etag(body),
                        "Content-Length", Integer.toString(body.length),
                        "Last-Modified", "Wed, 18 Nov 2026 12:26:40 GMT"),
                new byte[0]);
    }

    private static String etag(byte[] body) {
        try {
            String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body));
            return "\"" + md5 + "\"";
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private StoreBench bench(ScriptedStore store) {
        Map<String, Object> fields =
                new HashMap<>(
                        Map.of(
                                "host", "127.0.0.1",
                                "port", store.port(),
                                "bucket", "plant",
                                "accessKey", "access",
                                "secretKey", "secret:key"));
        return new StoreBench(new S3SinkFactory(), directory, fields, LinkTable.direct(), NOBODY);
    }

    private static void refuses(StoreBench bench, String code, ConnectorState state) {
        assertThat(bench.write(Objects.range(1, 20)))
                .isInstanceOfSatisfying(
                        WriteOutcome.Unavailable.class,
                        away -> assertThat(away.why().code()).isEqualTo(code));
        assertThat(bench.host().state()).isEqualTo(state);
    }

    @Test
    void aStoreThatAsksUsToSlowDownGetsTheSameObjectAgain() throws Exception {
        try (ScriptedStore store = new ScriptedStore(this::answer);
                StoreBench bench = bench(store)) {
            for (String code : List.of("SlowDown", "ServiceUnavailable", "InternalError")) {
                next.add(error(code.equals("InternalError") ? 500 : 503, code));
                refuses(bench, "S3-0106", ConnectorState.DOWN);
            }
            assertThat(bench.write(Objects.range(1, 20))).isEqualTo(new WriteOutcome.Durable());
            assertThat(objects).hasSize(1);
        }
    }

    @Test
    void aClockThatIsTooFarOffIsNamedAndWaitsForAPerson() throws Exception {
        try (ScriptedStore store = new ScriptedStore(this::answer);
                StoreBench bench = bench(store)) {
            next.add(error(403, "RequestTimeTooSkewed"));
            refuses(bench, "S3-0105", ConnectorState.FAULTED);
        }
    }

    @Test
    void aBucketThatGoesAwayIsNamed() throws Exception {
        try (ScriptedStore store = new ScriptedStore(this::answer);
                StoreBench bench = bench(store)) {
            next.add(error(404, "NoSuchBucket"));
            refuses(bench, "S3-0104", ConnectorState.FAULTED);
        }
    }
}
