package org.fieldproof.views.control;

import java.util.Optional;
import org.fieldproof.api.Workspace;

/// Keeps for the open project how somebody wants a table to look. FX thread.
final class LookKeeping {
    private final TableHeads<?> heads;
    private final Workspace memory;
    private final String name;

    /// @param name of the list, such as `devices`
    LookKeeping(TableHeads<?> heads, Workspace memory, String name) {
        this.heads = heads;
        this.memory = memory;
        this.name = name;
        recall();
    }

    /// Puts back what was there when the open project was last looked at.
    void recall() {
        heads.show(TableLook.read(key().flatMap(memory::preference).orElse("")));
    }

    /// For the project that is open now: pages may be made before one is.
    void keep() {
        String now = heads.look().written();
        key().filter(key -> !now.equals(memory.preference(key).orElse("")))
                .ifPresent(key -> memory.setPreference(key, now));
    }

    private Optional<String> key() {
        return memory.status().project().map(project -> "table." + name + "." + project);
    }
}
