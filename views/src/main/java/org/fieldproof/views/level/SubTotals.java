package org.fieldproof.views.level;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.i18n.Texts;

/// What runs in a sub-pipeline, as sums.
///
/// @param in whether a source is in it
/// @param out whether a destination is in it
/// @param waiting records that are routed to its destinations and not delivered yet
public record SubTotals(
        boolean in, boolean out, double acceptedPerSecond, double durablePerSecond, long waiting) {
    public static final SubTotals NONE = new SubTotals(false, false, 0, 0, 0);

    public static SubTotals of(GatewaySnapshot picture, Set<PartRef> parts) {
        boolean in = false;
        boolean out = false;
        double accepted = 0;
        double durable = 0;
        long waiting = 0;
        for (ConnectionSnapshot each : picture.connections()) {
            if (!each.standIn() && parts.contains(new PartRef(Section.CONNECTIONS, each.id()))) {
                in = true;
                accepted += each.acceptedPerSecond();
            }
        }
        for (LaneSnapshot each : picture.lanes()) {
            if (parts.contains(new PartRef(Section.DESTINATIONS, each.id()))) {
                out = true;
                durable += each.durablePerSecond();
                waiting += each.queued() + each.inFlight() + each.bufferRecords();
            }
        }
        return new SubTotals(in, out, accepted, durable, waiting);
    }

    /// Those of some parts that a picture has. A picture has no pipelines.
    public static Set<PartRef> present(GatewaySnapshot picture, Set<PartRef> parts) {
        Set<PartRef> had = new HashSet<>();
        picture.connections().forEach(c -> had.add(new PartRef(Section.CONNECTIONS, c.id())));
        picture.lanes().forEach(l -> had.add(new PartRef(Section.DESTINATIONS, l.id())));
        Set<PartRef> present = new LinkedHashSet<>(parts);
        present.retainAll(had);
        return present;
    }

    /// The rates of the sides that it has; empty if it has neither.
    public String figure(Texts texts, Figures figures) {
        String accepted = figures.rate(acceptedPerSecond);
        String durable = figures.rate(durablePerSecond);
        if (in && out) {
            return texts.get("level.sub.both", accepted, durable);
        }
        return in
                ? texts.get("level.sub.in", accepted)
                : out ? texts.get("level.sub.out", durable) : "";
    }

    public String waitingText(Texts texts, Figures figures) {
        return texts.get("level.sub.waiting", figures.count(waiting));
    }

    /// The worse of two states.
    public static Mark worse(Mark one, Mark other) {
        return rank(one) >= rank(other) ? one : other;
    }

    private static int rank(Mark mark) {
        return switch (mark) {
            case RUN -> 0;
            case NOTE -> 1;
            case OFF -> 2;
            case LOW -> 3;
            case HIGH -> 4;
            case URGENT -> 5;
        };
    }
}
