package org.fieldproof.engine;

import java.io.IOException;
import java.util.UUID;
import java.util.function.Consumer;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.engine.port.AcceptedLedger;
import org.fieldproof.engine.record.RecordReader;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogHold;
import org.fieldproof.log.LogReader;
import org.fieldproof.log.io.StoreException;

/// The accepted ledger, read from the log's own files with a cursor of its own.
final class AcceptedFromLog implements AcceptedLedger {
    private static final int READ_BYTES = 1 << 20;

    private final DurableLog log;

    AcceptedFromLog(DurableLog log) {
        this.log = log;
    }

    @Override
    public UUID epoch() {
        return log.epoch();
    }

    @Override
    public long lastDurableSeq() {
        return log.durableSeq();
    }

    @Override
    public Hold hold(long fromSeq) {
        LogHold hold = log.hold(fromSeq);
        return hold::close;
    }

    @Override
    public void read(long fromSeq, long toSeq, Consumer<FieldRecord> each) throws IOException {
        if (toSeq < fromSeq) {
            return;
        }
        RecordReader records = new RecordReader(log.epochs());
        try (LogReader reader = log.reader(fromSeq)) {
            int count = 1;
            while (count > 0 && reader.nextSeq() <= toSeq) {
                count =
                        reader.read(
                                READ_BYTES,
                                (seq, payload) -> {
                                    if (seq <= toSeq) {
                                        each.accept(records.read(seq, payload));
                                    }
                                });
            }
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
