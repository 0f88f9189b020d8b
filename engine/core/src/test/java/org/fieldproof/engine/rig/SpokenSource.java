package org.fieldproof.engine.rig;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.Acceptance;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Intake.Admission;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.SourceHost;
import org.jspecify.annotations.Nullable;

/// A connection that the test speaks through.
public final class SpokenSource implements SourceFactory {
    private final AtomicReference<@Nullable SourceHost> host = new AtomicReference<>();
    private final ConcurrentLinkedQueue<Long> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger leanAccepted = new AtomicInteger();
    private final AtomicBoolean lean = new AtomicBoolean();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger starts = new AtomicInteger();

    @Override
    public String type() {
        return "spoken";
    }

    @Override
    public String title() {
        return "Spoken source";
    }

    @Override
    public ConfigSchema schema() {
        return ConfigSchema.of();
    }

    @Override
    public Source create(SourceHost newHost) {
        return new Source() {
            @Override
            public void start() {
                starts.incrementAndGet();
                host.set(newHost);
                newHost.state(ConnectorState.UP, null);
            }

            @Override
            public void stop(long graceMillis) {
                host.set(null);
            }

            @Override
            public long inFlight() {
                return 0;
            }
        };
    }

    public int starts() {
        return starts.get();
    }

    public SourceHost host() {
        SourceHost now = host.get();
        if (now == null) {
            throw new IllegalStateException("the source does not run");
        }
        return now;
    }

    /// Sends one record and says what the door said.
    public Admission send(String device, String address, String payload) {
        SourceHost to = host();
        InboundRecord record =
                new InboundRecord(
                        to.device(device),
                        address,
                        payload.getBytes(StandardCharsets.UTF_8),
                        PayloadEncoding.BYTES,
                        Quality.GOOD,
                        0,
                        1,
                        false,
                        false,
                        List.of());
        return to.intake()
                .offer(
                        record,
                        new Acceptance() {
                            @Override
                            public void accepted(long seq) {
                                if (lean.get()) {
                                    leanAccepted.incrementAndGet();
                                } else {
                                    accepted.add(seq);
                                }
                            }

                            @Override
                            public void refused(String reason) {
                                refused.incrementAndGet();
                            }
                        });
    }

    /// Sends so many records of three devices, each with its counter.
    public void sendMany(int count) {
        for (int i = 0; i < count; i++) {
            String device = "press-0" + i % 3;
            send(device, "plant/" + device + "/telemetry", "{\"n\":" + i + "}");
        }
    }

    public List<Long> accepted() {
        return List.copyOf(accepted);
    }

    /// From now on it counts what is accepted and keeps no seqs.
    public void lean() {
        lean.set(true);
    }

    /// Sends so many records as fast as the door lets it.
    ///
    /// @param payload of each
    public void pour(int count, String payload) {
        for (int i = 0; i < count; i++) {
            String device = "press-0" + i % 3;
            if (send(device, "plant/" + device + "/telemetry", payload)
                    == Admission.TAKEN_NOW_WAIT) {
                CompletableFuture<Void> room = new CompletableFuture<>();
                host().intake().onRoom(() -> room.complete(null));
                room.join();
            }
        }
    }

    public int acceptedCount() {
        return lean.get() ? leanAccepted.get() : accepted.size();
    }

    public int refused() {
        return refused.get();
    }
}
