package org.fieldproof.connector.jdbc;

import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Credentials;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.Secrets;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkFactory;
import org.fieldproof.api.spi.SinkHost;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// Holds one sink the way a lane does, with a host that remembers what it was told.
final class SinkBench implements SinkHost, AutoCloseable {
    /// One report to the host.
    record Told(ConnectorState state, @Nullable Problem why) {}

    private final SinkFactory factory;
    private final Config config;
    private final Path directory;
    private final LinkTable links;
    private final List<TlsIdentity> trusted;
    private final Map<String, String> secretValues;
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final List<Told> told = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private @Nullable Sink sink;

    SinkBench(
            SinkFactory factory,
            Map<String, String> fields,
            Path directory,
            LinkTable links,
            List<TlsIdentity> trusted,
            Map<String, String> secretValues) {
        this.factory = factory;
        this.config = new FieldConfig(factory.schema(), fields);
        this.directory = directory;
        this.links = links;
        this.trusted = List.copyOf(trusted);
        this.secretValues = Map.copyOf(secretValues);
    }

    SinkBench(SinkFactory factory, Map<String, String> fields, Path directory) {
        this(factory, fields, directory, LinkTable.direct(), List.of(), Map.of());
    }

    Sink sink() throws ConnectorException {
        if (sink == null) {
            sink = factory.create(this);
        }
        return sink;
    }

    /// Puts another sink on this host.
    void sink(Sink other) {
        this.sink = other;
    }

    /// Asks the open sink for a sign of life.
    void probe() throws ConnectorException {
        sink().probe().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    void open() throws ConnectorException {
        try {
            await(sink().open());
        } catch (CompletionException e) {
            if (e.getCause() instanceof ConnectorException refused) {
                throw refused;
            }
            throw e;
        }
    }

    WriteOutcome write(FieldRecord... records) throws ConnectorException {
        return write(List.of(records));
    }

    WriteOutcome write(List<FieldRecord> records) throws ConnectorException {
        return await(sink().write(new RecordBatch(records, false)));
    }

    List<ReadBack.Arrival> arrivals(UUID epoch) throws ConnectorException {
        List<ReadBack.Arrival> arrivals = new ArrayList<>();
        ReadBack readBack = factory.readBack(this).orElseThrow();
        readBack.begin();
        readBack.arrivals(epoch, 1, Long.MAX_VALUE, arrivals::add);
        readBack.close();
        return arrivals;
    }

    Told lastTold() {
        synchronized (told) {
            return told.getLast();
        }
    }

    List<Told> told() {
        synchronized (told) {
            return List.copyOf(told);
        }
    }

    private static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        if (sink != null) {
            await(sink.close());
            sink = null;
        }
        worker.shutdown();
    }

    @Override
    public Executor worker() {
        return worker;
    }

    @Override
    public String id() {
        return "table";
    }

    @Override
    public Config config() {
        return config;
    }

    @Override
    public GatewayClock clock() {
        return GatewayClock.system();
    }

    @Override
    public Secrets secrets() {
        return reference -> {
            String value = secretValues.get(reference);
            if (value == null) {
                throw new ConnectorException(
                        Problem.error("SEC-0001", reference, "It is missing.", "Set it."));
            }
            return value.toCharArray();
        };
    }

    @Override
    public Credentials credentials() {
        return new Credentials() {
            @Override
            public TlsIdentity server(String name) {
                throw new UnsupportedOperationException(name);
            }

            @Override
            public TlsIdentity client(String name) {
                throw new UnsupportedOperationException(name);
            }

            @Override
            public TlsIdentity fromFiles(String certificate, String key, char[] password) {
                throw new UnsupportedOperationException(certificate);
            }

            @Override
            public List<X509CRL> revocationLists(String path) {
                throw new UnsupportedOperationException(path);
            }

            @Override
            public TlsIdentity trustOnly(String trust) {
                return trusted.getFirst();
            }
        };
    }

    @Override
    public LinkTable links() {
        return links;
    }

    @Override
    public Path dataDirectory() {
        return directory;
    }

    @Override
    public Path projectDirectory() {
        return directory;
    }

    @Override
    public void state(ConnectorState state, @Nullable Problem why) {
        synchronized (told) {
            told.add(new Told(state, why));
        }
    }

    @Override
    public void event(
            GatewayEvent.Level level,
            String code,
            String object,
            String message,
            Map<String, String> detail) {
        synchronized (told) {
            events.add(code + " " + object + " " + message);
        }
    }

    List<String> events() {
        synchronized (told) {
            return List.copyOf(events);
        }
    }

    @Override
    public Thread startThread(String name, Runnable body) {
        throw new UnsupportedOperationException(name);
    }

    @Override
    public Endpoint endpointOf(String connectorId) {
        throw new UnsupportedOperationException(connectorId);
    }

    @Override
    public void listening(Endpoint endpoint) {
        throw new UnsupportedOperationException(endpoint.toString());
    }
}
