package org.fieldproof.views.trial;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.TransformOutcome;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.i18n.Texts;

/// A record before and after a pipeline's transforms, as a row.
record TrialRow(
        String id, String time, String device, String before, String after, StateText result) {
    private static final int PAYLOAD_SHOWN_MAX = 400;

    /// @param sample number of a record that a person wrote; 0 for one that came in
    static TrialRow of(
            Outcome.PreviewedRecord previewed,
            int sample,
            boolean runs,
            Texts texts,
            Figures figures) {
        FieldRecord record = previewed.before();
        FieldRecord last = record;
        StateText result = new StateText(Mark.RUN, texts.get("trial.result.same"));
        for (Outcome.PreviewStep step : previewed.steps()) {
            String name = name(step);
            switch (step.outcome()) {
                case TransformOutcome.Passed(FieldRecord next) -> last = next;
                case TransformOutcome.Dropped _ ->
                        result = new StateText(Mark.OFF, texts.get("trial.result.dropped", name));
                case TransformOutcome.Failed(Problem why) ->
                        result =
                                new StateText(
                                        Mark.HIGH,
                                        texts.get("trial.result.failed", name, why.code()));
            }
        }
        boolean passed = result.mark() == Mark.RUN;
        if (passed && !same(record, last)) {
            result = new StateText(Mark.RUN, texts.get("trial.result.changed"));
        }
        if (!previewed.taken()) {
            result = new StateText(Mark.OFF, texts.get("trial.result.notTaken"));
        }
        if (!runs) {
            result = new StateText(Mark.OFF, texts.get("trial.result.unknown"));
        }
        return new TrialRow(
                sample > 0 ? "sample-" + sample : record.epoch() + "/" + record.seq(),
                sample > 0
                        ? texts.get("trial.row.sample", sample)
                        : figures.timeMillis(instant(record.acceptTimeEpochNanos())),
                record.device(),
                text(record.payload()),
                passed && runs ? text(last.payload()) : Figures.NONE,
                result);
    }

    /// The transform's name in its pipeline.
    static String name(Outcome.PreviewStep step) {
        return step.transform().substring(step.transform().indexOf('/') + 1);
    }

    static boolean same(FieldRecord one, FieldRecord other) {
        return Arrays.equals(one.payload(), other.payload())
                && one.address().equals(other.address())
                && one.device().equals(other.device())
                && one.properties().equals(other.properties());
    }

    /// A payload in one line; what is no text becomes a dot.
    static String text(byte[] payload) {
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
