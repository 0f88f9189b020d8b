package org.fieldproof.views.action;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// One thing that can be done.
///
/// @param id stable, such as `drills.stop`
/// @param keywords further words it is found by
/// @param keys what does it; in the registry it may be given others
/// @param hindrance why it cannot be done now; empty if it can
public record Action(
        String id,
        String label,
        String category,
        String keywords,
        List<KeyStroke> keys,
        Supplier<String> hindrance,
        Runnable act) {

    public Action {
        keys = List.copyOf(keys);
    }

    public boolean available() {
        return hindrance.get().isEmpty();
    }

    /// Its keys as this host writes them; empty without any.
    public String keysText() {
        return keys.stream().map(KeyStroke::text).collect(Collectors.joining(", "));
    }

    Action with(List<KeyStroke> others) {
        return new Action(id, label, category, keywords, others, hindrance, act);
    }
}
