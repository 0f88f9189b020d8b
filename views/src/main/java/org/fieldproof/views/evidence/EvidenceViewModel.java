package org.fieldproof.views.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.fieldproof.api.drill.EvidenceSummary;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.views.bridge.TimeRing;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.control.TimeSeriesPlot;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.verdict.VerdictWords;

/// The first page of an evidence file. Needs no toolkit. A count that is not known is a dash, and
/// one unknown part makes its sum unknown.
final class EvidenceViewModel {

    private final Desk desk;
    private final Figures figures;

    EvidenceViewModel(Desk desk) {
        this.desk = desk;
        figures = desk.figures();
    }

    /// One of the five numbers.
    record Figure(String name, String value, String remark, boolean bad) {}

    List<EvidenceRow> list(DrillSnapshot drills, Instant now) {
        return drills.results().stream()
                .filter(result -> !result.evidence().isEmpty())
                .map(
                        result ->
                                new EvidenceRow(
                                        result.evidence(),
                                        figures.hourMinute(result.endedAt(), now),
                                        result.name(),
                                        VerdictWords.of(result.verdict(), desk.texts())))
                .toList();
    }

    String kicker(EvidenceSummary page) {
        return desk.text(
                "evidence.page.kicker",
                page.drill(),
                page.project(),
                figures.dateTime(page.startedAt()),
                figures.time(page.endedAt(), page.startedAt()));
    }

    String headline(EvidenceSummary page) {
        StateText verdict = VerdictWords.of(page.verdict(), desk.texts());
        String outage = figures.took(page.outageMs());
        return switch (page.verdict()) {
                    case PASSED -> desk.text("evidence.headline.PASSED", outage, page.title());
                    case FAILED -> desk.text("evidence.headline.FAILED", page.title());
                    case INCONCLUSIVE -> desk.text("evidence.headline.INCONCLUSIVE", page.title());
                    case ABORTED -> desk.text("evidence.headline.ABORTED", page.title());
                }
                + (page.verdict() == Verdict.PASSED ? "" : " (" + verdict.words() + ")");
    }

    List<Figure> figures(EvidenceSummary page) {
        long accepted = 0;
        for (EvidenceSummary.Device device : page.devices()) {
            accepted = device.accepted() < 0 || accepted < 0 ? -1 : accepted + device.accepted();
        }
        long lost = sum(page, EvidenceSummary.LaneCount::lost);
        long duplicated = sum(page, EvidenceSummary.LaneCount::duplicated);
        long redelivered = sum(page, EvidenceSummary.LaneCount::redelivered);
        long outOfOrder = sum(page, EvidenceSummary.LaneCount::outOfOrder);
        return List.of(
                new Figure(
                        desk.text("evidence.figure.lost"),
                        figures.count(lost),
                        desk.text("evidence.figure.lostRemark", figures.count(accepted)),
                        lost != 0),
                new Figure(
                        desk.text("evidence.figure.duplicated"),
                        figures.count(duplicated),
                        desk.text("evidence.figure.duplicatedRemark", figures.count(redelivered)),
                        duplicated != 0),
                new Figure(
                        desk.text("evidence.figure.outOfOrder"),
                        figures.count(outOfOrder),
                        desk.text("evidence.figure.outOfOrderRemark"),
                        outOfOrder != 0),
                new Figure(
                        desk.text("evidence.figure.recovery"),
                        figures.took(page.recoveryMs()),
                        desk.text("evidence.figure.recoveryRemark"),
                        page.recoveryMs() < 0),
                new Figure(
                        desk.text("evidence.figure.drain"),
                        figures.took(page.drainMs()),
                        desk.text(
                                "evidence.figure.drainRemark",
                                figures.count(page.peakBufferRecords())),
                        page.drainMs() < 0));
    }

    private static long sum(EvidenceSummary page, ToLongFunction<EvidenceSummary.LaneCount> count) {
        long sum = 0;
        for (EvidenceSummary.Device device : page.devices()) {
            for (EvidenceSummary.LaneCount lane : device.lanes()) {
                long one = count.applyAsLong(lane);
                if (one < 0) {
                    return -1;
                }
                sum += one;
            }
        }
        return sum;
    }

    /// The lanes that any device reached, in order of appearance.
    List<String> lanes(EvidenceSummary page) {
        List<String> lanes = new ArrayList<>();
        for (EvidenceSummary.Device device : page.devices()) {
            for (EvidenceSummary.LaneCount lane : device.lanes()) {
                if (!lanes.contains(lane.lane())) {
                    lanes.add(lane.lane());
                }
            }
        }
        return lanes;
    }

    List<DeviceRow> devices(EvidenceSummary page) {
        List<String> lanes = lanes(page);
        return page.devices().stream().map(device -> device(device, lanes)).toList();
    }

    private DeviceRow device(EvidenceSummary.Device device, List<String> lanes) {
        List<String> delivered = new ArrayList<>();
        for (String lane : lanes) {
            delivered.add(
                    device.lanes().stream()
                            .filter(count -> count.lane().equals(lane))
                            .findFirst()
                            .map(count -> figures.count(count.delivered()))
                            .orElse(Figures.NONE));
        }
        long lost = sum(device, EvidenceSummary.LaneCount::lost);
        long duplicated = sum(device, EvidenceSummary.LaneCount::duplicated);
        long outOfOrder = sum(device, EvidenceSummary.LaneCount::outOfOrder);
        boolean clean = lost == 0 && duplicated == 0 && outOfOrder == 0;
        return new DeviceRow(
                device.id(),
                device.identity(),
                figures.count(device.sent()),
                figures.count(device.accepted()),
                delivered,
                figures.count(lost),
                figures.count(duplicated),
                figures.count(outOfOrder),
                clean ? "fp-value" : "fp-p1");
    }

    private static long sum(
            EvidenceSummary.Device device, ToLongFunction<EvidenceSummary.LaneCount> count) {
        long sum = 0;
        for (EvidenceSummary.LaneCount lane : device.lanes()) {
            long one = count.applyAsLong(lane);
            if (one < 0) {
                return -1;
            }
            sum += one;
        }
        return sum;
    }

    /// The backlog over the run, with the outage shaded.
    TimeSeriesPlot.Picture backlog(EvidenceSummary page) {
        return backlog(page, page.endedAt().toEpochMilli() - page.startedAt().toEpochMilli());
    }

    /// The same on a scale of so many milliseconds, which two runs can share.
    TimeSeriesPlot.Picture backlog(EvidenceSummary page, long spanMillis) {
        long start = page.startedAt().toEpochMilli();
        TimeRing ring = new TimeRing(Math.max(1, page.backlog().size()));
        for (EvidenceSummary.Sample sample : page.backlog()) {
            ring.add(start + sample.atMs(), (double) sample.bufferRecords());
        }
        long cutFrom = -1;
        long cutTo = -1;
        for (EvidenceSummary.Phase phase : page.phases()) {
            if (phase.name().equals("INJECT") || phase.name().equals("HOLD")) {
                cutFrom = cutFrom < 0 ? phase.fromMs() : Math.min(cutFrom, phase.fromMs());
                cutTo = Math.max(cutTo, phase.toMs());
            }
        }
        List<TimeSeriesPlot.Band> bands =
                cutFrom < 0
                        ? List.of()
                        : List.of(
                                new TimeSeriesPlot.Band(
                                        start + cutFrom,
                                        start + cutTo,
                                        desk.text(
                                                "evidence.chart.cut",
                                                figures.took(cutTo - cutFrom))));
        return new TimeSeriesPlot.Picture(
                List.of(new TimeSeriesPlot.Pen(desk.text("evidence.chart.held"), ring, true)),
                start,
                start + Math.max(1000, spanMillis),
                bands,
                0);
    }
}
