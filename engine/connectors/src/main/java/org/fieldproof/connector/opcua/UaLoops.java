package org.fieldproof.connector.opcua;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;
import org.fieldproof.connector.opcua.trust.Algorithms;

/// The threads of one connection, made once and shared by all its attempts (row 43: ten thousand
/// failed connects leave as many threads as one). Milo's shared pools are not used: nobody could
/// close them for one connector alone.
final class UaLoops {
    private static final long TICK_MILLIS = 50;

    private final NioEventLoopGroup sockets;
    private final ScheduledThreadPoolExecutor executor;
    private final HashedWheelTimer timer;

    UaLoops(String connectorId) {
        Algorithms.provide();
        sockets =
                new NioEventLoopGroup(
                        1, new DefaultThreadFactory("fp-opcua-io-" + connectorId, true));
        executor =
                new ScheduledThreadPoolExecutor(
                        1, new DefaultThreadFactory("fp-opcua-" + connectorId, true));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer =
                new HashedWheelTimer(
                        new DefaultThreadFactory("fp-opcua-timer-" + connectorId, true),
                        TICK_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    /// Runs a task on the thread that owns the subscriptions; not at all once it has ended, since
    /// then there is nothing left that the task could be about.
    void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException _) {
            // ended, see above
        }
    }

    OpcTcpClientTransportConfig transport(Duration connectTimeout) {
        return OpcTcpClientTransportConfig.newBuilder()
                .setConnectTimeout(Unsigned.uint(connectTimeout.toMillis()))
                .setAcknowledgeTimeout(Unsigned.uint(connectTimeout.toMillis()))
                .setExecutor(executor)
                .setScheduledExecutor(executor)
                .setEventLoop(sockets)
                .setWheelTimer(timer)
                .build();
    }

    /// Ends the threads; sockets still open are closed.
    void close() {
        sockets.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
        executor.shutdown();
        timer.stop();
    }
}
