package org.fieldproof.views.action;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Everything that can be done, once. Menu, palette, shortcuts and the shortcut sheet read it. FX
/// thread.
public final class ActionRegistry {

    private static final int RECENT_MAX = 8;

    private final Map<String, Action> actions = new LinkedHashMap<>();
    private final Deque<String> recent = new ArrayDeque<>();
    private Supplier<List<Action>> objects = List::of;

    /// Adds an action; a second one of the same id replaces the first.
    public void add(Action action) {
        actions.put(action.id(), action);
    }

    /// Where the palette finds the objects of the open project.
    public void setObjects(Supplier<List<Action>> supplier) {
        objects = supplier;
    }

    public List<Action> all() {
        return List.copyOf(actions.values());
    }

    public Optional<Action> find(String id) {
        return Optional.ofNullable(actions.get(id));
    }

    /// Runs an action if nothing hinders it; says why not otherwise.
    ///
    /// @return the hindrance, or empty
    public String run(Action action) {
        String hindrance = action.hindrance().get();
        if (hindrance.isEmpty()) {
            recent.remove(action.id());
            recent.addFirst(action.id());
            if (recent.size() > RECENT_MAX) {
                recent.removeLast();
            }
            action.act().run();
        }
        return hindrance;
    }

    /// What a person may mean, best first. Without a query: what was used lately, then the rest.
    public List<Action> search(String query, int max) {
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        List<Ranked> ranked = new ArrayList<>();
        for (Action action : actions.values()) {
            rank(action, wanted, ranked);
        }
        for (Action action : objects.get()) {
            rank(action, wanted, ranked);
        }
        return ranked.stream()
                .sorted(Comparator.comparingInt(Ranked::score).reversed())
                .limit(max)
                .map(Ranked::action)
                .toList();
    }

    private void rank(Action action, String wanted, List<Ranked> into) {
        int score = score(action, wanted);
        if (score > 0) {
            into.add(new Ranked(action, score + (recent.contains(action.id()) ? 5 : 0)));
        }
    }

    private static int score(Action action, String wanted) {
        if (wanted.isEmpty()) {
            return 1;
        }
        String label = action.label().toLowerCase(Locale.ROOT);
        if (label.startsWith(wanted)) {
            return 100;
        }
        if (label.contains(" " + wanted)) {
            return 80;
        }
        if (label.contains(wanted)) {
            return 60;
        }
        String rest = (action.category() + " " + action.keywords()).toLowerCase(Locale.ROOT);
        if (rest.contains(wanted)) {
            return 40;
        }
        return inOrder(label, wanted) ? 20 : 0;
    }

    /// True if the letters occur in this order, which forgives what fingers leave out.
    private static boolean inOrder(String label, String wanted) {
        int at = 0;
        for (int i = 0; i < wanted.length(); i++) {
            at = label.indexOf(wanted.charAt(i), at) + 1;
            if (at == 0) {
                return false;
            }
        }
        return true;
    }

    private record Ranked(Action action, int score) {}
}
