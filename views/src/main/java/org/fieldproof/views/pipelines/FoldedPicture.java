package org.fieldproof.views.pipelines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.drawing.WireFigure.Look;
import org.fieldproof.views.level.SubTotals;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.pipelines.PipelineNode.Column;
import org.fieldproof.views.pipelines.PipelinesViewModel.Picture;

/// One level of what runs: each sub-pipeline of it as a card with the worst state and the sums of
/// what is in it; what leads to and from it as one wire for each neighbour. The log is everybody's
/// neighbour and stands at the border of each sub-pipeline. Needs no toolkit.
final class FoldedPicture {
    static final String SUB = "sub/";

    private final Desk desk;
    private final Picture full;
    private final SubPipelines subs;
    private final Set<PartRef> parts;
    private final String level;
    private final GatewaySnapshot live;
    private final Map<String, PartRef> owners = new HashMap<>();

    private FoldedPicture(
            Desk desk, Picture full, ProjectDraft running, String level, GatewaySnapshot live) {
        this.desk = desk;
        this.full = full;
        this.subs = SubPipelines.of(running);
        this.parts = new HashSet<>(running.refs());
        this.level = level;
        this.live = live;
        full.nodes()
                .forEach(node -> owner(full, node.id()).ifPresent(o -> owners.put(node.id(), o)));
    }

    /// The picture of a level.
    ///
    /// @param running the revision that runs, which says what is folded
    static Picture of(
            Desk desk, Picture full, ProjectDraft running, String level, GatewaySnapshot live) {
        FoldedPicture folded = new FoldedPicture(desk, full, running, level, live);
        return folded.subs.isEmpty() ? full : folded.draw();
    }

    /// The part that a card of the full picture belongs to; empty for the log.
    static Optional<PartRef> owner(Picture full, String id) {
        int slash = id.indexOf('/');
        String name = id.substring(slash + 1);
        return switch (slash < 0 ? "" : id.substring(0, slash)) {
            case "connection", "devices" -> Optional.of(new PartRef(Section.CONNECTIONS, name));
            case "lane", "destination" -> Optional.of(new PartRef(Section.DESTINATIONS, name));
            case "device" ->
                    full.wires().stream()
                            .filter(wire -> wire.from().equals(id))
                            .findFirst()
                            .flatMap(wire -> owner(full, wire.to()));
            default -> Optional.empty();
        };
    }

    private Picture draw() {
        Map<String, List<PipelineNode>> shown = new LinkedHashMap<>();
        Map<String, String> keys = new HashMap<>();
        for (PipelineNode node : full.nodes()) {
            key(node)
                    .ifPresent(
                            key -> {
                                keys.put(node.id(), key);
                                shown.computeIfAbsent(key, _ -> new ArrayList<>()).add(node);
                            });
        }
        List<PipelineWire> wires = wires(keys);
        List<PipelineNode> nodes = new ArrayList<>();
        boolean inside = !level.equals(SubPipelines.TOP);
        shown.forEach(
                (key, behind) -> {
                    boolean log = key.equals(PipelinesViewModel.LOG);
                    boolean wired = wires.stream().anyMatch(w -> touches(w, key));
                    if (key.startsWith(SUB)) {
                        nodes.add(sub(key, behind));
                    } else if (!log || !inside) {
                        nodes.add(behind.getFirst());
                    } else if (wired) {
                        nodes.add(behind.getFirst().as(PipelineNode.Kind.STUB));
                    }
                });
        return new Picture(nodes, wires);
    }

    private static boolean touches(PipelineWire wire, String key) {
        return wire.from().equals(key) || wire.to().equals(key);
    }

    /// The card that stands for one of the full picture on this level; empty if none does.
    private Optional<String> key(PipelineNode node) {
        PartRef owner = owners.get(node.id());
        if (owner == null || !parts.contains(owner)) {
            boolean log = node.id().equals(PipelinesViewModel.LOG);
            return log || level.equals(SubPipelines.TOP)
                    ? Optional.of(node.id())
                    : Optional.empty();
        }
        if (!subs.holds(level, owner)) {
            return Optional.empty();
        }
        return Optional.of(subs.foldedInto(level, owner).map(SUB::concat).orElse(node.id()));
    }

    private PipelineNode sub(String key, List<PipelineNode> behind) {
        PartGroup sub = subs.sub(key.substring(SUB.length())).orElseThrow();
        Mark mark = Mark.RUN;
        Set<Column> columns = new HashSet<>();
        for (PipelineNode node : behind) {
            mark = SubTotals.worse(mark, node.mark());
            columns.add(node.column());
        }
        SubTotals totals = SubTotals.of(live, sub.members());
        int count = membersSeen(desk, live, sub).size();
        String detail = desk.text("level.sub.detail", count);
        String trouble = mark.abnormal() ? worst(behind, mark) : "";
        String figure = trouble.isEmpty() ? totals.figure(desk.texts(), desk.figures()) : trouble;
        return new PipelineNode(
                key,
                columns.contains(Column.LANE) ? Column.LANE : Column.CONNECTION,
                sub.title(),
                totals.waiting() == 0
                        ? detail
                        : detail + " · " + totals.waitingText(desk.texts(), desk.figures()),
                mark,
                figure,
                "",
                desk.text("level.sub.accessible", sub.title(), detail) + ", " + figure,
                PipelineNode.Kind.SUB);
    }

    /// What a sub-pipeline holds; of a second that lies back, what of it was there.
    static Set<PartRef> membersSeen(Desk desk, GatewaySnapshot seen, PartGroup sub) {
        return desk.held().isBack() ? SubTotals.present(seen, sub.members()) : sub.members();
    }

    /// What is wrong with the first of the worst, by name.
    private static String worst(List<PipelineNode> behind, Mark mark) {
        return behind.stream()
                .filter(node -> node.mark() == mark)
                .findFirst()
                .map(node -> node.id().replaceFirst(".*/", "") + ": " + node.figure())
                .orElse("");
    }

    private List<PipelineWire> wires(Map<String, String> keys) {
        Map<List<String>, List<PipelineWire>> between = new LinkedHashMap<>();
        for (PipelineWire wire : full.wires()) {
            String from = keys.get(wire.from());
            String to = keys.get(wire.to());
            if (from != null && to != null && !from.equals(to)) {
                between.computeIfAbsent(List.of(from, to), _ -> new ArrayList<>()).add(wire);
            }
        }
        List<PipelineWire> wires = new ArrayList<>();
        between.forEach((ends, all) -> wires.add(bundle(ends.get(0), ends.get(1), all)));
        return wires;
    }

    /// One wire for all: the sum of their rates, the worst of their states.
    private PipelineWire bundle(String from, String to, List<PipelineWire> all) {
        PipelineWire first = all.getFirst();
        if (all.size() == 1) {
            return new PipelineWire(
                    from,
                    to,
                    first.title(),
                    first.perSecond(),
                    first.label(),
                    first.look(),
                    first.wire());
        }
        double rate = all.stream().mapToDouble(PipelineWire::perSecond).sum();
        Look look = Look.worst(all.stream().map(PipelineWire::look).toList());
        return new PipelineWire(
                from,
                to,
                desk.text("level.wire.title", all.size()),
                rate,
                rate > 0 || look.isAbnormal() ? desk.figures().rate(rate) : first.label(),
                look,
                null);
    }
}
