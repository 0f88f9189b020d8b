package org.fieldproof.connector.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.connector.work.SinkTasks;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: after a bug of ours the lane hears that the destination was closed, by whom
/// nobody knows, or hears nothing and waits for ever.
class HeldBatchesTest {
    @Test
    void aBugIsTheAnswerOfWhatWasHeldAsOfWhatFailed() {
        HeldBatches held = new HeldBatches();
        CompletableFuture<WriteOutcome> early = new CompletableFuture<>();
        CompletableFuture<WriteOutcome> late = new CompletableFuture<>();
        held.add(early, new WriteOutcome.Durable(), 10);
        held.add(late, new WriteOutcome.Durable(), 20);
        held.release(10);
        CompletableFuture<WriteOutcome> failing = new CompletableFuture<>();
        IllegalStateException bug = new IllegalStateException("planted");
        new SinkTasks(Runnable::run, held::fail)
                .run(
                        failing,
                        () -> {
                            throw bug;
                        });
        assertThat(early.resultNow()).isEqualTo(new WriteOutcome.Durable());
        assertThat(late.exceptionNow()).isSameAs(bug);
        assertThat(failing.exceptionNow()).isSameAs(bug);
        assertThat(held.isEmpty()).isTrue();
    }
}
