package org.fieldproof.views.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.bridge.TimeRing;
import org.fieldproof.views.control.Fact;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.perspective.Desk;

/// Paths, versions, the process, and how honest the screen is. Needs no toolkit.
final class SettingsViewModel {

    private final Desk desk;
    private final Figures figures;

    SettingsViewModel(Desk desk) {
        this.desk = desk;
        figures = desk.figures();
    }

    List<Fact> about() {
        List<Fact> facts = new ArrayList<>();
        for (List<String> pair : desk.workspace().about()) {
            if (pair.size() == 2) {
                facts.add(new Fact.Pair(pair.get(0), pair.get(1), false));
            }
        }
        facts.add(new Fact.Prose(desk.text("settings.about.network"), true));
        facts.add(new Fact.Prose(desk.text("settings.about.safety"), true));
        return facts;
    }

    List<Fact> project(Frame frame) {
        var picture = frame.snapshot();
        List<Fact> facts = new ArrayList<>();
        pair(facts, "name", picture.project());
        pair(
                facts,
                "folder",
                desk.workspace().status().project().map(Object::toString).orElse(Figures.NONE));
        pair(facts, "revision", picture.contentHash());
        pair(facts, "data", picture.dataDirectory());
        pair(facts, "free", figures.bytes(picture.process().diskFreeBytes()));
        return facts;
    }

    List<Fact> process(Frame frame) {
        var process = frame.snapshot().process();
        List<Fact> facts = new ArrayList<>();
        pair(facts, "uptime", figures.span(process.uptimeMs() / 1000));
        pair(
                facts,
                "heap",
                desk.text(
                        "settings.fact.of",
                        figures.bytes(process.heapBytes()),
                        figures.bytes(process.heapMaxBytes())));
        pair(facts, "rss", figures.bytes(process.rssBytes()));
        pair(facts, "gc", figures.millis(process.gcPauseMaxMs()));
        pair(facts, "cpu", desk.text("settings.fact.cores", figures.number(process.cpuCores())));
        pair(facts, "screen", figures.millis(p95(desk.pulse().workMillis())));
        facts.add(new Fact.Prose(desk.text("settings.screen.text"), true));
        return facts;
    }

    static double p95(TimeRing ring) {
        if (ring.size() == 0) {
            return 0;
        }
        double[] values = new double[ring.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = ring.value(i);
        }
        Arrays.sort(values);
        return values[(int) Math.min(values.length - 1L, Math.round(values.length * 0.95))];
    }

    private void pair(List<Fact> facts, String key, String value) {
        facts.add(new Fact.Pair(desk.text("settings.fact." + key), value, false));
    }
}
