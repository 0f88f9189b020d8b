package org.fieldproof.views.draft;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.views.drawing.WireFigure;
import org.fieldproof.views.drawing.WireFigure.Look;
import org.fieldproof.views.drawing.WireWords;

/// What runs along the wires of a draft: along those that run as they are drafted. At a wire from a
/// connection that is what the connection brings in; at one to a destination what goes into its
/// lane, where one pipeline alone leads there: what each of several has of it nobody counts. Looks
/// twice a second. FX thread, or tests.
final class LiveWires {
    private static final Duration PERIOD = Duration.ofMillis(450);

    private final WireWords words;
    private final Map<String, WireFigure> connections = new HashMap<>();
    private final Map<String, WireFigure> lanes = new HashMap<>();
    private final Map<String, Double> rates = new HashMap<>();
    private Map<CardWire, WireFigure> shown = Map.of();
    private List<CardWire> of = List.of();
    private Set<DraftWire> running = Set.of();
    private Set<PartRef> fedByOne = Set.of();
    private ProjectDraft draft = ProjectDraft.EMPTY;
    private ProjectDraft now = ProjectDraft.EMPTY;
    private Instant looked = Instant.MIN;

    LiveWires(WireWords words) {
        this.words = words;
    }

    /// The figures of some wires.
    Map<CardWire, WireFigure> of(
            LevelPlan plan, ProjectDraft runs, GatewaySnapshot picture, Instant at) {
        List<CardWire> wires = plan.graph().wires();
        // Where cards stand changes nothing here.
        boolean edited =
                !wires.equals(of)
                        || !plan.draft().project().equals(draft.project())
                        || !runs.project().equals(now.project());
        if (edited) {
            running = running(plan.draft(), runs);
            fedByOne = fedByOne(runs);
            draft = plan.draft();
            now = runs;
            of = wires;
        }
        if (edited || at.isBefore(looked) || !at.isBefore(looked.plus(PERIOD))) {
            looked = at;
            look(picture);
        }
        return shown;
    }

    /// The wires of a draft that run as they are drafted.
    static Set<DraftWire> running(ProjectDraft draft, ProjectDraft runs) {
        Set<DraftWire> same = new HashSet<>();
        Set<DraftWire> there = new HashSet<>(DraftWire.of(runs));
        Map<PartRef, Boolean> parts = new HashMap<>();
        for (DraftWire wire : DraftWire.of(draft)) {
            boolean alike =
                    parts.computeIfAbsent(wire.from(), part -> alike(part, draft, runs))
                            && parts.computeIfAbsent(wire.to(), part -> alike(part, draft, runs));
            if (wire.routes() && there.contains(wire) && alike) {
                same.add(wire);
            }
        }
        return same;
    }

    /// Whether a part reaches the same peer, and a pipeline takes the same records.
    private static boolean alike(PartRef part, ProjectDraft draft, ProjectDraft runs) {
        Optional<Group> drafted = draft.part(part);
        Optional<Group> ran = runs.part(part);
        if (drafted.isEmpty() || ran.isEmpty()) {
            return false;
        }
        return part.section() == Section.PIPELINES
                ? drafted.get().texts("match").equals(ran.get().texts("match"))
                : reaching(drafted.get()).equals(reaching(ran.get()));
    }

    /// A part without what says nothing of its peer.
    private static Group reaching(Group part) {
        return part.without("title").without("lane").without("class").without("location");
    }

    private void look(GatewaySnapshot picture) {
        connections.clear();
        lanes.clear();
        rates.clear();
        picture.connections()
                .forEach(
                        each -> {
                            connections.put(each.id(), words.accepted(each));
                            rates.put("connection/" + each.id(), each.acceptedPerSecond());
                        });
        picture.lanes()
                .forEach(
                        each -> {
                            lanes.put(each.id(), words.routedOrHeld(each));
                            rates.put("lane/" + each.id(), each.routedPerSecond());
                        });
        Map<CardWire, WireFigure> next = new HashMap<>();
        of.forEach(wire -> figure(wire).ifPresent(figure -> next.put(wire, figure)));
        // The same map while it says the same: what looks alike is not painted again.
        if (!next.equals(shown)) {
            shown = Map.copyOf(next);
        }
    }

    private Optional<WireFigure> figure(CardWire card) {
        List<WireFigure> all = new ArrayList<>();
        // A connection that several pipelines of a bundle take from brings in once what it brings.
        Set<String> sources = new HashSet<>();
        boolean known = true;
        for (DraftWire wire : card.wires()) {
            if (!running.contains(wire)) {
                return Optional.empty();
            }
            boolean in = wire.from().section() == Section.CONNECTIONS;
            String id = in ? wire.from().id() : wire.to().id();
            WireFigure figure = in ? connections.get(id) : lanes.get(id);
            if (figure == null) {
                return Optional.empty();
            }
            known &= in || fedByOne.contains(wire.to());
            sources.add((in ? "connection/" : "lane/") + id);
            all.add(figure);
        }
        if (!known) {
            Look worst = Look.worst(all.stream().map(WireFigure::look).toList());
            return worst.isAbnormal() ? Optional.of(WireFigure.of(worst, 0, "")) : Optional.empty();
        }
        if (all.size() == 1) {
            return Optional.of(all.getFirst());
        }
        Look worst = Look.worst(all.stream().map(WireFigure::look).toList());
        double rate = sources.stream().mapToDouble(id -> rates.getOrDefault(id, 0.0)).sum();
        return Optional.of(WireFigure.of(worst, rate, words.figures().rate(rate)));
    }

    /// The destinations that one pipeline alone leads to.
    private static Set<PartRef> fedByOne(ProjectDraft runs) {
        Set<PartRef> one = new HashSet<>();
        Set<PartRef> more = new HashSet<>();
        for (DraftWire wire : DraftWire.of(runs)) {
            if (wire.routes() && !one.add(wire.to())) {
                more.add(wire.to());
            }
        }
        one.removeAll(more);
        return one;
    }
}
