package org.fieldproof.views.tour;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.TableColumnHeader;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import org.fieldproof.styles.Theme;
import org.jspecify.annotations.Nullable;

/// Looks at every text of a scene the way a person would. FX thread; lays the scene out first.
public final class TextAudit {

    /// Large text and marks, which are shapes and not text, need this share of what text needs.
    private static final double LARGE_SHARE = 2.0 / 3;
    private static final double LARGE_PX = 18;
    private static final double TOUCH = 2;

    private final Scene scene;
    private final double contrastMin;
    private final List<Finding> findings = new ArrayList<>();

    private TextAudit(Scene scene, double contrastMin) {
        this.scene = scene;
        this.contrastMin = contrastMin;
    }

    /// Everything that is hard to read in a scene that wears a theme.
    public static List<Finding> scan(Scene scene, Theme theme) {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        // Columns that have found their widths lay out their titles with the next pulse.
        scene.getRoot().layout();
        TextAudit audit = new TextAudit(scene, theme.contrastMin());
        audit.visit(scene.getRoot());
        return List.copyOf(audit.findings);
    }

    private void visit(Node node) {
        if (!node.isVisible() || node.getOpacity() == 0) {
            return;
        }
        if (node instanceof Labeled labeled) {
            look(labeled);
        }
        if (node instanceof Parent parent) {
            overlaps(parent);
            parent.getChildrenUnmodifiable().forEach(this::visit);
        }
    }

    private void look(Labeled labeled) {
        String text = labeled.getText();
        if (text == null || text.isBlank() || !(labeled.lookup(".text") instanceof Text shown)) {
            return;
        }
        Bounds bounds = labeled.localToScene(labeled.getLayoutBounds());
        if (bounds.getWidth() < 1 || bounds.getHeight() < 1 || !inSight(labeled, bounds)) {
            return;
        }
        if (!shown.getText().equals(text) && !tells(labeled.getTooltip(), text)) {
            add(Finding.Kind.CUT, labeled, "shown as: " + shown.getText());
        }
        if (!scrolls(labeled)
                && (bounds.getMaxX() > scene.getWidth() + TOUCH
                        || bounds.getMaxY() > scene.getHeight() + TOUCH
                        || bounds.getMinX() < -TOUCH
                        || bounds.getMinY() < -TOUCH)) {
            add(Finding.Kind.OUTSIDE, labeled, bounds.toString());
        }
        if (!labeled.isDisabled() && shown.getFill() instanceof Color colour) {
            contrast(labeled, shown, colour);
        }
    }

    /// True for the cells and titles of a table, which is scrolled where it is too wide.
    private static boolean scrolls(Labeled labeled) {
        return labeled instanceof IndexedCell<?>
                || labeled.getParent() instanceof TableColumnHeader;
    }

    private static boolean tells(@Nullable Tooltip tooltip, String text) {
        return tooltip != null && tooltip.getText() != null && tooltip.getText().contains(text);
    }

    /// False for what lies outside a scroll pane's viewport: it is not shown, not cut.
    private static boolean inSight(Node node, Bounds bounds) {
        for (Parent at = node.getParent(); at != null; at = at.getParent()) {
            if (at.getClip() != null) {
                Bounds window = at.localToScene(at.getClip().getBoundsInParent());
                if (!window.intersects(bounds)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void overlaps(Parent parent) {
        List<Labeled> texts = new ArrayList<>();
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (child instanceof Labeled labeled
                    && child.isVisible()
                    && !(child instanceof IndexedCell<?>)
                    && labeled.getText() != null
                    && !labeled.getText().isBlank()) {
                texts.add(labeled);
            }
        }
        for (int i = 0; i < texts.size(); i++) {
            for (int j = i + 1; j < texts.size(); j++) {
                Bounds a = texts.get(i).getBoundsInParent();
                Bounds b = texts.get(j).getBoundsInParent();
                double wide =
                        Math.min(a.getMaxX(), b.getMaxX()) - Math.max(a.getMinX(), b.getMinX());
                double high =
                        Math.min(a.getMaxY(), b.getMaxY()) - Math.max(a.getMinY(), b.getMinY());
                if (wide > TOUCH && high > TOUCH) {
                    add(Finding.Kind.OVERLAP, texts.get(i), "with: " + texts.get(j).getText());
                }
            }
        }
    }

    private void contrast(Labeled labeled, Text shown, Color colour) {
        Color behind = behind(labeled);
        double ratio = contrast(colour, behind);
        boolean mark = labeled.getText().codePoints().noneMatch(Character::isLetterOrDigit);
        boolean large = mark || shown.getFont().getSize() >= LARGE_PX;
        if (ratio < (large ? contrastMin * LARGE_SHARE : contrastMin)) {
            add(
                    Finding.Kind.CONTRAST,
                    labeled,
                    "%.2f of %s on %s".formatted(ratio, colour, behind));
        }
    }

    private static Color behind(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at instanceof Region region && region.getBackground() != null) {
                List<BackgroundFill> fills = region.getBackground().getFills();
                for (int i = fills.size() - 1; i >= 0; i--) {
                    if (fills.get(i).getFill() instanceof Color colour
                            && colour.getOpacity() == 1) {
                        return colour;
                    }
                }
            }
        }
        return Color.WHITE;
    }

    /// Contrast of two colours as WCAG 2 computes it, 1 to 21.
    public static double contrast(Color one, Color other) {
        double a = luminance(one) + 0.05;
        double b = luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    private void add(Finding.Kind kind, Labeled labeled, String detail) {
        StringBuilder where = new StringBuilder();
        int depth = 0;
        for (Node at = labeled; at != null && depth < 4; at = at.getParent()) {
            where.append(depth == 0 ? "" : " < ").append(at.getClass().getSimpleName());
            if (at.getId() != null) {
                where.append('#').append(at.getId());
            }
            depth++;
        }
        findings.add(new Finding(kind, labeled.getText(), where.toString(), detail));
    }
}
