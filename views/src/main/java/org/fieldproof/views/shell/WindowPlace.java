package org.fieldproof.views.shell;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;

/// Where a window of a page stood last, and whether it was open.
record WindowPlace(boolean open, Rectangle2D at) {

    private static final double LEAST = 120;
    private static final double WIDTH_MIN = 640;
    private static final double HEIGHT_MIN = 420;
    private static final double FAR = 100_000;

    static Optional<WindowPlace> read(String text) {
        String[] parts = text.split(" ", 6);
        if (parts.length != 5 || !(parts[0].equals("open") || parts[0].equals("home"))) {
            return Optional.empty();
        }
        try {
            double x = Double.parseDouble(parts[1]);
            double y = Double.parseDouble(parts[2]);
            double width = Double.parseDouble(parts[3]);
            double height = Double.parseDouble(parts[4]);
            boolean sane =
                    Math.abs(x) < FAR
                            && Math.abs(y) < FAR
                            && width > 0
                            && width < FAR
                            && height > 0
                            && height < FAR;
            return sane
                    ? Optional.of(
                            new WindowPlace(
                                    parts[0].equals("open"), new Rectangle2D(x, y, width, height)))
                    : Optional.empty();
        } catch (NumberFormatException broken) {
            return Optional.empty();
        }
    }

    String stored() {
        return (open ? "open " : "home ")
                + Math.round(at.getMinX())
                + " "
                + Math.round(at.getMinY())
                + " "
                + Math.round(at.getWidth())
                + " "
                + Math.round(at.getHeight());
    }

    /// Where it can be seen and taken hold of: where it was if that is on a screen there is now,
    /// else in the middle of the first one.
    ///
    /// @param screens the first one first
    Rectangle2D on(List<Rectangle2D> screens) {
        for (Rectangle2D screen : screens) {
            double wide =
                    Math.min(at.getMaxX(), screen.getMaxX())
                            - Math.max(at.getMinX(), screen.getMinX());
            double high = Math.min(at.getMaxY(), screen.getMaxY()) - at.getMinY();
            if (wide >= LEAST && high >= LEAST && at.getMinY() >= screen.getMinY()) {
                return sized(at.getMinX(), at.getMinY(), screen);
            }
        }
        Rectangle2D first = screens.getFirst();
        Rectangle2D size = sized(0, 0, first);
        return new Rectangle2D(
                first.getMinX() + (first.getWidth() - size.getWidth()) / 2,
                first.getMinY() + (first.getHeight() - size.getHeight()) / 2,
                size.getWidth(),
                size.getHeight());
    }

    private Rectangle2D sized(double x, double y, Rectangle2D screen) {
        return new Rectangle2D(
                x,
                y,
                Math.min(Math.max(WIDTH_MIN, at.getWidth()), screen.getWidth()),
                Math.min(Math.max(HEIGHT_MIN, at.getHeight()), screen.getHeight()));
    }
}
