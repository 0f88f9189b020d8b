package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.views.level.CardRef;

/// What stands on one level of a draft, and what it is connected with. Pure.
///
/// @param cards in the order of the draft
/// @param stubs neighbours outside, and the level on which each of them stands
/// @param wires one from each card to each other one
record LevelGraph(
        String level, List<CardRef> cards, Map<CardRef, String> stubs, List<CardWire> wires) {

    static LevelGraph of(ProjectDraft draft, SubPipelines subs, String level) {
        Set<CardRef> cards = new LinkedHashSet<>();
        for (PartRef part : draft.refs()) {
            if (subs.holds(level, part)) {
                cards.add(CardRef.of(subs, level, part));
            }
        }
        Map<CardRef, String> stubs = new LinkedHashMap<>();
        Map<List<CardRef>, List<DraftWire>> between = new LinkedHashMap<>();
        for (DraftWire wire : DraftWire.of(draft)) {
            boolean in = subs.holds(level, wire.from());
            boolean out = subs.holds(level, wire.to());
            if (in || out) {
                CardRef from = in ? card(subs, level, wire.from()) : stub(subs, level, wire.from());
                CardRef to = out ? card(subs, level, wire.to()) : stub(subs, level, wire.to());
                if (!in) {
                    stubs.put(from, CardRef.levelOf(subs, level, wire.from()));
                }
                if (!out) {
                    stubs.put(to, CardRef.levelOf(subs, level, wire.to()));
                }
                if (!from.equals(to)) {
                    between.computeIfAbsent(List.of(from, to), _ -> new ArrayList<>()).add(wire);
                }
            }
        }
        List<CardWire> wires = new ArrayList<>();
        between.forEach((ends, all) -> wires.add(new CardWire(ends.get(0), ends.get(1), all)));
        return new LevelGraph(level, List.copyOf(cards), stubs, wires);
    }

    private static CardRef card(SubPipelines subs, String level, PartRef part) {
        return CardRef.of(subs, level, part);
    }

    private static CardRef stub(SubPipelines subs, String level, PartRef part) {
        return CardRef.of(subs, CardRef.levelOf(subs, level, part), part);
    }

    /// Of each card those that it is connected with, one for each wire.
    Map<CardRef, List<CardRef>> beside() {
        Map<CardRef, List<CardRef>> beside = new HashMap<>();
        for (CardWire wire : wires) {
            beside.computeIfAbsent(wire.from(), _ -> new ArrayList<>()).add(wire.to());
            beside.computeIfAbsent(wire.to(), _ -> new ArrayList<>()).add(wire.from());
        }
        return beside;
    }

    boolean leadsIn(CardRef card) {
        return wires.stream().anyMatch(wire -> wire.to().equals(card));
    }

    boolean leadsOut(CardRef card) {
        return wires.stream().anyMatch(wire -> wire.from().equals(card));
    }
}
