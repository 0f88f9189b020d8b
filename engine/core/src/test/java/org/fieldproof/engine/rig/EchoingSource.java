package org.fieldproof.engine.rig;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.SourceHost;

/// A connection that sends along, with each record at one address, one that says how many it has
/// seen and what the record was.
public final class EchoingSource implements SourceFactory {
    public static final String ECHO = "plant/echo";

    private final String address;
    private final AtomicInteger seen = new AtomicInteger();
    private final Set<String> broughtBy = ConcurrentHashMap.newKeySet();
    private volatile boolean isBroken;
    private volatile int bytesMore;

    public EchoingSource(String address) {
        this.address = address;
    }

    /// From now on it fails at each record.
    public void breakDown(boolean broken) {
        isBroken = broken;
    }

    /// From now on its records are larger by so much.
    public void grow(int bytes) {
        bytesMore = bytes;
    }

    /// The connections that it was shown records of.
    public Set<String> broughtBy() {
        return broughtBy;
    }

    private byte[] echo(String said) {
        byte[] echo = (seen.incrementAndGet() + " " + said).getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(echo, echo.length + bytesMore);
    }

    @Override
    public String type() {
        return "echo";
    }

    @Override
    public String title() {
        return "Echo";
    }

    @Override
    public ConfigSchema schema() {
        return ConfigSchema.of();
    }

    @Override
    public boolean accompanies() {
        return true;
    }

    @Override
    public Source create(SourceHost host) {
        return new Source() {
            @Override
            public void start() {
                host.accompany(
                        Set.of(address, ECHO),
                        (connection, record) -> along(host, connection, record));
                host.state(ConnectorState.UP, null);
            }

            @Override
            public void stop(long graceMillis) {}

            @Override
            public long inFlight() {
                return 0;
            }
        };
    }

    private Optional<InboundRecord> along(
            SourceHost host, String connection, InboundRecord record) {
        broughtBy.add(connection);
        if (isBroken) {
            throw new IllegalStateException("broken, by order of the test");
        }
        String said = new String(record.payload(), StandardCharsets.UTF_8);
        return Optional.of(
                new InboundRecord(
                        host.device("echo"),
                        ECHO,
                        echo(said),
                        PayloadEncoding.TEXT,
                        Quality.GOOD,
                        0,
                        0,
                        false,
                        false,
                        List.of()));
    }
}
