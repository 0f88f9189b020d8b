package org.fieldproof.connector.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.fieldproof.testkit.ManualClock;
import org.junit.jupiter.api.Test;

/// MQ-7. Harm: a gate that nobody opens is a line that looks connected and takes nothing in.
class ReadGateTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-20T12:00:00Z"));
    private boolean little = true;
    private final ReadGate gate = new ReadGate(clock, () -> little);
    private final EmbeddedChannel channel = new EmbeddedChannel(gate);

    @Test
    void whatBringsLittleIsReadOnWhenItIsDurable() {
        read();
        assertThat(readsOn()).isFalse();
        gate.open();
        assertThat(readsOn()).isTrue();
        read();
        assertThat(readsOn()).as("and shut again").isFalse();
    }

    @Test
    void whatBringsMuchIsReadOnAtOnce() {
        little = false;
        read();
        assertThat(readsOn()).isTrue();
    }

    @Test
    void aGateThatNobodyOpensOpensByItself() {
        read();
        pass(Duration.ofMillis(19));
        assertThat(readsOn()).isFalse();
        pass(Duration.ofMillis(2));
        assertThat(readsOn()).isTrue();
    }

    @Test
    void theTimeCountsFromWhenItWasShutLast() {
        read();
        pass(Duration.ofMillis(15));
        gate.open();
        read();
        pass(Duration.ofMillis(15));
        assertThat(readsOn()).isFalse();
        pass(Duration.ofMillis(6));
        assertThat(readsOn()).isTrue();
    }

    @Test
    void toOpenWhatIsOpenChangesNothing() {
        gate.open();
        assertThat(readsOn()).isTrue();
    }

    private void read() {
        channel.pipeline().fireChannelReadComplete();
    }

    private boolean readsOn() {
        return channel.config().isAutoRead();
    }

    private void pass(Duration time) {
        clock.advance(time);
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runPendingTasks();
    }
}
