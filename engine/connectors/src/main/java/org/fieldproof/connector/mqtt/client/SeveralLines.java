package org.fieldproof.connector.mqtt.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Several connections to one broker, opened and lost together, for brokers that give each only so
/// much. What goes to one topic goes over one of them, so that its order is kept.
final class SeveralLines implements BrokerLine {
    private final List<BrokerLine> lines;

    /// The first loss, or that one was refused: what happens to the others is no news.
    private final AtomicReference<@Nullable Throwable> end;

    private SeveralLines(List<BrokerLine> lines, AtomicReference<@Nullable Throwable> end) {
        this.lines = lines;
        this.end = end;
    }

    /// Makes one of the connections, counted from 0.
    interface LineMaker {
        BrokerLine make(int number, Listener listener);
    }

    /// Makes them; one alone is left as it is.
    ///
    /// @param lost hears of the first loss
    static BrokerLine of(int count, LineMaker maker, Consumer<Throwable> lost) {
        if (count == 1) {
            return maker.make(0, Listener.ofLoss(lost));
        }
        AtomicReference<@Nullable Throwable> end = new AtomicReference<>();
        Listener first =
                Listener.ofLoss(
                        cause -> {
                            if (end.compareAndSet(null, cause)) {
                                lost.accept(cause);
                            }
                        });
        return new SeveralLines(
                IntStream.range(0, count).mapToObj(number -> maker.make(number, first)).toList(),
                end);
    }

    /// Up when all are; one that is lost before the last one is up has failed the opening.
    @Override
    public CompletionStage<Boolean> connect() {
        List<CompletableFuture<Boolean>> connecting =
                lines.stream().map(line -> line.connect().toCompletableFuture()).toList();
        return CompletableFuture.allOf(connecting.toArray(CompletableFuture[]::new))
                .thenApply(_ -> connecting.stream().allMatch(CompletableFuture::join))
                .thenApply(this::unlessLost)
                .whenComplete(
                        (_, refused) -> {
                            if (refused != null) {
                                end.compareAndSet(null, refused);
                            }
                        });
    }

    private boolean unlessLost(boolean session) {
        Throwable lost = end.get();
        if (lost != null) {
            throw new CompletionException(lost);
        }
        return session;
    }

    /// Everything that comes in comes over the first one.
    @Override
    public CompletionStage<List<Integer>> subscribe(List<Subscription> subscriptions) {
        return lines.getFirst().subscribe(subscriptions);
    }

    @Override
    public void publish(OutgoingPublish publish, Consumer<PublishAnswer> answer) {
        int of = Math.floorMod(publish.topic().hashCode(), lines.size());
        lines.get(of).publish(publish, answer);
    }

    @Override
    public boolean connected() {
        return lines.stream().allMatch(BrokerLine::connected);
    }

    @Override
    public CompletionStage<Void> disconnect() {
        return CompletableFuture.allOf(
                lines.stream()
                        .map(line -> line.disconnect().toCompletableFuture())
                        .toArray(CompletableFuture[]::new));
    }
}
