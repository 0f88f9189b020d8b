package org.fieldproof.views.pipelines;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.views.format.Figures;

/// A record that passed a wire, as a row.
record WireRow(
        String seq,
        String device,
        String address,
        String payload,
        String sourceTime,
        String acceptTime,
        String took) {

    private static final int PAYLOAD_SHOWN_MAX = 400;

    static WireRow of(Outcome.PassedRecord passed, Figures figures, Instant now) {
        FieldRecord record = passed.record();
        return new WireRow(
                Long.toString(record.seq()),
                record.device(),
                record.address(),
                text(record.payload()),
                record.sourceTimeEpochNanos() == 0
                        ? Figures.NONE
                        : figures.timeMillis(instant(record.sourceTimeEpochNanos()), now),
                figures.timeMillis(instant(record.acceptTimeEpochNanos()), now),
                figures.millis(passed.deliveryMs() >= 0 ? passed.deliveryMs() : passed.ackMs()));
    }

    private static String text(byte[] payload) {
        int shown = Math.min(payload.length, PAYLOAD_SHOWN_MAX);
        return new String(payload, 0, shown, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "·")
                + (shown < payload.length ? "…" : "");
    }

    private static Instant instant(long epochNanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(epochNanos, 1_000_000_000L),
                Math.floorMod(epochNanos, 1_000_000_000L));
    }
}
