package org.fieldproof.connector.influx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.MapConfig;
import org.jspecify.annotations.Nullable;

/// Holds one sink the way a lane does: a sink that was lost is closed and made anew.
final class SeriesBench implements AutoCloseable {
    private final InfluxSinkFactory factory = new InfluxSinkFactory();
    private final TestHost host;
    private @Nullable Sink sink;

    SeriesBench(Path directory, Map<String, Object> fields) {
        this(directory, fields, LinkTable.direct(), new TestAuthority("unused"));
    }

    SeriesBench(
            Path directory, Map<String, Object> fields, LinkTable links, TestAuthority authority) {
        Map<String, Object> all = new HashMap<>(Map.of("host", "127.0.0.1"));
        all.putAll(fields);
        host = new TestHost("series", new MapConfig(factory.schema(), all), directory, authority);
        host.withLinks(links);
    }

    TestHost host() {
        return host;
    }

    Sink sink() {
        Sink open = sink;
        if (open == null) {
            open = factory.create(host);
            sink = open;
        }
        return open;
    }

    void sink(Sink other) {
        sink = other;
    }

    void open() throws ConnectorException {
        try {
            sink().open().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ConnectorException refused) {
                throw refused;
            }
            throw e;
        }
    }

    CompletableFuture<WriteOutcome> begin(List<FieldRecord> records) {
        return sink().write(new RecordBatch(records, false)).toCompletableFuture();
    }

    WriteOutcome write(List<FieldRecord> records) {
        return begin(records).orTimeout(120, TimeUnit.SECONDS).join();
    }

    List<ReadBack.Arrival> arrivals() throws ConnectorException {
        List<ReadBack.Arrival> arrivals = new ArrayList<>();
        ReadBack reader = factory.readBack(host).orElseThrow();
        reader.begin();
        reader.arrivals(Points.EPOCH, 1, Long.MAX_VALUE, arrivals::add);
        reader.close();
        return arrivals;
    }

    /// Closes the sink; the next call makes a new one.
    void drop() {
        if (sink != null) {
            sink.close().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
            sink = null;
        }
    }

    @Override
    public void close() {
        drop();
    }
}
