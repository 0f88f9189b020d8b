package org.fieldproof.views.action;

import java.util.List;
import java.util.function.Supplier;
import org.fieldproof.views.i18n.Texts;

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

    /// Its keys as this host and this language write them; empty without any.
    public String keysText(Texts texts) {
        return KeyStroke.text(keys, texts);
    }

    Action labelled(String other) {
        return new Action(id, other, category, keywords, keys, hindrance, act);
    }

    Action with(List<KeyStroke> others) {
        return new Action(id, label, category, keywords, others, hindrance, act);
    }
}
