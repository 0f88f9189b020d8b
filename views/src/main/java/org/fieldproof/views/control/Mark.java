package org.fieldproof.views.control;

/// A state as a shape and, only for the abnormal, a colour. The shape alone must tell.
public enum Mark {
    RUN("●", "fp-mark-run"),
    OFF("○", "fp-mark-off"),
    URGENT("▲", "fp-p1"),
    HIGH("◆", "fp-p2"),
    LOW("■", "fp-p3"),
    NOTE("◇", "fp-p4");

    private final String glyph;
    private final String styleClass;

    Mark(String glyph, String styleClass) {
        this.glyph = glyph;
        this.styleClass = styleClass;
    }

    public String glyph() {
        return glyph;
    }

    public String styleClass() {
        return styleClass;
    }

    public boolean abnormal() {
        return this == URGENT || this == HIGH || this == LOW;
    }

    /// The style class of text beside it: the mark's own if abnormal, plain otherwise.
    public String textClass() {
        return abnormal() ? styleClass : "fp-muted";
    }
}
