package org.fieldproof.connector.mqtt.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one event-loop thread of a connector. Its own, because closing it is the only way to be
/// rid of a socket that hangs; a daemon, so that a forgotten one cannot keep the program alive.
final class LineLoop {
    private static final int WRITES_AT_ONCE = 256;

    private final EventLoopGroup group;

    LineLoop(String connectorId) {
        group = new NioEventLoopGroup(1, new DefaultThreadFactory("fp-mqtt-" + connectorId, true));
    }

    EventLoopGroup group() {
        return group;
    }

    /// Runs a task on the loop; not at all if the loop has ended, since then there is no line
    /// left that the task could be about.
    void execute(Runnable task) {
        try {
            group.execute(task);
        } catch (RejectedExecutionException _) {
            // ended, see above
        }
    }

    /// What is written in one turn of the loop goes to the socket in one piece from now on: a
    /// group of acknowledgements, a batch of messages. The client library flushes each by itself.
    void gatherWrites() {
        eachLine(
                pipeline -> {
                    if (pipeline.get(FlushConsolidationHandler.class) == null) {
                        pipeline.addFirst(new FlushConsolidationHandler(WRITES_AT_ONCE, true));
                    }
                });
    }

    /// Reads of the loop's only line pass this gate from now on.
    void gatherReads(ReadGate gate) {
        eachLine(pipeline -> pipeline.addFirst(gate));
    }

    /// Asks the broker over each line for a sign of life (MQ-8); fails if one is lost, now or
    /// meanwhile.
    ///
    /// @param lines so many there should be
    CompletionStage<Void> ask(int lines) {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        execute(
                () -> {
                    List<CompletableFuture<Void>> each = new ArrayList<>();
                    eachLineNow(
                            pipeline -> each.add(SignOfLife.ask(pipeline).toCompletableFuture()));
                    if (each.size() < lines) {
                        each.add(CompletableFuture.failedFuture(new ClosedChannelException()));
                    }
                    var _ =
                            CompletableFuture.allOf(each.toArray(CompletableFuture[]::new))
                                    .whenComplete(
                                            (_, failure) -> {
                                                if (failure == null) {
                                                    answered.complete(null);
                                                } else {
                                                    answered.completeExceptionally(failure);
                                                }
                                            });
                });
        return answered;
    }

    private void eachLine(Consumer<ChannelPipeline> change) {
        execute(() -> eachLineNow(change));
    }

    /// On the loop.
    private void eachLineNow(Consumer<ChannelPipeline> change) {
        for (EventExecutor loop : group) {
            Iterator<Channel> channels =
                    ((SingleThreadEventLoop) loop).registeredChannelsIterator();
            while (channels.hasNext()) {
                change.accept(channels.next().pipeline());
            }
        }
    }

    /// Runs a task on the loop later; not at all if the loop has ended by then.
    void schedule(Runnable task, long delayNanos) {
        try {
            var _ = group.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException _) {
            // ended, see above
        }
    }

    /// Completes when what was asked of the loop so far, and what that asked of it in turn, is
    /// done: acknowledgements take three such steps to the socket.
    CompletionStage<Void> settled() {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        execute(() -> execute(() -> execute(() -> execute(() -> settled.complete(null)))));
        return settled;
    }

    /// Closes every socket of the loop and ends its thread.
    CompletionStage<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).addListener(_ -> closed.complete(null));
        return closed;
    }

    /// Closes once `line` has said goodbye, or a second later: a broker that hangs must not hold
    /// the close up, and the loop takes its socket along.
    CompletionStage<Void> closeAfter(@Nullable BrokerLine line) {
        if (line == null) {
            return close();
        }
        return settled()
                .toCompletableFuture()
                .completeOnTimeout(null, 1, TimeUnit.SECONDS)
                .thenCompose(_ -> line.disconnect())
                .completeOnTimeout(null, 1, TimeUnit.SECONDS)
                .thenCompose(_ -> close());
    }
}
