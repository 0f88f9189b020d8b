package org.fieldproof.connector.mqtt.client;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// Reads a socket on only when a commit has ended that holds some of what the last read brought, as
/// long as reads bring little. Where messages come one by one and fast, each of them else costs a
/// wake-up, a read and an acknowledgement of its own; so a read finds all that came during one
/// commit. Where commits are put off to gather more, it is opened at the last call of the one that
/// gathers instead (decision 21).
///
/// MQ-7: a log that stands still must not stop the answers to our pings from being read, so a gate
/// is never shut for longer than [#SHUT_MOST_NANOS].
///
/// Confined to the event loop of its line, `fp-mqtt-ID`.
final class ReadGate extends ChannelInboundHandlerAdapter {
    private static final long SHUT_MOST_NANOS = 20_000_000L;

    private final GatewayClock clock;
    private final BooleanSupplier shutAfterRead;
    private @Nullable ChannelHandlerContext shut;
    private boolean timed;
    private long shutSinceNanos;

    /// @param shutAfterRead asked when a read is over: whether to wait before the next one
    ReadGate(GatewayClock clock, BooleanSupplier shutAfterRead) {
        this.clock = clock;
        this.shutAfterRead = shutAfterRead;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        if (shut == null && shutAfterRead.getAsBoolean()) {
            shut = ctx;
            shutSinceNanos = clock.nanoTime();
            var _ = ctx.channel().config().setAutoRead(false);
            openInTime(ctx, SHUT_MOST_NANOS);
        }
    }

    /// One timer for all the times a gate is shut, not one each.
    private void openInTime(ChannelHandlerContext ctx, long nanos) {
        if (timed) {
            return;
        }
        timed = true;
        var _ =
                ctx.executor()
                        .schedule(
                                () -> {
                                    timed = false;
                                    openIfShutForLong();
                                },
                                nanos,
                                TimeUnit.NANOSECONDS);
    }

    private void openIfShutForLong() {
        ChannelHandlerContext ctx = shut;
        if (ctx == null) {
            return;
        }
        long restNanos = SHUT_MOST_NANOS - (clock.nanoTime() - shutSinceNanos);
        if (restNanos > 0) {
            openInTime(ctx, restNanos);
        } else {
            open();
        }
    }

    boolean isShut() {
        return shut != null;
    }

    /// Read on: what was read is durable, or the next commit is about to take what has come.
    void open() {
        ChannelHandlerContext ctx = shut;
        if (ctx != null) {
            shut = null;
            var _ = ctx.channel().config().setAutoRead(true);
        }
    }
}
