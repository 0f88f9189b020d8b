package org.fieldproof.views.place;

import java.util.Locale;
import org.fieldproof.styles.Icon;

/// The perspectives, in the order of the rail and of the digits that open them.
public enum PerspectiveId {
    PIPELINES(Icon.PIPELINES),
    DEVICES(Icon.DEVICES),
    LIVE(Icon.LIVE),
    BUFFERS(Icon.BUFFERS),
    LATENCY(Icon.LATENCY),
    DRILLS(Icon.DRILLS),
    EVIDENCE(Icon.EVIDENCE),
    ALARMS(Icon.ALARMS),
    SETTINGS(Icon.SETTINGS);

    private final Icon icon;

    PerspectiveId(Icon icon) {
        this.icon = icon;
    }

    public Icon icon() {
        return icon;
    }

    /// The name in file names and preferences.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Key of its title in the bundle `shell`.
    public String titleKey() {
        return "shell.perspective." + key();
    }

    /// Which one it is on the rail, from 1 on; its digit, as far as there are digits.
    public int place() {
        return ordinal() + 1;
    }
}
