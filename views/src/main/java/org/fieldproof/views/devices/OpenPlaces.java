package org.fieldproof.views.devices;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.Workspace;
import org.fieldproof.views.plant.Plant;

/// Which places of the plant somebody has opened or closed, kept for the open project. Sites are
/// open at first. FX thread.
final class OpenPlaces {
    /// Beyond it the longest kept is forgotten: it is as at first when the tree is shown anew.
    private static final int KEPT_MAX = 200;

    private static final String BETWEEN = "\n";

    private final Workspace memory;

    /// Those that are not as at first, the longest kept first.
    private final Set<String> turned = new LinkedHashSet<>();

    private String key = "";
    private boolean changed;

    OpenPlaces(Workspace memory) {
        this.memory = memory;
    }

    /// Recalls what was kept, if another project is open than before.
    void follow() {
        String now = memory.status().project().map(each -> "devices.tree." + each).orElse("");
        if (now.equals(key)) {
            return;
        }
        write();
        key = now;
        turned.clear();
        Optional<String> kept = key.isEmpty() ? Optional.empty() : memory.preference(key);
        kept.filter(text -> !text.isEmpty())
                .ifPresent(text -> turned.addAll(List.of(text.split(BETWEEN, -1))));
    }

    boolean isOpen(String path) {
        return isOpenAtFirst(path) != turned.contains(path);
    }

    private static boolean isOpenAtFirst(String path) {
        return path.indexOf('/') < 0;
    }

    void turn(String path, boolean open) {
        changed |= open == isOpenAtFirst(path) ? turned.remove(path) : turned.add(path);
    }

    /// Writes down what was opened and closed since it was last; together, as each time is a file.
    ///
    /// @param plant what is not in it goes first where there is too much
    void keep(Plant plant) {
        if (changed && turned.size() > KEPT_MAX) {
            turned.removeIf(path -> plant.at(path).isEmpty());
        }
        write();
    }

    private void write() {
        while (turned.size() > KEPT_MAX) {
            turned.remove(turned.iterator().next());
        }
        if (changed && !key.isEmpty()) {
            memory.setPreference(key, String.join(BETWEEN, turned));
        }
        changed = false;
    }
}
