package org.fieldproof.views.drawing;

import java.util.List;
import java.util.Optional;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;

/// How far a drawing reaches. Pure.
public final class Extent {
    private Extent() {}

    /// What holds all of some, with room around it; empty if there is none.
    public static Optional<Bounds> around(List<Bounds> all, double room) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        double left = all.stream().mapToDouble(Bounds::getMinX).min().orElse(0) - room;
        double top = all.stream().mapToDouble(Bounds::getMinY).min().orElse(0) - room;
        double right = all.stream().mapToDouble(Bounds::getMaxX).max().orElse(0) + room;
        double bottom = all.stream().mapToDouble(Bounds::getMaxY).max().orElse(0) + room;
        return Optional.of(new BoundingBox(left, top, right - left, bottom - top));
    }
}
