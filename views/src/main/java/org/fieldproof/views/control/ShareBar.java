package org.fieldproof.views.control;

import java.util.List;
import javafx.scene.layout.Region;

/// A whole in parts, side by side.
public final class ShareBar extends Region {

    private List<Part> parts = List.of();

    /// One part.
    ///
    /// @param styleClass one of `fp-share-done`, `fp-share-way`, `fp-share-held`, `fp-share-bad`
    public record Part(double amount, String styleClass) {}

    public ShareBar() {
        setMinHeight(14);
        setPrefHeight(14);
        getStyleClass().add("fp-bullet-well");
    }

    public void show(List<Part> next, String accessibleText) {
        parts = List.copyOf(next);
        setAccessibleText(accessibleText);
        while (getChildren().size() < parts.size()) {
            Region region = new Region();
            region.setManaged(false);
            getChildren().add(region);
        }
        for (int i = 0; i < getChildren().size(); i++) {
            getChildren().get(i).setVisible(i < parts.size());
            if (i < parts.size()) {
                getChildren().get(i).getStyleClass().setAll(parts.get(i).styleClass());
            }
        }
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double whole = Math.max(1, parts.stream().mapToDouble(Part::amount).sum());
        double x = 0;
        for (int i = 0; i < parts.size(); i++) {
            double amount = parts.get(i).amount();
            double width = amount <= 0 ? 0 : Math.max(1, getWidth() * amount / whole);
            getChildren().get(i).resizeRelocate(x, 0, Math.min(width, getWidth() - x), getHeight());
            x += width;
        }
    }
}
