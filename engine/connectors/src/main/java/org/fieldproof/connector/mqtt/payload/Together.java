package org.fieldproof.connector.mqtt.payload;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldproof.api.spi.Acceptance;
import org.jspecify.annotations.Nullable;

/// The acceptance of one message that became several records: told once, when all of them are
/// durable or one is not. Any thread; atomic because the log may tell from several.
public final class Together implements Acceptance {
    private final Acceptance message;
    private final AtomicInteger open;
    private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();

    private Together(Acceptance message, int records) {
        this.message = message;
        open = new AtomicInteger(records);
    }

    /// What to hand to the intake with each of a message's records.
    public static Acceptance of(Acceptance message, int records) {
        return records == 1 ? message : new Together(message, records);
    }

    @Override
    public void accepted(long seq) {
        done(seq);
    }

    @Override
    public void refused(String reason) {
        refusal.compareAndSet(null, reason);
        done(0);
    }

    private void done(long seq) {
        if (open.decrementAndGet() > 0) {
            return;
        }
        String reason = refusal.get();
        if (reason == null) {
            message.accepted(seq);
        } else {
            message.refused(reason);
        }
    }
}
