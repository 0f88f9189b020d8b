package org.fieldproof.connector.work;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.spi.SourceHost;

/// Tells that somebody writes to a simulator: the witness, in a gateway's own journal, that nobody
/// did (G20). The first at once, then at most one in five seconds, with how many there were. Any
/// thread.
public final class WriteNotes {
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final SourceHost host;
    private final String code;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong toldNanos = new AtomicLong(Long.MIN_VALUE);

    /// @param code of the event
    public WriteNotes(SourceHost host, String code) {
        this.host = host;
        this.code = code;
    }

    /// It was asked for something else than a value.
    ///
    /// @param what such as `function 6`
    public void asked(String what) {
        long all = count.incrementAndGet();
        long now = host.clock().nanoTime();
        long told = toldNanos.get();
        if ((told == Long.MIN_VALUE || now - told >= TELL_NANOS)
                && toldNanos.compareAndSet(told, now)) {
            host.event(
                    GatewayEvent.Level.INFO,
                    code,
                    "simulator " + host.id(),
                    "Somebody asks it for something other than a value ("
                            + what
                            + "); "
                            + all
                            + " times so far.",
                    Map.of("asked", Long.toString(all)));
        }
    }
}
