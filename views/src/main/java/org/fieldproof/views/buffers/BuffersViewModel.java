package org.fieldproof.views.buffers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.GatewayState;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LogSnapshot;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.bridge.History;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.ShareBar;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.control.TimeSeriesPlot;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.lane.LaneWords;
import org.fieldproof.views.perspective.Desk;

/// Where records wait. Needs no toolkit.
final class BuffersViewModel {

    static final String LOG = "log";

    private static final long URGENT_SECONDS = 15 * 60;
    private static final long HIGH_SECONDS = 3600;
    private static final long LOW_SECONDS = 4 * 3600;

    private final Desk desk;
    private final Figures figures;

    BuffersViewModel(Desk desk) {
        this.desk = desk;
        figures = desk.figures();
    }

    /// The log, then every lane.
    List<BufferRow> rows(GatewaySnapshot picture) {
        List<BufferRow> rows = new ArrayList<>();
        rows.add(log(picture));
        picture.lanes().forEach(lane -> rows.add(lane(picture, lane)));
        return rows;
    }

    private BufferRow log(GatewaySnapshot picture) {
        LogSnapshot log = picture.log();
        boolean faulted = picture.state() == GatewayState.FAULTED;
        double share = log.quotaBytes() <= 0 ? 0 : (double) log.bytes() / log.quotaBytes();
        return new BufferRow(
                LOG,
                desk.text("buffers.log.name"),
                figures.count(log.records()),
                figures.bytes(log.bytes()),
                log.records() == 0 ? Figures.NONE : figures.age(log.oldestAgeMs()),
                figures.rateNumber(log.acceptedPerSecond()),
                figures.rateNumber(log.custodyPerSecond()),
                figures.count(picture.connections().stream().mapToLong(c -> c.inFlight()).sum()),
                faulted
                        ? new StateText(Mark.URGENT, desk.text("buffers.log.faulted"))
                        : new StateText(Mark.RUN, desk.text("lane.state.IN_STEP")),
                share,
                of(log.bytes(), log.quotaBytes()),
                Figures.NONE,
                "fp-muted",
                Figures.NONE);
    }

    private BufferRow lane(GatewaySnapshot picture, LaneSnapshot lane) {
        LaneWords words = new LaneWords(desk, lane, picture.time());
        double share =
                lane.bufferQuotaBytes() <= 0
                        ? 0
                        : (double) lane.bufferBytes() / lane.bufferQuotaBytes();
        return new BufferRow(
                lane.id(),
                lane.id(),
                figures.count(lane.bufferRecords()),
                figures.bytes(lane.bufferBytes()),
                figures.age(lane.bufferOldestAgeMs()),
                figures.rateNumber(lane.routedPerSecond()),
                figures.rateNumber(lane.durablePerSecond()),
                figures.count(lane.inFlight()),
                new StateText(words.mark(), words.state()),
                share,
                of(lane.bufferBytes(), lane.bufferQuotaBytes()),
                figures.span(lane.timeToFullSeconds()),
                urgency(lane.timeToFullSeconds()),
                lane.bufferRecords() == 0 ? Figures.NONE : figures.span(lane.timeToDrainSeconds()));
    }

    private String of(long bytes, long quota) {
        return desk.text("buffers.quota.of", figures.bytes(bytes), figures.bytes(quota));
    }

    /// The nearer the end, the louder.
    static String urgency(long secondsToFull) {
        if (secondsToFull < 0) {
            return "fp-muted";
        }
        if (secondsToFull < URGENT_SECONDS) {
            return "fp-p1";
        }
        if (secondsToFull < HIGH_SECONDS) {
            return "fp-p2";
        }
        return secondsToFull < LOW_SECONDS ? "fp-p3" : "fp-strong";
    }

    /// The lane that most needs to be seen: the chosen one, else the one that holds most.
    Optional<LaneSnapshot> inFocus(GatewaySnapshot picture, String chosen) {
        return picture.lanes().stream()
                .filter(lane -> lane.id().equals(chosen))
                .findFirst()
                .or(
                        () ->
                                picture.lanes().stream()
                                        .max(
                                                Comparator.comparingLong(
                                                        LaneSnapshot::bufferRecords)));
    }

    /// What becomes of a lane, in sentences.
    List<String> sentences(GatewaySnapshot picture, LaneSnapshot lane) {
        LaneWords words = new LaneWords(desk, lane, picture.time());
        List<String> sentences = new ArrayList<>();
        if (lane.bufferRecords() == 0 && !words.unreachable()) {
            sentences.add(desk.text("buffers.sentence.keepsUp"));
            return sentences;
        }
        if (!words.ifItStays().isEmpty()) {
            sentences.add(words.ifItStays() + " " + desk.text("buffers.sentence.then"));
        }
        if (!words.whenItReturns().isEmpty()) {
            sentences.add(words.whenItReturns());
        }
        if (!words.why().isEmpty()) {
            sentences.add(words.why());
        }
        return sentences;
    }

    /// A lane's custody in parts.
    List<ShareBar.Part> parts(LaneSnapshot lane) {
        return List.of(
                new ShareBar.Part((double) lane.durableTotal(), "fp-share-done"),
                new ShareBar.Part((double) (lane.inFlight() + lane.queued()), "fp-share-way"),
                new ShareBar.Part((double) lane.bufferRecords(), "fp-share-held"),
                new ShareBar.Part(
                        (double) (lane.quarantinedTotal() + lane.droppedTotal()), "fp-share-bad"));
    }

    /// The same in words; what is zero is left out, the balance never.
    String custody(LaneSnapshot lane) {
        StringBuilder text = new StringBuilder();
        append(text, "delivered", lane.durableTotal(), true);
        append(text, "inFlight", lane.inFlight(), false);
        append(text, "queued", lane.queued(), false);
        append(text, "buffered", lane.bufferRecords(), false);
        append(text, "quarantined", lane.quarantinedTotal(), false);
        append(text, "dropped", lane.droppedTotal(), false);
        return text.append(desk.text("buffers.custody.balance", lane.imbalance())).toString();
    }

    private void append(StringBuilder text, String key, long count, boolean always) {
        if (always || count > 0) {
            text.append(desk.text("buffers.custody." + key, figures.count(count))).append(" · ");
        }
    }

    /// Times in which a line was faulted.
    List<TimeSeriesPlot.Band> bands(Frame frame) {
        return frame.history().outages().stream()
                .map(
                        outage ->
                                new TimeSeriesPlot.Band(
                                        outage.fromMillis(),
                                        outage.open()
                                                ? frame.now().toEpochMilli()
                                                : outage.toMillis(),
                                        desk.text("buffers.chart.cut")))
                .toList();
    }

    static String seriesOf(LaneSnapshot lane) {
        return History.laneBuffer(lane.id());
    }
}
