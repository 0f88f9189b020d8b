package org.fieldproof.views.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LinkSnapshot;
import org.fieldproof.views.control.Fact;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.perspective.Desk;
import org.jspecify.annotations.Nullable;

/// Everything the console knows about a lane, in the order a person asks. Needs no toolkit.
public final class LaneFacts {

    private final Desk desk;
    private final Figures figures;
    private final List<Fact> facts = new ArrayList<>();

    private LaneFacts(Desk desk) {
        this.desk = desk;
        this.figures = desk.figures();
    }

    public static List<Fact> of(
            Desk desk, GatewaySnapshot picture, LaneSnapshot lane, Optional<LinkSnapshot> link) {
        LaneFacts made = new LaneFacts(desk);
        LaneWords words = new LaneWords(desk, lane, picture.time());
        made.head(picture, lane, words, link);
        made.custody(lane);
        made.buffer(lane, words);
        made.facts.addAll(MeterFacts.of(desk, lane.meters()));
        made.properties(lane);
        return List.copyOf(made.facts);
    }

    private void head(
            GatewaySnapshot picture,
            LaneSnapshot lane,
            LaneWords words,
            Optional<LinkSnapshot> link) {
        facts.add(new Fact.Heading(desk.text("lane.heading.name", lane.id())));
        facts.add(new Fact.State(new StateText(words.mark(), words.state())));
        DrillSnapshot.@Nullable Run run = picture.drills().running();
        if (run != null && link.filter(l -> !l.fault().isEmpty()).isPresent()) {
            String object = "lane " + lane.id();
            boolean expected =
                    picture.alarms().stream()
                            .filter(a -> a.object().equals(object))
                            .anyMatch(a -> a.state() == AlarmSnapshot.State.SUPPRESSED);
            facts.add(
                    new Fact.Prose(
                            desk.text(
                                    expected ? "lane.heading.cutExpected" : "lane.heading.cut",
                                    run.name()),
                            true));
        }
    }

    private void custody(LaneSnapshot lane) {
        section("custody");
        pair("routed", figures.count(lane.routedTotal()), true);
        pair("durable", figures.count(lane.durableTotal()), true);
        pair("inFlight", figures.count(lane.inFlight()), true);
        pair("queued", figures.count(lane.queued()), true);
        pair("buffered", figures.count(lane.bufferRecords()), true);
        pair("quarantined", figures.count(lane.quarantinedTotal()), true);
        long lost = lane.dropped().lost();
        pair("dropped", figures.count(lane.droppedTotal() - lost), true);
        if (lost > 0) {
            pair("lost", figures.count(lost), true);
        }
        pair(
                "balance",
                lane.imbalance() == 0
                        ? "0 ✓"
                        : desk.text("lane.balance.off", figures.count(lane.imbalance())),
                true);
    }

    private void buffer(LaneSnapshot lane, LaneWords words) {
        section("buffer");
        double share =
                lane.bufferQuotaBytes() == 0
                        ? 0
                        : (double) lane.bufferBytes() / lane.bufferQuotaBytes();
        String of =
                desk.text(
                        "lane.buffer.of",
                        figures.bytes(lane.bufferBytes()),
                        figures.bytes(lane.bufferQuotaBytes()),
                        figures.age(lane.bufferOldestAgeMs()));
        facts.add(new Fact.Bar(share, of));
        facts.add(new Fact.Prose(of, true));
        if (!words.ifItStays().isEmpty()) {
            facts.add(new Fact.Prose(words.ifItStays(), false));
        }
        if (!words.whenItReturns().isEmpty()) {
            facts.add(new Fact.Prose(words.whenItReturns(), false));
        }
        if (!words.why().isEmpty()) {
            section("why");
            facts.add(new Fact.Prose(words.why(), false));
        }
    }

    private void properties(LaneSnapshot lane) {
        section("properties");
        pair("destination", lane.title(), false);
        pair("type", lane.type(), false);
        pair("endpoint", lane.endpoint(), false);
        pair("from", String.join(", ", lane.sources()), false);
        pair("window", figures.count(lane.outstandingMax()), false);
        pair(
                "p50",
                figures.millis(lane.latency().count() == 0 ? -1 : lane.latency().p50Ms()),
                false);
        pair(
                "p99",
                figures.millis(lane.latency().count() == 0 ? -1 : lane.latency().p99Ms()),
                false);
    }

    private void section(String key) {
        facts.add(new Fact.Section(desk.text("lane.section." + key)));
    }

    private void pair(String key, String value, boolean live) {
        facts.add(new Fact.Pair(desk.text("lane.fact." + key), value, live));
    }
}
