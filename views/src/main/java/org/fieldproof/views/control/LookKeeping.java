package org.fieldproof.views.control;

import org.fieldproof.api.Workspace;

/// Keeps for the open project how somebody wants a table to look. FX thread.
final class LookKeeping {
    private final TableHeads<?> heads;
    private final Workspace memory;
    private final String name;
    private String key = "";
    private String kept = "";

    /// @param name of the list, such as `devices`
    LookKeeping(TableHeads<?> heads, Workspace memory, String name) {
        this.heads = heads;
        this.memory = memory;
        this.name = name;
        recall();
    }

    /// Puts back what was there when the open project was last looked at.
    void recall() {
        key = memory.status().project().map(project -> "table." + name + "." + project).orElse("");
        kept = key.isEmpty() ? "" : memory.preference(key).orElse("");
        heads.show(TableLook.read(kept));
    }

    void keep() {
        String now = heads.look().written();
        if (!key.isEmpty() && !now.equals(kept)) {
            kept = now;
            memory.setPreference(key, now);
        }
    }
}
