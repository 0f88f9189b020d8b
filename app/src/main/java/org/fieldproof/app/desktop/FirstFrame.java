package org.fieldproof.app.desktop;

import java.time.Duration;
import javafx.animation.AnimationTimer;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.app.bench.ConsoleMeter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says once in the program's log how long it took from the start of the process until the first
/// frame of its window was painted. `bench startup` waits for that line. FX thread.
final class FirstFrame extends AnimationTimer {
    private static final Logger LOG = LoggerFactory.getLogger(FirstFrame.class);

    /// A pulse hands a frame over, the next one waits until that has been painted: with the third
    /// the first is on the screen.
    private static final int PULSES = 3;

    private final GatewayClock clock;
    private int pulses;

    FirstFrame(GatewayClock clock) {
        this.clock = clock;
    }

    @Override
    public void handle(long pulseNanos) {
        pulses++;
        if (pulses < PULSES) {
            return;
        }
        stop();
        ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> Duration.between(start, clock.now()).toMillis())
                .ifPresent(
                        millis ->
                                LOG.info(
                                        "{} {} ms after the process began",
                                        ConsoleMeter.FIRST_WINDOW,
                                        millis));
    }
}
