package org.fieldproof.views.place;

import java.util.Locale;
import org.fieldproof.styles.Icon;

/// The perspectives, in the order of the rail and of the digits that open them.
public enum PerspectiveId {
    PIPELINES(Icon.PIPELINES, 1),
    DEVICES(Icon.DEVICES, 2),
    LIVE(Icon.LIVE, 3),
    BUFFERS(Icon.BUFFERS, 4),
    LATENCY(Icon.LATENCY, 5),
    DRILLS(Icon.DRILLS, 6),
    EVIDENCE(Icon.EVIDENCE, 7),
    ALARMS(Icon.ALARMS, 8),
    SETTINGS(Icon.SETTINGS, 9);

    private final Icon icon;
    private final int place;

    /// @param place on the rail, from 1 on
    PerspectiveId(Icon icon, int place) {
        this.icon = icon;
        this.place = place;
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
        return place;
    }
}
