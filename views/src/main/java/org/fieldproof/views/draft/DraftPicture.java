package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import org.fieldproof.api.draft.ChainEdits;
import org.fieldproof.api.draft.DraftChange;
import org.fieldproof.api.draft.DraftLayout;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.PartType;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.i18n.Texts;

/// The draft as cards, wires, notes and groups. Needs no toolkit.
record DraftPicture(
        List<DraftNode> nodes,
        List<DraftWire> wires,
        Map<PartRef, Point> places,
        DraftLayout layout) {
    static final DraftPicture NONE =
            new DraftPicture(List.of(), List.of(), Map.of(), DraftLayout.EMPTY);

    /// Bounds of everything, with some room around it.
    Bounds bounds() {
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (Point at : places.values()) {
            left = Math.min(left, at.x());
            top = Math.min(top, at.y());
            right = Math.max(right, at.x() + DraftPlaces.CARD_WIDTH);
            bottom = Math.max(bottom, at.y() + DraftPlaces.CARD_HEIGHT);
        }
        for (StickyNote note : layout.notes()) {
            left = Math.min(left, note.x());
            top = Math.min(top, note.y());
            right = Math.max(right, note.x() + note.width());
            bottom = Math.max(bottom, note.y() + note.height());
        }
        return left > right
                ? new BoundingBox(0, 0, 400, 200)
                : new BoundingBox(left - 40, top - 40, right - left + 80, bottom - top + 80);
    }

    /// The card at a point; the uppermost if there are several.
    Optional<PartRef> cardAt(Point at) {
        return nodes.reversed().stream()
                .filter(
                        node ->
                                at.x() >= node.at().x()
                                        && at.y() >= node.at().y()
                                        && at.x() <= node.at().x() + DraftPlaces.CARD_WIDTH
                                        && at.y() <= node.at().y() + DraftPlaces.CARD_HEIGHT)
                .map(DraftNode::ref)
                .findFirst();
    }

    /// Draws the draft.
    ///
    /// @param live what runs now, for the figures on the cards
    static DraftPicture of(
            DraftSession session, Optional<GatewaySnapshot> live, Texts texts, Figures figures) {
        ProjectDraft draft = session.model().draft();
        Map<PartRef, Point> places = DraftPlaces.of(draft);
        Map<PartRef, Problem.Severity> worst = session.model().worst();
        Map<PartRef, String> rates = live.map(picture -> rates(picture, figures)).orElse(Map.of());
        Set<String> changed = new HashSet<>();
        session.model().changes().stream()
                .filter(change -> change.kind() == DraftChange.Kind.CHANGED)
                .forEach(change -> changed.add(change.object()));
        List<DraftNode> nodes = new ArrayList<>();
        for (PartRef ref : draft.refs()) {
            Group part = draft.part(ref).orElse(Group.EMPTY);
            Problem.Severity severity = worst.get(ref);
            Mark mark =
                    severity == Problem.Severity.ERROR
                            ? Mark.HIGH
                            : severity == Problem.Severity.WARNING ? Mark.LOW : Mark.RUN;
            boolean runs = session.model().running().part(ref).isPresent();
            String state =
                    !runs
                            ? texts.get("draft.node.added")
                            : changed.contains(ref.toString())
                                    ? texts.get("draft.node.changed")
                                    : rates.getOrDefault(ref, "");
            int transforms = ChainEdits.of(part).size();
            if (ref.section() == Section.PIPELINES && transforms > 0) {
                String count = texts.get("draft.node.transforms", transforms);
                state = state.isEmpty() ? count : count + " · " + state;
            }
            String title = part.text("title");
            String name = title.isEmpty() ? ref.id() : title;
            String detail = detail(ref, part, texts);
            String trouble =
                    severity == null ? "" : ", " + texts.get("draft.severity." + severity.name());
            nodes.add(
                    new DraftNode(
                            ref,
                            places.getOrDefault(ref, new Point(0, 0)),
                            name,
                            detail,
                            runs || mark != Mark.RUN ? mark : Mark.OFF,
                            state,
                            hasOut(session, ref),
                            texts.get("draft.section." + ref.section().name())
                                    + " "
                                    + name
                                    + ", "
                                    + detail
                                    + (state.isEmpty() ? "" : ", " + state)
                                    + trouble));
        }
        return new DraftPicture(nodes, DraftWire.of(draft), places, draft.layout());
    }

    private static boolean hasOut(DraftSession session, PartRef ref) {
        return switch (ref.section()) {
            case CONNECTIONS, PIPELINES -> true;
            case DESTINATIONS, STAND_INS ->
                    session.typeOf(ref)
                            .map(PartType::referring)
                            .map(f -> !f.isEmpty())
                            .orElse(false);
        };
    }

    private static String detail(PartRef ref, Group part, Texts texts) {
        return switch (ref.section()) {
            case PIPELINES -> {
                List<String> match = part.texts("match");
                yield match.isEmpty()
                        ? texts.get("draft.node.everything")
                        : String.join(", ", match);
            }
            case STAND_INS -> part.text("type") + " · " + texts.get("draft.node.standIn");
            case CONNECTIONS, DESTINATIONS -> part.text("type");
        };
    }

    private static Map<PartRef, String> rates(GatewaySnapshot picture, Figures figures) {
        Map<PartRef, String> rates = new HashMap<>();
        picture.connections()
                .forEach(
                        c -> {
                            if (!c.standIn() && c.acceptedPerSecond() > 0) {
                                rates.put(
                                        new PartRef(Section.CONNECTIONS, c.id()),
                                        figures.rate(c.acceptedPerSecond()));
                            }
                        });
        picture.lanes()
                .forEach(
                        lane ->
                                rates.put(
                                        new PartRef(Section.DESTINATIONS, lane.id()),
                                        figures.rate(lane.durablePerSecond())));
        return rates;
    }
}
