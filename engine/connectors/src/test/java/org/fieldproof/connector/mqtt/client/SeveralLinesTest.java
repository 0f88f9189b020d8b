package org.fieldproof.connector.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.fieldproof.connector.mqtt.client.BrokerLine.Listener;
import org.fieldproof.connector.mqtt.client.BrokerLine.OutgoingPublish;
import org.fieldproof.connector.mqtt.client.BrokerLine.PublishAnswer;
import org.junit.jupiter.api.Test;

/// Several connections that come up and go down at different times.
class SeveralLinesTest {
    private final List<Line> made = new ArrayList<>();
    private final List<Throwable> losses = new ArrayList<>();
    private final BrokerLine lines =
            SeveralLines.of(
                    3,
                    (number, listener) -> {
                        Line line = new Line(listener);
                        made.add(line);
                        return line;
                    },
                    losses::add);

    private static final class Line implements BrokerLine {
        private final Listener listener;
        private final CompletableFuture<Boolean> connecting = new CompletableFuture<>();
        private final List<String> topics = new ArrayList<>();

        Line(Listener listener) {
            this.listener = listener;
        }

        @Override
        public CompletionStage<Boolean> connect() {
            return connecting;
        }

        @Override
        public CompletionStage<List<Integer>> subscribe(List<Subscription> subscriptions) {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public void publish(OutgoingPublish publish, Consumer<PublishAnswer> answer) {
            topics.add(publish.topic());
        }

        @Override
        public boolean connected() {
            return connecting.isDone() && !connecting.isCompletedExceptionally();
        }

        @Override
        public CompletionStage<Void> disconnect() {
            return CompletableFuture.completedFuture(null);
        }
    }

    /// MQ-8. Harm: the lines went a moment ago, there is none left to ask, and silence is an
    /// answer.
    @Test
    void aLineThatIsThereNoMoreIsNoSignOfLife() throws Exception {
        LineLoop loop = new LineLoop("none");
        assertThat(loop.ask(0).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(20));
        assertThat(loop.ask(1).toCompletableFuture()).failsWithin(Duration.ofSeconds(20));
        loop.close().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void theyAreUpWhenAllAre() {
        CompletableFuture<Boolean> up = lines.connect().toCompletableFuture();
        made.get(0).connecting.complete(false);
        made.get(1).connecting.complete(false);
        assertThat(up).isNotDone();
        made.get(2).connecting.complete(false);
        assertThat(up).isCompleted();
    }

    // Harm: the destination is shown as up while one of its connections is dead, until a record
    // for just that one comes.
    @Test
    void oneThatIsLostBeforeTheLastIsUpHasFailedTheOpening() {
        CompletableFuture<Boolean> up = lines.connect().toCompletableFuture();
        IOException taken = new IOException("taken over");
        made.get(0).connecting.complete(false);
        made.get(0).listener.lost(taken, true);
        made.get(1).connecting.complete(false);
        made.get(2).connecting.complete(false);
        assertThatThrownBy(up::join).hasCause(taken);
    }

    // Harm: each of eight connections tells the same loss of the broker.
    @Test
    void theFirstLossAloneIsTold() {
        lines.connect();
        made.forEach(line -> line.connecting.complete(false));
        IOException first = new IOException("first");
        made.get(1).listener.lost(first, true);
        made.get(0).listener.lost(new IOException("second"), true);
        assertThat(losses).containsExactly(first);
    }

    @Test
    void whatHappensToTheOthersAfterARefusalIsNoNews() {
        CompletableFuture<Boolean> up = lines.connect().toCompletableFuture();
        made.get(0).connecting.complete(false);
        made.get(1).connecting.completeExceptionally(new IOException("not authorized"));
        made.get(2).connecting.complete(false);
        assertThat(up).isCompletedExceptionally();
        made.get(0).listener.lost(new IOException("closed by us"), false);
        assertThat(losses).isEmpty();
    }

    @Test
    void aTopicKeepsToItsLineAndTheLinesShareTheTopics() {
        for (int i = 0; i < 300; i++) {
            OutgoingPublish publish =
                    new OutgoingPublish(
                            "plant/" + i % 100, new byte[0], 1, false, false, List.of());
            lines.publish(publish, answer -> {});
        }
        for (Line line : made) {
            assertThat(line.topics).isNotEmpty();
            for (Line other : made) {
                if (other != line) {
                    assertThat(other.topics).doesNotContainAnyElementsOf(line.topics);
                }
            }
        }
    }
}
