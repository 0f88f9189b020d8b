package org.fieldproof.styles;

import java.util.Optional;

/// The console's looks.
public enum Theme {
    LIGHT("light", 4.5),
    DARK("dark", 4.5),
    /// For those whom greys do not serve: black and white, wide rings around what has the focus.
    CONTRAST("high-contrast", 7);

    private final String id;
    private final double contrastMin;

    Theme(String id, double contrastMin) {
        this.id = id;
        this.contrastMin = contrastMin;
    }

    /// The name in preferences and file names.
    public String id() {
        return id;
    }

    /// The least contrast of text with its ground that this look promises, as WCAG 2 computes it.
    public double contrastMin() {
        return contrastMin;
    }

    /// The one after this, round and round.
    public Theme next() {
        return switch (this) {
            case LIGHT -> DARK;
            case DARK -> CONTRAST;
            case CONTRAST -> LIGHT;
        };
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
