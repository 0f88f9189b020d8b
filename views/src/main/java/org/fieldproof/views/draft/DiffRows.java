package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.draft.DraftChange;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.level.CardRef.OfPart;
import org.fieldproof.views.level.CardRef.OfSub;

/// All that the two pictures of a review show, in words: whoever does not see them misses nothing.
/// Needs no toolkit.
record DiffRows(GraphDiff diff, Texts texts) {
    /// Lines of changes, and as many of what follows from them, such as wires: more are told of as
    /// a number.
    static final int LINES_MAX = 200;

    private static final int NOTE_LETTERS_MAX = 40;

    /// A line for each change, in the order of the review.
    List<DiffRow> changes(List<DraftChange> changes) {
        return changes.stream().map(this::change).toList();
    }

    private DiffRow change(DraftChange change) {
        String name = name(change.object());
        Fate fate =
                switch (change.kind()) {
                    case ADDED -> Fate.ADDED;
                    case REMOVED -> Fate.REMOVED;
                    case CHANGED -> Fate.CHANGED;
                };
        String words =
                change.fields().isEmpty()
                        ? happens(fate, name)
                        : texts.get(
                                "draft.change.CHANGED", name, String.join(", ", change.fields()));
        return new DiffRow(fate, words, diff.target(change.object()));
    }

    private String happens(Fate fate, String name) {
        return texts.get(
                switch (fate) {
                    case ADDED -> "draft.change.ADDED";
                    case REMOVED -> "draft.change.REMOVED";
                    case MOVED -> "draft.change.place";
                    case CHANGED, SAME -> "draft.change.MOVED";
                },
                name);
    }

    /// A line for each wire, place, note and frame that is not as it was: a place has one also
    /// where what stands there changes itself.
    List<DiffRow> following() {
        List<DiffRow> rows = new ArrayList<>();
        for (DraftWire wire : diff.wires()) {
            Fate fate = diff.fate(wire);
            if (fate != Fate.SAME) {
                String name =
                        texts.get(
                                "draft.change.wire",
                                name(wire.from().toString()),
                                name(wire.to().toString()));
                rows.add(row(fate, name, new DiffTarget.OfWire(wire)));
            }
        }
        for (PartRef part : diff.parts()) {
            OfPart card = new OfPart(part);
            if (diff.isMoved(card)) {
                String name = name(part.toString());
                rows.add(row(Fate.MOVED, name, new DiffTarget.OfCard(card)));
            }
        }
        for (PartGroup group : diff.is().draft().layout().groups()) {
            OfSub card = new OfSub(group.id());
            if (diff.isMoved(card)) {
                String name = name("sub/" + group.title());
                rows.add(row(Fate.MOVED, name, new DiffTarget.OfCard(card)));
            }
        }
        addNotes(rows);
        addFrames(rows);
        return rows;
    }

    private void addNotes(List<DiffRow> into) {
        Map<String, StickyNote> was = diff.was().notes();
        Map<String, StickyNote> is = diff.is().notes();
        for (String id : ids(is, was)) {
            Fate fate = diff.note(id);
            StickyNote note = is.getOrDefault(id, was.get(id));
            if (fate != Fate.SAME && note != null) {
                String name = texts.get("draft.object.note", shortened(note.text()));
                DiffTarget target = new DiffTarget.OfNote(id);
                into.add(row(fate, name, target));
                if (fate != Fate.MOVED && diff.isMoved(id)) {
                    into.add(row(Fate.MOVED, name, target));
                }
            }
        }
    }

    private void addFrames(List<DiffRow> into) {
        Map<String, PartGroup> was = diff.was().frames();
        Map<String, PartGroup> is = diff.is().frames();
        for (String id : ids(is, was)) {
            Fate fate = diff.frame(id);
            PartGroup group = is.getOrDefault(id, was.get(id));
            if (fate != Fate.SAME && group != null) {
                String name = texts.get("draft.object.frame", group.title());
                into.add(row(fate, name, new DiffTarget.OfFrame(id)));
            }
        }
    }

    private static Set<String> ids(Map<String, ?> is, Map<String, ?> was) {
        return GraphDiff.both(is.keySet(), was.keySet());
    }

    private DiffRow row(Fate fate, String name, DiffTarget target) {
        return new DiffRow(fate, happens(fate, name), Optional.of(target));
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        int letters = line.codePointCount(0, line.length());
        return letters <= NOTE_LETTERS_MAX
                ? line
                : line.substring(0, line.offsetByCodePoints(0, NOTE_LETTERS_MAX)) + "…";
    }

    /// What it is called, and the sub-pipeline that it is in.
    String name(String object) {
        String where =
                PartRef.of(object)
                        .map(
                                part ->
                                        (diff.is().parts().has(part) ? diff.is() : diff.was())
                                                .subs()
                                                .where(part))
                        .orElse("");
        return where.isEmpty()
                ? name(texts, object)
                : texts.get("draft.review.inside", name(texts, object), where);
    }

    /// `destination/local` in words.
    static String name(Texts texts, String object) {
        int slash = object.indexOf('/');
        String kind = slash < 0 ? object : object.substring(0, slash);
        return texts.get("draft.object." + kind)
                + (slash < 0 ? "" : " " + object.substring(slash + 1));
    }
}
