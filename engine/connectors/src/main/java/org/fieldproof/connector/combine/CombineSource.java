package org.fieldproof.connector.combine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.Acceptance;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.spi.Intake.Admission;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.tag.GroupRecord;
import org.fieldproof.connector.combine.CombineConfig.On;
import org.jspecify.annotations.Nullable;

/// A running combination. Its thread `fp-combine-<id>` is there only where time makes the records.
final class CombineSource implements Source {
    private final SourceHost host;
    private final CombineConfig config;
    private final Combination combination;
    private final DeviceHandle device;
    private final AtomicLong inFlight = new AtomicLong();

    // Volatile: set by who stops and by whoever has room, read by the thread that time runs on.
    private volatile boolean isStopping;
    private volatile boolean hasRoom = true;

    // Written once, before anybody else sees this source.
    private @Nullable Thread timer;

    CombineSource(SourceHost host, CombineConfig config) {
        this.host = host;
        this.config = config;
        combination = new Combination(config);
        device = host.device(config.device().isEmpty() ? host.id() : config.device());
    }

    @Override
    public void start() {
        host.accompany(combination.addresses(), this::along);
        if (config.on() == On.INTERVAL) {
            timer = host.startThread("fp-combine-" + host.id(), this::tick);
        }
        host.state(ConnectorState.UP, null);
    }

    private Optional<InboundRecord> along(String connection, InboundRecord cause) {
        return combination
                .came(connection, cause, host.clock().nanoTime())
                .map(values -> record(values, cause.duplicateFlagged()));
    }

    private void tick() {
        long due = host.clock().nanoTime() + config.intervalNanos();
        while (!isStopping) {
            long left = due - host.clock().nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else {
                // Never late by more than what is over: a stall is not made up for by a burst.
                due = Math.max(due + config.intervalNanos(), host.clock().nanoTime());
                if (hasRoom) {
                    combination.due(host.clock().nanoTime()).ifPresent(this::offer);
                }
            }
        }
    }

    private void offer(GroupRecord values) {
        inFlight.incrementAndGet();
        Admission admission = host.intake().offer(record(values, false), settling());
        if (admission == Admission.CLOSED) {
            inFlight.decrementAndGet();
            combination.tellAgain();
        }
        if (admission == Admission.TAKEN_NOW_WAIT) {
            hasRoom = false;
            host.intake().onRoom(() -> hasRoom = true);
        }
    }

    private Acceptance settling() {
        return new Acceptance() {
            @Override
            public void accepted(long seq) {
                inFlight.decrementAndGet();
            }

            @Override
            public void refused(String reason) {
                inFlight.decrementAndGet();
                combination.tellAgain();
            }
        };
    }

    private InboundRecord record(GroupRecord values, boolean isRepeated) {
        return new InboundRecord(
                device,
                config.topic(),
                values.payload(),
                PayloadEncoding.TEXT,
                values.quality(),
                values.sourceTimeEpochNanos(),
                0,
                false,
                isRepeated,
                values.status().isEmpty()
                        ? List.of()
                        : List.of(new Property("status", values.status())));
    }

    @Override
    public void stop(long graceMillis) {
        isStopping = true;
        LockSupport.unpark(timer);
    }

    @Override
    public long inFlight() {
        return inFlight.get();
    }
}
