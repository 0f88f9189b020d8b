package org.fieldproof.connector.fieldbus.poll;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/// Puts tags into few requests. Pure but for the holes it is told of. Confined to the source's
/// thread.
public final class BlockPlan<P extends Spot> {
    private final ToIntFunction<Spot.Bank> most;
    private final ToIntFunction<Spot.Bank> gap;
    private final Set<Cut> cuts = new HashSet<>();

    /// A place that no block crosses: between what ends at or before `offset` and what begins
    /// there.
    private record Cut(Spot.Bank bank, int offset) {}

    /// One request and the tags it answers, in the order of their offsets.
    public record Block<P extends Spot>(
            Spot.Bank bank, int start, int count, List<PolledTag<P>> tags) {
        public Block {
            tags = List.copyOf(tags);
        }
    }

    /// @param most items of one request
    /// @param gap most unwanted items read between two wanted ones
    public BlockPlan(ToIntFunction<Spot.Bank> most, ToIntFunction<Spot.Bank> gap) {
        this.most = most;
        this.gap = gap;
    }

    /// The requests for these tags, by bank and offset.
    public List<Block<P>> blocks(List<PolledTag<P>> tags) {
        List<PolledTag<P>> sorted = new ArrayList<>(tags);
        sorted.sort(
                Comparator.<PolledTag<P>, Spot.Bank>comparing(tag -> tag.point().bank())
                        .thenComparingInt(tag -> tag.point().offset())
                        .thenComparingInt(tag -> tag.point().end()));
        List<Block<P>> blocks = new ArrayList<>();
        List<PolledTag<P>> open = new ArrayList<>();
        int end = 0;
        for (PolledTag<P> tag : sorted) {
            if (!open.isEmpty() && !joins(open.getFirst().point(), end, tag.point())) {
                blocks.add(block(open));
                open.clear();
            }
            end = open.isEmpty() ? tag.point().end() : Math.max(end, tag.point().end());
            open.add(tag);
        }
        if (!open.isEmpty()) {
            blocks.add(block(open));
        }
        return blocks;
    }

    private boolean joins(Spot first, int end, Spot next) {
        if (!first.bank().equals(next.bank())) {
            return false;
        }
        int length = Math.max(end, next.end()) - first.offset();
        if (next.offset() - end > gap.applyAsInt(first.bank())
                || length > most.applyAsInt(first.bank())) {
            return false;
        }
        // Tags that share items stay together: a cut inside a value makes no sense.
        return next.offset() < end || !cuts.contains(new Cut(next.bank(), next.offset()));
    }

    /// One block of these tags, which are sorted and of one bank.
    public static <P extends Spot> Block<P> block(List<PolledTag<P>> tags) {
        P first = tags.getFirst().point();
        int end = tags.stream().mapToInt(tag -> tag.point().end()).max().orElseThrow();
        return new Block<>(first.bank(), first.offset(), end - first.offset(), tags);
    }

    /// Two halves of a block, cut where no value is torn; empty if there is no such place.
    public static <P extends Spot> List<Block<P>> halves(Block<P> block) {
        List<PolledTag<P>> tags = block.tags();
        TreeMap<Integer, Integer> places = new TreeMap<>();
        int end = tags.getFirst().point().end();
        for (int i = 1; i < tags.size(); i++) {
            P point = tags.get(i).point();
            if (point.offset() >= end) {
                places.put(Math.abs(2 * i - tags.size()), i);
            }
            end = Math.max(end, point.end());
        }
        if (places.isEmpty()) {
            return List.of();
        }
        int middle = places.firstEntry().getValue();
        return List.of(block(tags.subList(0, middle)), block(tags.subList(middle, tags.size())));
    }

    /// Blocks begin anew at this one's first tag from now on: what lies before it is a hole.
    public void cutBefore(Block<P> block) {
        cuts.add(new Cut(block.bank(), block.start()));
    }

    /// Blocks begin anew behind this one from now on.
    ///
    /// @param tags of the whole plan, to find what follows
    public void cutBehind(Block<P> block, List<PolledTag<P>> tags) {
        int end = block.start() + block.count();
        tags.stream()
                .map(PolledTag::point)
                .filter(point -> point.bank().equals(block.bank()))
                .mapToInt(Spot::offset)
                .filter(offset -> offset >= end)
                .min()
                .ifPresent(offset -> cuts.add(new Cut(block.bank(), offset)));
    }
}
