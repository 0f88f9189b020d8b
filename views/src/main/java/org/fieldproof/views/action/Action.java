package org.fieldproof.views.action;

import java.util.function.Supplier;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;

/// One thing that can be done.
///
/// @param id stable, such as `drills.stop`
/// @param keywords further words it is found by
/// @param keys its shortcut, if it has one
/// @param hindrance why it cannot be done now; empty if it can
public record Action(
        String id,
        String label,
        String category,
        String keywords,
        @Nullable KeyCombination keys,
        Supplier<String> hindrance,
        Runnable act) {

    public boolean available() {
        return hindrance.get().isEmpty();
    }

    /// Its shortcut as this host writes it; empty without one.
    public String keysText() {
        return keys == null ? "" : keys.getDisplayText();
    }
}
