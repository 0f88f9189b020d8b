package org.fieldproof.engine.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorHost;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Credentials;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.Meters;
import org.fieldproof.api.spi.Secrets;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.telemetry.HeldMeters;
import org.fieldproof.engine.threads.Joining;
import org.jspecify.annotations.Nullable;

/// The host of one connector, source or sink. Any thread may call it.
class HostedConnector implements ConnectorHost {
    private static final int THREADS_MAX = 256;

    private final String id;
    private final String object;
    private final Config config;
    private final ConnectorSite site;
    private final HeldMeters meters;
    private final Consumer<Problem> onCrash;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    // Volatile: written under this object's monitor, read by the read model.
    private volatile Standing standing = new Standing(ConnectorState.STOPPED, null);

    /// Where the connector stands, and why.
    record Standing(ConnectorState state, @Nullable Problem why) {}

    /// @param meters of the connection or destination, whichever start this is
    /// @param onCrash told when a thread of the connector has died of an exception
    HostedConnector(
            String id,
            String object,
            Config config,
            ConnectorSite site,
            HeldMeters meters,
            Consumer<Problem> onCrash) {
        this.id = id;
        this.object = object;
        this.config = config;
        this.site = site;
        this.meters = meters;
        this.onCrash = onCrash;
    }

    Standing standing() {
        return standing;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Config config() {
        return config;
    }

    @Override
    public GatewayClock clock() {
        return site.clock();
    }

    @Override
    public Secrets secrets() {
        return site.secrets();
    }

    @Override
    public Credentials credentials() {
        return site.credentials();
    }

    @Override
    public LinkTable links() {
        return site.links();
    }

    @Override
    public Meters meters() {
        return meters;
    }

    @Override
    public Path dataDirectory() {
        try {
            return site.data().connector(id);
        } catch (IOException e) {
            throw new UncheckedIOException("data directory of " + object, e);
        }
    }

    @Override
    public Path projectDirectory() {
        return site.projectDirectory();
    }

    /// The event itself names the code, and the object where it is this connector.
    private String because(Problem why) {
        String whose = why.object().equals(object) ? "" : why.object() + ": ";
        return whose + why.message() + " " + why.remedy();
    }

    @Override
    public void state(ConnectorState state, @Nullable Problem why) {
        ConnectorState before;
        synchronized (this) {
            before = standing.state();
            standing = new Standing(state, why);
        }
        if (before == state) {
            return;
        }
        GatewayEvent.Level level =
                switch (state) {
                    case STOPPED, STARTING, UP -> GatewayEvent.Level.INFO;
                    case DEGRADED, DOWN -> GatewayEvent.Level.WARNING;
                    case FAULTED -> GatewayEvent.Level.ERROR;
                };
        String text = "Is " + state + (why == null ? "." : ": " + because(why));
        site.events()
                .record(
                        level,
                        why == null ? "APP-0310" : why.code(),
                        object,
                        text,
                        Map.of("from", before.name(), "to", state.name()));
    }

    @Override
    public void event(
            GatewayEvent.Level level,
            String code,
            String about,
            String message,
            Map<String, String> detail) {
        site.events().record(level, code, about, message, detail);
    }

    @Override
    public Thread startThread(String name, Runnable body) {
        threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        if (threads.size() >= THREADS_MAX) {
            throw new IllegalStateException(
                    object
                            + " has "
                            + threads.size()
                            + " threads (expected: <= "
                            + THREADS_MAX
                            + ")");
        }
        Thread thread =
                Thread.ofPlatform()
                        .name(name)
                        .daemon(true)
                        .uncaughtExceptionHandler((dead, failure) -> crashed(dead, failure))
                        .unstarted(body);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private void crashed(Thread dead, Throwable failure) {
        onCrash.accept(
                Problem.error(
                        "APP-0312",
                        object,
                        "Its thread " + dead.getName() + " died: " + failure + ".",
                        "The gateway starts it again; if it stays, report it with the log."));
    }

    /// Waits for the connector's threads; false if one still runs.
    boolean awaitThreads(Duration patience) {
        long deadline = site.clock().nanoTime() + patience.toNanos();
        boolean ended = true;
        for (Thread thread : threads) {
            long left = Math.max(1, deadline - site.clock().nanoTime());
            ended &= Joining.join(thread, Duration.ofNanos(left));
        }
        return ended;
    }

    @Override
    public Endpoint endpointOf(String connectorId) throws ConnectorException {
        return site.endpoints().endpointOf(connectorId, id);
    }

    @Override
    public void listening(Endpoint endpoint) {
        site.endpoints().listening(id, endpoint);
    }

    String object() {
        return object;
    }

    ConnectorSite site() {
        return site;
    }
}
