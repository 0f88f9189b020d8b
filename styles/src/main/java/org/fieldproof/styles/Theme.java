package org.fieldproof.styles;

import java.util.Optional;

/// The console's two looks.
public enum Theme {
    LIGHT("light"),
    DARK("dark");

    private final String id;

    Theme(String id) {
        this.id = id;
    }

    /// The name in preferences and file names.
    public String id() {
        return id;
    }

    public Theme other() {
        return this == LIGHT ? DARK : LIGHT;
    }

    public static Optional<Theme> of(String id) {
        for (Theme theme : values()) {
            if (theme.id.equals(id)) {
                return Optional.of(theme);
            }
        }
        return Optional.empty();
    }
}
