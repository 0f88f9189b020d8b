package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.views.drawing.CardSize;
import org.fieldproof.views.drawing.DrawingSheet;
import org.fieldproof.views.drawing.Extent;
import org.fieldproof.views.level.CardRef;
import org.fieldproof.views.level.CardRef.OfPart;

/// What a person has drawn of one level of a project: where cards stand, frames and notes. Pure.
///
/// @param places of all cards of the level; those that nobody has put anywhere stand where the
///     canvas of the draft puts them
/// @param isDrawn whether anybody has drawn anything here
public record DrawnLevel(
        String level,
        Map<CardRef, Point> places,
        List<Frame> frames,
        List<StickyNote> notes,
        boolean isDrawn) {
    public static final DrawnLevel NONE =
            new DrawnLevel(SubPipelines.TOP, Map.of(), List.of(), List.of(), false);

    /// A group that is not folded.
    public record Frame(String id, String title, Set<CardRef> cards) {

        /// What holds its cards; empty if none of them is there.
        public Optional<Bounds> bounds(Map<CardRef, Point> places) {
            List<Bounds> all = new ArrayList<>();
            for (CardRef card : cards) {
                Point at = places.get(card);
                if (at != null) {
                    all.add(card(at));
                }
            }
            return Extent.around(all, 0);
        }
    }

    /// Frames as they go into a file; those none of whose cards is there are left out.
    public static List<DrawingSheet.Frame> inFile(List<Frame> frames, Map<CardRef, Point> places) {
        return frames.stream()
                .flatMap(
                        frame ->
                                frame.bounds(places).stream()
                                        .map(box -> new DrawingSheet.Frame(frame.title(), box)))
                .toList();
    }

    public static DrawnLevel of(ProjectDraft draft, String level) {
        SubPipelines subs = SubPipelines.of(draft);
        LevelGraph graph = LevelGraph.of(draft, subs, level);
        List<Frame> frames = frames(draft, subs, level);
        List<StickyNote> notes = notes(draft, subs, level);
        boolean placed =
                graph.cards().stream()
                        .anyMatch(card -> DraftPlaces.chosen(draft, subs, card).isPresent());
        return new DrawnLevel(
                level,
                DraftPlaces.on(draft, subs, graph),
                frames,
                notes,
                placed || !frames.isEmpty() || !notes.isEmpty());
    }

    static List<Frame> frames(ProjectDraft draft, SubPipelines subs, String level) {
        Set<PartRef> there = new LinkedHashSet<>(draft.refs());
        List<Frame> frames = new ArrayList<>();
        for (PartGroup group : draft.layout().groups()) {
            Set<CardRef> cards = new LinkedHashSet<>();
            boolean here = false;
            for (PartRef member : group.members()) {
                if (there.contains(member) && subs.holds(level, member)) {
                    CardRef card = CardRef.of(subs, level, member);
                    here |= card instanceof OfPart || (!cards.isEmpty() && !cards.contains(card));
                    cards.add(card);
                }
            }
            if (here && subs.sub(group.id()).isEmpty()) {
                frames.add(new Frame(group.id(), group.title(), cards));
            }
        }
        return frames;
    }

    static List<StickyNote> notes(ProjectDraft draft, SubPipelines subs, String level) {
        return draft.layout().notes().stream()
                .filter(
                        note ->
                                level.equals(
                                        subs.has(note.inside()) ? note.inside() : SubPipelines.TOP))
                .toList();
    }

    /// What a card takes.
    public static Bounds card(Point at) {
        return new BoundingBox(at.x(), at.y(), CardSize.WIDTH, CardSize.HEIGHT);
    }

    /// What a note takes.
    public static Bounds note(StickyNote note) {
        return new BoundingBox(note.x(), note.y(), note.width(), note.height());
    }
}
