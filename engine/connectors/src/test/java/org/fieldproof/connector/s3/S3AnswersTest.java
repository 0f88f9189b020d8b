package org.fieldproof.connector.s3;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
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

    /// Objects become visible in the order of their records, and none is answered for before it
    /// has been looked at (S3-L1). A second upload beside the first would meet it here.
    @Test
    void batchesUnderWayAreUploadedOneAfterTheOther() throws Exception {
        Queue<String> puts = new ConcurrentLinkedQueue<>();
        Queue<Integer> answeredAtHead = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<WriteOutcome>> told = new CopyOnWriteArrayList<>();
        Semaphore alone = new Semaphore(1);
        CountDownLatch allBegun = new CountDownLatch(1);
        try (ScriptedStore store =
                        new ScriptedStore(
                                asked -> {
                                    String path = asked.uri().getPath();
                                    boolean object = path.endsWith(".gz");
                                    if (object && asked.method().equals("HEAD")) {
                                        answeredAtHead.add(done(told));
                                    }
                                    if (!asked.method().equals("PUT")) {
                                        return answer(asked);
                                    }
                                    boolean first = alone.tryAcquire();
                                    try {
                                        puts.add(first ? name(path) : "beside another");
                                        assertThat(allBegun.await(30, SECONDS)).isTrue();
                                        return answer(asked);
                                    } finally {
                                        alone.release(first ? 1 : 0);
                                    }
                                });
                StoreBench bench = bench(store)) {
            bench.open();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                long from = 1 + i * 20L;
                told.add(bench.begin(Objects.range(from, from + 19)));
                expected.add(String.format("%019d-%019d-20.ndjson.gz", from, from + 19));
            }
            allBegun.countDown();
            for (CompletableFuture<WriteOutcome> each : told) {
                assertThat(each.orTimeout(60, SECONDS).join())
                        .isEqualTo(new WriteOutcome.Durable());
            }
            assertThat(puts).containsExactlyElementsOf(expected);
            assertThat(answeredAtHead).containsExactly(0, 1, 2, 3, 4);
        }
    }

    private static int done(List<CompletableFuture<WriteOutcome>> told) {
        return (int) told.stream().filter(CompletableFuture::isDone).count();
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// The lane writes them again, in order, so nothing may be there before they are.
    @Test
    void nothingIsUploadedBehindAnObjectThatFailed() throws Exception {
        try (ScriptedStore store = new ScriptedStore(this::answer);
                StoreBench bench = bench(store)) {
            bench.open();
            next.add(error(503, "SlowDown"));
            // The worker begins when all wait, so that one is uploaded while the next is made.
            CountDownLatch begun = new CountDownLatch(1);
            bench.host().worker().execute(() -> await(begun));
            List<CompletableFuture<WriteOutcome>> told = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                told.add(bench.begin(Objects.range(1 + i * 20L, 20 + i * 20L)));
            }
            begun.countDown();
            for (CompletableFuture<WriteOutcome> each : told) {
                assertThat(each.orTimeout(60, SECONDS).join())
                        .isInstanceOf(WriteOutcome.Unavailable.class);
            }
            assertThat(objects).isEmpty();
            bench.drop();
            assertThat(bench.write(Objects.range(1, 100))).isEqualTo(new WriteOutcome.Durable());
            assertThat(objects).hasSize(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
