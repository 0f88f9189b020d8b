package org.fieldproof.views.draft;

/// What becomes of something of the picture from one revision to another. The sign tells it
/// without a colour.
enum Fate {
    SAME("", "fp-fate-same"),
    ADDED("+", "fp-fate-added"),
    REMOVED("−", "fp-fate-removed"),
    CHANGED("~", "fp-fate-changed"),
    MOVED("→", "fp-fate-moved");

    private final String sign;
    private final String styleClass;

    Fate(String sign, String styleClass) {
        this.sign = sign;
        this.styleClass = styleClass;
    }

    String sign() {
        return sign;
    }

    String styleClass() {
        return styleClass;
    }

    /// The fate of what both, one or none of two revisions have.
    static Fate of(boolean was, boolean is, boolean changed, boolean moved) {
        if (was != is) {
            return is ? ADDED : REMOVED;
        }
        return changed ? CHANGED : moved ? MOVED : SAME;
    }
}
