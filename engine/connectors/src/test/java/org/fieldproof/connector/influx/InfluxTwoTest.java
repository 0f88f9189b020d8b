package org.fieldproof.connector.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.ReadBack.Arrival;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.connector.stores.ScriptedStore;
import org.fieldproof.connector.stores.ScriptedStore.Answer;
import org.fieldproof.connector.stores.ScriptedStore.Asked;
import org.fieldproof.connector.stores.StoreBench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// InfluxDB 2.x: its path, its token, its organisation and bucket, as its API has them
/// (docs.influxdata.com, /api/v2/write). No such server is installed here: a script stands in that
/// asks for these and stores the lines in an InfluxDB 1.x. Harm if it breaks: a destination that
/// nobody has ever reached.
final class InfluxTwoTest {
    @TempDir static Path directory;
    @RegisterExtension static InfluxOfAClass influx = new InfluxOfAClass();

    private final ConcurrentLinkedQueue<String> writes = new ConcurrentLinkedQueue<>();

    private Answer answer(Asked asked) throws IOException, InterruptedException {
        URI uri = asked.uri();
        if (uri.getPath().equals("/ping") || uri.getPath().equals("/metrics")) {
            return ScriptedStore.forward(asked, influx.server().port());
        }
        String token = asked.headers().getOrDefault("Authorization", List.of("")).getFirst();
        if (!token.equals("Token right")) {
            return Answer.of(
                    401, "{\"code\":\"unauthorized\",\"message\":\"unauthorized access\"}");
        }
        if (uri.getPath().equals("/query")) {
            return ScriptedStore.forward(withoutToken(asked, uri), influx.server().port());
        }
        if (!uri.getPath().equals("/api/v2/write")) {
            return Answer.of(404, "{\"code\":\"not found\",\"message\":\"path not found\"}");
        }
        writes.add(uri.getQuery());
        if (!uri.getQuery().contains("org=plant 7") || !uri.getQuery().contains("bucket=two")) {
            return Answer.of(
                    404, "{\"code\":\"not found\",\"message\":\"bucket \\\"three\\\" not found\"}");
        }
        return ScriptedStore.forward(
                withoutToken(asked, URI.create("/write?db=two&precision=ns")),
                influx.server().port());
    }

    /// The server behind knows no tokens.
    private static Asked withoutToken(Asked asked, URI uri) {
        Map<String, List<String>> headers = new HashMap<>(asked.headers());
        headers.remove("Authorization");
        return new Asked(asked.method(), uri, headers, asked.body());
    }

    private static StoreBench bench(ScriptedStore store, String bucket, String token) {
        influx.server().create("CREATE DATABASE two");
        Map<String, Object> fields = new HashMap<>();
        fields.put("server", "influxdb-2");
        fields.put("port", store.port());
        fields.put("organisation", "plant 7");
        fields.put("bucket", bucket);
        fields.put("token", "secret:" + token);
        fields.put("hold", "1ms");
        return Points.bench(directory, fields);
    }

    @Test
    void pointsGoIntoTheBucketAndAreReadBack() throws Exception {
        try (ScriptedStore store = new ScriptedStore(this::answer);
                StoreBench bench = bench(store, "two", "right")) {
            assertThat(bench.write(Points.range(1, 100))).isEqualTo(new WriteOutcome.Durable());
            assertThat(writes).containsOnly("org=plant 7&bucket=two&precision=ns");
            assertThat(bench.arrivals(Points.EPOCH)).extracting(Arrival::seq).hasSize(100);
        }
    }

    @Test
    void aWrongTokenAndAMissingBucketAreTold() throws Exception {
        try (ScriptedStore store = new ScriptedStore(this::answer)) {
            try (StoreBench bench = bench(store, "two", "wrong")) {
                Problem why = refused(bench);
                assertThat(why.code()).as(why.oneLine()).isEqualTo("INFL-0103");
                assertThat(why.message()).contains("unauthorized access");
                assertThat(why.remedy()).contains("token");
            }
            try (StoreBench bench = bench(store, "three", "right")) {
                Problem why = refused(bench);
                assertThat(why.code()).as(why.oneLine()).isEqualTo("INFL-0104");
                assertThat(why.message()).contains("not found");
                assertThat(why.remedy()).contains("bucket");
            }
        }
    }

    private static Problem refused(StoreBench bench) {
        WriteOutcome outcome = bench.write(Points.range(101, 110));
        assertThat(outcome).isInstanceOf(WriteOutcome.Unavailable.class);
        assertThat(bench.host().state()).isEqualTo(ConnectorState.FAULTED);
        return ((WriteOutcome.Unavailable) outcome).why();
    }
}
