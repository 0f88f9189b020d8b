package org.fieldproof.views.drawing;

/// How large a card is, in pixels at 100 %.
public final class CardSize {
    public static final int WIDTH = 184;
    public static final int HEIGHT = 60;

    /// From one column of cards to the next.
    public static final int COLUMN = 284;

    /// From one row of cards to the next.
    public static final int ROW = 92;

    private CardSize() {}
}
