package org.fieldproof.example;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.Acceptance;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Counter;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.spi.TagBrowser;
import org.fieldproof.api.spi.TagWriter;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagSchema.Addressed;

/// A source that counts: one record each interval, from 1 to the configured number. What a real one
/// does for an acknowledgement, this one does for its count of records that are under way.
public final class TickSource implements SourceFactory {

    @Override
    public String type() {
        return "tick";
    }

    @Override
    public String title() {
        return "A clock that counts";
    }

    @Override
    public ConfigSchema schema() {
        return ConfigSchema.of(
                Field.optional("every", Kind.DURATION, "100ms", "Time between two ticks.")
                        .within(1_000_000, 3_600_000_000_000L),
                Field.required("count", Kind.INTEGER, "How often it ticks.").within(1, 1_000_000));
    }

    @Override
    public Source create(SourceHost host) {
        return new Ticking(host);
    }

    @Override
    public boolean browses() {
        return true;
    }

    @Override
    public Optional<TagBrowser> browser(ConnectorContext context) {
        return Optional.of(new TickBrowser());
    }

    /// Others find here what the project marks as writable: `TagSchema.of(config).writable(...)`.
    @Override
    public List<Addressed> writable(String connection, Config config) {
        return List.of(new Addressed(TagDefinition.of("day", "day", "uint8"), connection + "/day"));
    }

    @Override
    public Optional<TagWriter> writer(ConnectorContext context, TagDefinition tag) {
        return Optional.of(new TickWriter(context.dataDirectory()));
    }

    /// Its thread is the engine's, which waits for it at the end.
    private static final class Ticking implements Source {
        private final SourceHost host;
        private final CountDownLatch stopped = new CountDownLatch(1);
        private final AtomicLong inFlight = new AtomicLong();
        private final Counter waits;

        /// Its own figures show at the connection: asked for once, here, and kept.
        Ticking(SourceHost host) {
            this.host = host;
            waits = host.meters().counter("waits", "waits");
            host.meters().gauge("untold", "records", inFlight::get);
        }

        @Override
        public void start() {
            host.startThread("fp-tick-" + host.id(), this::run);
            host.state(ConnectorState.UP, null);
        }

        private void run() {
            DeviceHandle clock = host.device("clock");
            clock.connected("here", "anonymous");
            long everyNanos = host.config().duration("every").toNanos();
            long count = host.config().integer("count");
            for (long n = 1; n <= count && !ended(everyNanos); n++) {
                inFlight.incrementAndGet();
                switch (host.intake().offer(tick(clock, n), new Told())) {
                    case TAKEN -> {}
                    case TAKEN_NOW_WAIT -> waitForRoom();
                    case CLOSED -> {
                        inFlight.decrementAndGet();
                        return;
                    }
                }
            }
        }

        /// Waits for the next tick; true if it was told to stop instead.
        private boolean ended(long nanos) {
            try {
                return stopped.await(nanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException("threads of the engine are never interrupted", e);
            }
        }

        /// The budget of this connection is used up: a source that reads a socket stops reading.
        private void waitForRoom() {
            waits.increment();
            CountDownLatch room = new CountDownLatch(1);
            host.intake().onRoom(room::countDown);
            while (room.getCount() > 0 && !ended(1_000_000)) {
                // Looks again.
            }
        }

        private InboundRecord tick(DeviceHandle clock, long n) {
            return new InboundRecord(
                    clock,
                    "clock/tick",
                    ("tick " + n).getBytes(StandardCharsets.UTF_8),
                    PayloadEncoding.TEXT,
                    Quality.GOOD,
                    host.clock().epochNanos(),
                    0,
                    false,
                    false,
                    List.of());
        }

        @Override
        public void stop(long graceMillis) {
            stopped.countDown();
        }

        @Override
        public long inFlight() {
            return inFlight.get();
        }

        /// Called on the log's writer thread, so it only counts. A source whose device waits for an
        /// acknowledgement hands it to its own loop here, and never before.
        private final class Told implements Acceptance {
            @Override
            public void accepted(long seq) {
                inFlight.decrementAndGet();
            }

            @Override
            public void refused(String reason) {
                inFlight.decrementAndGet();
            }
        }
    }
}
