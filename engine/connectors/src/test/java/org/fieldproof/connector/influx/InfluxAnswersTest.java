package org.fieldproof.connector.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
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

/// Answers that a healthy InfluxDB does not give, from a proxy before a real one. Harm if it
/// breaks: a server that is busy for a moment costs points, or a limit on requests stops a lane.
final class InfluxAnswersTest {
    private static final WriteOutcome DURABLE = new WriteOutcome.Durable();
    private static final int BODY_BYTES_MAX = 20_000;

    @TempDir static Path directory;
    @RegisterExtension static InfluxOfAClass influx = new InfluxOfAClass();

    private final ConcurrentLinkedQueue<Answer> next = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Integer> written = new ConcurrentLinkedQueue<>();

    private Answer answer(Asked asked, int bytesMax)
            throws java.io.IOException, InterruptedException {
        if (asked.uri().getPath().equals("/write")) {
            written.add(asked.body().length);
            Answer scripted = next.poll();
            if (scripted != null) {
                return scripted;
            }
            if (asked.body().length > bytesMax) {
                return Answer.of(413, "{\"error\":\"Request Entity Too Large\"}");
            }
        }
        return ScriptedStore.forward(asked, influx.server().port());
    }

    private static StoreBench bench(ScriptedStore store, String database) {
        influx.server().create("CREATE DATABASE " + database);
        Map<String, Object> fields = new HashMap<>();
        fields.put("port", store.port());
        fields.put("database", database);
        fields.put("hold", "1ms");
        return Points.bench(directory, fields);
    }

    @Test
    void aRequestThatIsTooLargeIsHalvedUntilItPasses() throws Exception {
        try (ScriptedStore store = new ScriptedStore(asked -> answer(asked, BODY_BYTES_MAX));
                StoreBench bench = bench(store, "halved")) {
            assertThat(bench.write(Points.range(1, 1_000))).isEqualTo(DURABLE);
            assertThat(written).anyMatch(bytes -> bytes > BODY_BYTES_MAX);
            assertThat(bench.arrivals(Points.EPOCH)).extracting(Arrival::seq).hasSize(1_000);
        }
    }

    @Test
    void aServerThatIsBusyGetsTheSameBatchAgain() throws Exception {
        try (ScriptedStore store = new ScriptedStore(asked -> answer(asked, Integer.MAX_VALUE));
                StoreBench bench = bench(store, "busy")) {
            assertThat(bench.write(Points.range(1, 10))).isEqualTo(DURABLE);
            for (int status : new int[] {429, 500, 502, 503, 504}) {
                next.add(
                        Answer.of(
                                status, "{\"error\":\"engine: cache-max-memory-size exceeded\"}"));
                assertThat(bench.write(Points.range(11, 30)))
                        .as("after %d", status)
                        .isInstanceOfSatisfying(
                                WriteOutcome.Unavailable.class,
                                away -> assertThat(away.why().oneLine()).contains("" + status));
                assertThat(bench.host().state()).isEqualTo(ConnectorState.DOWN);
            }
            assertThat(bench.arrivals(Points.EPOCH)).extracting(Arrival::seq).hasSize(10);
            assertThat(bench.write(Points.range(11, 30))).isEqualTo(DURABLE);
            assertThat(bench.arrivals(Points.EPOCH)).extracting(Arrival::seq).hasSize(30);
        }
    }

    /// Nothing of it goes to quarantine: the points are well.
    @Test
    void aPasswordThatIsNoLongerTakenPausesTheLane() throws Exception {
        try (ScriptedStore store = new ScriptedStore(asked -> answer(asked, Integer.MAX_VALUE));
                StoreBench bench = bench(store, "locked")) {
            assertThat(bench.write(Points.range(1, 10))).isEqualTo(DURABLE);
            next.add(Answer.of(401, "{\"error\":\"authorization failed\"}"));
            assertThat(bench.write(Points.range(11, 20)))
                    .isInstanceOf(WriteOutcome.Unavailable.class);
            assertThat(bench.host().state()).isEqualTo(ConnectorState.FAULTED);
        }
    }
}
