package org.fieldproof.views.control;

import javafx.scene.layout.Region;

/// A value against its limit: a bar in a well with a tick where it becomes high and one where it
/// becomes urgent. Instead of a dial.
public final class BulletBar extends Region {

    private static final double HIGH_AT = 0.75;
    private static final double URGENT_AT = 0.95;

    private final Region well = part("fp-bullet-well");
    private final Region fill = part("fp-bullet-fill");
    private final Region high = part("fp-bullet-high");
    private final Region urgent = part("fp-bullet-urgent");
    private double share;

    public BulletBar() {
        getChildren().addAll(well, fill, high, urgent);
        setMinHeight(12);
        setPrefHeight(12);
        setPrefWidth(180);
        setMinWidth(40);
    }

    /// Shows a value.
    ///
    /// @param share of the limit, 0 to 1
    public void show(double share, String accessibleText) {
        this.share = Math.clamp(share, 0, 1);
        setAccessibleText(accessibleText);
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double bar = Math.min(10, getHeight());
        double top = (getHeight() - bar) / 2;
        well.resizeRelocate(0, top, width, bar);
        fill.resizeRelocate(0, top, share > 0 ? Math.max(2, width * share) : 1, bar);
        high.resizeRelocate(Math.rint(width * HIGH_AT), top - 3, 2, bar + 6);
        urgent.resizeRelocate(Math.rint(width * URGENT_AT), top - 3, 2, bar + 6);
    }

    private static Region part(String styleClass) {
        Region region = new Region();
        region.getStyleClass().add(styleClass);
        region.setManaged(false);
        return region;
    }
}
