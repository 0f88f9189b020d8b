package org.fieldproof.views.action;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Everything that can be done, once. Menu, palette, shortcuts and the shortcut sheet read it. FX
/// thread.
public final class ActionRegistry {

    private static final int RECENT_MAX = 8;

    private final Map<String, Action> actions = new LinkedHashMap<>();
    private final Map<String, Supplier<Optional<String>>> names = new HashMap<>();
    private final Deque<String> recent = new ArrayDeque<>();
    private final KeyMap keys;
    private final List<Supplier<List<Action>>> groups = new ArrayList<>();
    private Supplier<List<Action>> objects = List::of;

    /// @param keys is told what there is, and says which keys it has
    public ActionRegistry(KeyMap keys) {
        this.keys = keys;
    }

    /// Adds an action; a second one of the same id replaces the first.
    public void add(Action action) {
        addKeyless(action);
        KeyScope scope = LocalKey.of(action.id()).map(LocalKey::scope).orElse(KeyScope.CONSOLE);
        List<KeyStroke> own = LocalKey.of(action.id()).map(LocalKey::keys).orElse(action.keys());
        keys.declare(new KeyTask(action.id(), action.label(), action.category(), scope, own));
    }

    /// Adds an action that no key can be given to.
    public void addKeyless(Action action) {
        actions.put(action.id(), action);
    }

    /// Adds actions that come and go, such as one for each recent project; no keys can be given to
    /// them.
    public void addGroup(Supplier<List<Action>> group) {
        groups.add(group);
    }

    private Stream<Action> present() {
        Stream<Action> coming = groups.stream().flatMap(group -> group.get().stream());
        return Stream.concat(actions.values().stream(), coming);
    }

    /// Declares what is done by keys in one place only.
    public void addLocal(UnaryOperator<String> texts) {
        for (LocalKey each : LocalKey.values()) {
            if (!actions.containsKey(each.id())) {
                String where = texts.apply("keys.scope." + each.scope().name());
                String label = texts.apply(each.labelKey());
                keys.declare(new KeyTask(each.id(), label, where, each.scope(), each.keys()));
            }
        }
    }

    private Action keyed(Action action) {
        return keys.task(action.id()).isPresent() ? action.with(keys.keys(action.id())) : action;
    }

    /// Says in the palette what an action would do just now.
    ///
    /// @param label instead of its own; empty for its own
    public void named(String id, Supplier<Optional<String>> label) {
        names.put(id, label);
    }

    /// Where the palette finds the objects of the open project.
    public void setObjects(Supplier<List<Action>> supplier) {
        objects = supplier;
    }

    public List<Action> all() {
        return present().map(this::keyed).toList();
    }

    /// The same, each called by what it would do just now.
    public List<Action> named() {
        return present().map(this::named).map(this::keyed).toList();
    }

    public Optional<Action> find(String id) {
        return present().filter(each -> each.id().equals(id)).findFirst().map(this::keyed);
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
        present().forEach(action -> rank(named(action), wanted, ranked));
        for (Action action : objects.get()) {
            rank(action, wanted, ranked);
        }
        return ranked.stream()
                .sorted(Comparator.comparingInt(Ranked::score).reversed())
                .limit(max)
                .map(each -> keyed(each.action()))
                .toList();
    }

    private Action named(Action action) {
        Supplier<Optional<String>> label = names.get(action.id());
        return label == null ? action : label.get().map(action::labelled).orElse(action);
    }

    private void rank(Action action, String wanted, List<Ranked> into) {
        int score = score(action, wanted);
        if (score > 0) {
            into.add(new Ranked(action, score + recency(action)));
        }
    }

    /// The later it was used, the more; less than what tells one way of matching from another.
    private int recency(Action action) {
        int ago = 0;
        for (String id : recent) {
            if (id.equals(action.id())) {
                return RECENT_MAX - ago;
            }
            ago++;
        }
        return 0;
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
