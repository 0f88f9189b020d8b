package org.fieldproof.views.draft;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.views.action.KeyMap;
import org.fieldproof.views.action.KeyScope;
import org.fieldproof.views.action.LocalKey;
import org.fieldproof.views.level.CardRef;
import org.jspecify.annotations.Nullable;

/// What keys do while the canvas has the focus. Single letters act only here.
final class DraftKeys {
    private static final int NUDGE = 8;

    private final DraftCanvas canvas;
    private final Selection selection;
    private final DraftView view;
    private final DraftSession session;
    private final KeyMap keys;
    private @Nullable CardRef wireFrom;
    private List<CardRef> targets = List.of();
    private int target;

    DraftKeys(
            DraftCanvas canvas,
            Selection selection,
            DraftView view,
            DraftSession session,
            KeyMap keys) {
        this.keys = keys;
        this.canvas = canvas;
        this.selection = selection;
        this.view = view;
        this.session = session;
    }

    void pressed(KeyEvent event) {
        boolean done =
                wireFrom != null
                        ? connecting(event)
                        : keyed(event)
                                || (event.isShortcutDown() ? withShortcut(event) : plain(event));
        if (done) {
            event.consume();
        }
    }

    /// What a person can give other keys to.
    private boolean keyed(KeyEvent event) {
        LocalKey meant = keys.pressed(KeyScope.CANVAS, event).orElse(null);
        switch (meant) {
            case ADD -> view.runByKey(EditorAct.ADD);
            case CONNECT -> beginConnect();
            case GROUP -> view.runByKey(EditorAct.GROUP);
            case NOTE -> view.runByKey(EditorAct.NOTE);
            case RENAME -> view.runByKey(EditorAct.RENAME);
            case DELETE_PART -> view.run(EditorAct.DELETE);
            case null, default -> {
                return false;
            }
        }
        return true;
    }

    private boolean withShortcut(KeyEvent event) {
        KeyCode code = event.getCode();
        if (code.isArrowKey() && !event.isShiftDown()) {
            nudge(code);
            return true;
        }
        return false;
    }

    private boolean plain(KeyEvent event) {
        KeyCode code = event.getCode();
        if (event.isAltDown()) {
            return false;
        }
        if (code.isArrowKey()) {
            walk(code);
            return true;
        }
        switch (code) {
            case SPACE -> canvas.focused().ifPresent(this::choose);
            case ENTER -> inspect();
            case ESCAPE -> {
                boolean nothing = selection.isEmpty();
                selection.clear();
                view.refresh();
                if (nothing) {
                    view.run(EditorAct.LEAVE);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void inspect() {
        Optional<StickyNote> note =
                canvas.picture().notes().stream()
                        .filter(each -> selection.notes().contains(each.id()))
                        .findFirst();
        if (note.isPresent()) {
            view.editNote(note.get());
        } else {
            canvas.focused().ifPresent(view::open);
        }
    }

    private void choose(CardRef ref) {
        if (canvas.picture().isStub(ref)) {
            selection.clear();
        } else {
            selection.only(ref);
        }
        view.refresh();
    }

    private void walk(KeyCode code) {
        Optional<CardRef> from = canvas.focused().or(selection::onlyCard);
        Optional<CardRef> next =
                from.isPresent()
                        ? nearest(from.get(), code, canvas.picture().places())
                        : canvas.picture().nodes().stream().map(DraftNode::card).findFirst();
        next.ifPresent(
                ref -> {
                    canvas.focus(ref);
                    canvas.reveal(ref);
                    choose(ref);
                });
    }

    /// The nearest part in a direction, straight ahead before aside.
    static Optional<CardRef> nearest(CardRef from, KeyCode code, Map<CardRef, Point> places) {
        int dx = code == KeyCode.RIGHT ? 1 : code == KeyCode.LEFT ? -1 : 0;
        int dy = code == KeyCode.DOWN ? 1 : code == KeyCode.UP ? -1 : 0;
        Point at = places.get(from);
        @Nullable CardRef best = null;
        double least = Double.MAX_VALUE;
        if (at != null) {
            for (Map.Entry<CardRef, Point> each : places.entrySet()) {
                double x = each.getValue().x() - at.x();
                double y = each.getValue().y() - at.y();
                double along = x * dx + y * dy;
                double distance = along + 3 * Math.abs(x * dy + y * dx);
                if (along > 1 && distance < least) {
                    least = distance;
                    best = each.getKey();
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private void nudge(KeyCode code) {
        int dx = code == KeyCode.RIGHT ? NUDGE : code == KeyCode.LEFT ? -NUDGE : 0;
        int dy = code == KeyCode.DOWN ? NUDGE : code == KeyCode.UP ? -NUDGE : 0;
        Map<CardRef, Point> places = new TreeMap<>();
        for (CardRef ref : selection.cards()) {
            Point at = canvas.picture().places().get(ref);
            if (at != null) {
                places.put(ref, new Point(at.x() + dx, at.y() + dy));
            }
        }
        if (!places.isEmpty()) {
            view.moved(places);
        }
    }

    /// C: the next arrows choose where the wire goes.
    void beginConnect() {
        Optional<CardRef> from = canvas.focused().or(selection::onlyCard);
        if (from.isEmpty() || !session.isCommissioning()) {
            return;
        }
        Point at = canvas.picture().places().getOrDefault(from.get(), new Point(0, 0));
        Map<CardRef, Double> far = new HashMap<>();
        canvas.picture()
                .places()
                .forEach((ref, p) -> far.put(ref, Math.hypot(p.x() - at.x(), p.y() - at.y())));
        targets =
                far.keySet().stream()
                        .filter(ref -> view.canConnect(from.get(), ref))
                        .sorted(
                                java.util.Comparator.comparingDouble(
                                                (CardRef ref) -> far.getOrDefault(ref, 0.0))
                                        .thenComparing(CardRef::compareTo))
                        .toList();
        if (targets.isEmpty()) {
            view.cannotConnect(from.get());
            return;
        }
        canvas.focus(from.get());
        wireFrom = from.get();
        target = 0;
        canvas.aim(wireFrom, targets.getFirst());
    }

    private boolean connecting(KeyEvent event) {
        CardRef from = wireFrom;
        KeyCode code = event.getCode();
        if (from == null || event.isShortcutDown()) {
            // STOP above all acts whatever else is under way.
            return false;
        }
        if (code == KeyCode.ENTER) {
            CardRef to = targets.get(target);
            end();
            view.connect(from, to);
            canvas.focus(from);
        } else if (code == KeyCode.ESCAPE) {
            end();
        } else if (code == KeyCode.DOWN || code == KeyCode.RIGHT || code == KeyCode.TAB) {
            target = (target + 1) % targets.size();
            canvas.aim(from, targets.get(target));
        } else if (code == KeyCode.UP || code == KeyCode.LEFT) {
            target = Math.floorMod(target - 1, targets.size());
            canvas.aim(from, targets.get(target));
        } else {
            return false;
        }
        return true;
    }

    /// Ends a wire that is being drawn: its author has turned to something else.
    void end() {
        if (wireFrom != null) {
            wireFrom = null;
            targets = List.of();
            canvas.aim(null, null);
        }
    }

    /// Ends it too when one of its ends is not there any more.
    void keep() {
        CardRef from = wireFrom;
        if (from != null) {
            Set<CardRef> there = canvas.picture().places().keySet();
            if (!there.contains(from) || !there.contains(targets.get(target))) {
                end();
            }
        }
    }
}
