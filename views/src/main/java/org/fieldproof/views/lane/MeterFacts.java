package org.fieldproof.views.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.fieldproof.api.snapshot.MeterSnapshot;
import org.fieldproof.views.control.Fact;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.perspective.Desk;

/// A connector's own figures about its line, as a section of its facts. Needs no toolkit.
public final class MeterFacts {
    /// Those of our own connectors; others are shown by the words of their names.
    private static final Set<String> KNOWN =
            Set.of(
                    "connects",
                    "unacknowledged",
                    "lostAtServer",
                    "gaps",
                    "missedMessages",
                    "requests",
                    "timeouts",
                    "wrongAnswers",
                    "batches",
                    "outstandingBatches",
                    "outstandingBytes");

    private MeterFacts() {}

    /// Nothing where there are none.
    public static List<Fact> of(Desk desk, List<MeterSnapshot> meters) {
        List<Fact> facts = new ArrayList<>();
        for (MeterSnapshot meter : meters) {
            if (facts.isEmpty()) {
                facts.add(new Fact.Section(desk.text("lane.section.meters")));
            }
            facts.add(new Fact.Pair(label(desk, meter.name()), value(desk, meter), true));
        }
        return facts;
    }

    private static String label(Desk desk, String name) {
        return KNOWN.contains(name)
                ? desk.text("lane.meter." + name)
                : name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private static String value(Desk desk, MeterSnapshot meter) {
        if (meter.value() < 0) {
            return Figures.NONE;
        }
        return switch (meter.unit()) {
            case "bytes" -> desk.figures().bytes(meter.value());
            case "ms" -> desk.figures().millis((double) meter.value());
            default -> desk.figures().count(meter.value());
        };
    }
}
