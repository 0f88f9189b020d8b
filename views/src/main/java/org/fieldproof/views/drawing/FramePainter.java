package org.fieldproof.views.drawing;

import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.pad.Pad;

/// Paints the frames of groups.
public final class FramePainter {
    private static final double ROOM = 18;
    private static final double TITLE = 20;
    private static final double TITLE_LEFT = 10;
    private static final double TITLE_MIDDLE = 13;
    private static final double BORDER = 1.2;

    private FramePainter() {}

    /// A frame around the cards of a group.
    ///
    /// @param cards what holds its cards
    public static void paint(Pad pad, Palette colours, String title, Bounds cards) {
        Bounds box = around(cards);
        pad.box(
                box.getMinX(),
                box.getMinY(),
                box.getWidth(),
                box.getHeight(),
                colours.panel(),
                new Pad.Stroke(colours.line(), BORDER));
        pad.text(
                title,
                box.getMinX() + TITLE_LEFT,
                box.getMinY() + TITLE_MIDDLE,
                Pad.Align.LEFT,
                colours.muted());
    }

    /// What a frame around some cards takes.
    public static Bounds around(Bounds cards) {
        return new BoundingBox(
                cards.getMinX() - ROOM,
                cards.getMinY() - ROOM - TITLE / 2,
                cards.getWidth() + 2 * ROOM,
                cards.getHeight() + 2 * ROOM + TITLE / 2);
    }
}
