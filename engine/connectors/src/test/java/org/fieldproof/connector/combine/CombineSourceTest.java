package org.fieldproof.connector.combine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.connector.fieldbus.testing.FieldHost;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A combination as the gateway runs it.
class CombineSourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;

    private FieldHost host(Map<String, Object> more) {
        Map<String, Object> written = new HashMap<>(more);
        written.put("topic", "plant/boiler");
        written.put("members", List.of(Map.of("name", "bar", "address", "plant/pressure")));
        return new FieldHost(new MapConfig(CombineConfig.schema(), written), folder);
    }

    private static Optional<InboundRecord> come(FieldHost host, String payload) {
        InboundRecord record =
                new InboundRecord(
                        host.device("press"),
                        "plant/pressure",
                        payload.getBytes(StandardCharsets.UTF_8),
                        PayloadEncoding.BYTES,
                        Quality.GOOD,
                        0,
                        1,
                        false,
                        true,
                        List.of());
        return Objects.requireNonNull(host.companion, "companion").along("press", record);
    }

    private static String text(InboundRecord record) {
        return new String(record.payload(), StandardCharsets.UTF_8);
    }

    @Test
    void whatAMemberCausesGoesAlongWithIt() {
        FieldHost host = host(Map.of("device", "boiler-1"));
        CombineSource source = new CombineSource(host, CombineConfig.of(host.config()));
        source.start();
        assertThat(host.state()).isEqualTo(ConnectorState.UP);
        assertThat(host.accompanied).containsExactly("plant/pressure");
        InboundRecord along = come(host, "4.5").orElseThrow();
        assertThat(along.address()).isEqualTo("plant/boiler");
        assertThat(along.device().id()).isEqualTo("boiler-1");
        assertThat(text(along)).isEqualTo("{\"bar\":4.5}");
        assertThat(along.duplicateFlagged()).as("as its cause").isTrue();
        assertThat(host.running()).as("threads, where nothing is timed").isZero();
        source.stop(0);
    }

    // Harm: a full gateway is filled further, or the timer outlives its source.
    @Test
    void timeMakesRecordsWhileThereIsRoom() {
        FieldHost host = host(Map.of("on", "interval", "interval", "10ms"));
        CombineSource source = new CombineSource(host, CombineConfig.of(host.config()));
        source.start();
        assertThat(come(host, "1")).isEmpty();
        Await.until(PATIENCE, () -> host.records().size() == 1, "the first interval");
        assertThat(text(host.records().getFirst())).isEqualTo("{\"bar\":1}");
        host.fill();
        come(host, "2");
        Await.until(PATIENCE, host::isWaitedFor, "taken, and asked to wait");
        int taken = host.records().size();
        come(host, "3");
        come(host, "4");
        long until = host.clock().nanoTime() + 100_000_000L;
        Await.until(PATIENCE, () -> host.clock().nanoTime() > until, "ten intervals");
        assertThat(host.records()).hasSize(taken);
        host.makeRoom();
        Await.until(PATIENCE, () -> host.records().size() == taken + 1, "room again");
        assertThat(text(host.records().getLast())).isEqualTo("{\"bar\":4}");
        // The record is there before its acceptance is told.
        Await.until(PATIENCE, () -> source.inFlight() == 0, "the acceptances");
        source.stop(0);
        Await.until(PATIENCE, () -> host.running() == 0, "the timer's end");
    }
}
