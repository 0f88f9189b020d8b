package org.fieldproof.engine.intake;

import java.nio.ByteBuffer;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.spi.Acceptance;
import org.fieldproof.engine.record.RecordFrame;
import org.fieldproof.log.LogEntry;
import org.fieldproof.log.io.StoreException;

/// One record between the door and the disk.
final class AcceptedEntry implements LogEntry {
    private final ConnectionIntake intake;
    private final DeviceEntry device;
    private final InboundRecord record;
    private final RecordFrame frame;
    private final Acceptance acceptance;
    private final long offeredNanos;
    private final int costBytes;
    private final int encodedBytes;

    AcceptedEntry(
            ConnectionIntake intake,
            DeviceEntry device,
            InboundRecord record,
            RecordFrame frame,
            Acceptance acceptance,
            long offeredNanos) {
        this.intake = intake;
        this.device = device;
        this.record = record;
        this.frame = frame;
        this.acceptance = acceptance;
        this.offeredNanos = offeredNanos;
        this.costBytes = record.costBytes();
        this.encodedBytes = frame.encodedBytes();
    }

    DeviceEntry device() {
        return device;
    }

    int costBytes() {
        return costBytes;
    }

    @Override
    public int encodedBytes() {
        return encodedBytes;
    }

    @Override
    public void encode(ByteBuffer into) {
        frame.encode(into);
    }

    @Override
    public void durable(long seq) {
        long now = intake.door().clock().nanoTime();
        Passed passed =
                new Passed(
                        Passed.shortened(record),
                        seq,
                        frame.acceptTimeEpochNanos(),
                        now - offeredNanos);
        intake.durable(this, passed, now);
        try {
            acceptance.accepted(seq);
        } catch (RuntimeException e) {
            // A guest's mistake must not stop the log; the device will simply send it again.
            intake.door()
                    .events()
                    .error("APP-0301", "connection", "The source failed on an acceptance: " + e);
        }
    }

    @Override
    public void refused(StoreException why) {
        intake.refused(this);
        acceptance.refused(String.valueOf(why.getMessage()));
    }
}
