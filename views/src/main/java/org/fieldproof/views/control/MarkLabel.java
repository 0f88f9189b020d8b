package org.fieldproof.views.control;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// A state's shape, in its colour.
public final class MarkLabel extends Label {

    private Mark mark = Mark.OFF;

    public MarkLabel() {
        super(Mark.OFF.glyph());
        getStyleClass().addAll("fp-mark", Mark.OFF.styleClass());
        setMinWidth(Region.USE_PREF_SIZE);
    }

    public void show(Mark next) {
        if (next != mark) {
            Parts.restyle(this, mark.styleClass(), next.styleClass());
            mark = next;
            setText(next.glyph());
        }
    }
}
