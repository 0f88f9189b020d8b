package org.fieldproof.views.control;

import eu.hansolo.tilesfx.Tile;
import eu.hansolo.tilesfx.TileBuilder;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.styles.Palette;

/// A number that a room can read. The only class that knows TilesFX: that library has a look of
/// its own and no accessibility, so this one gives it our colours, our letters and a text.
public final class KpiTile extends StackPane {

    private static final double HEIGHT = 68;

    private final Tile tile;
    private final String title;

    /// Kept here and held weakly there: the palette lives as long as the window.
    private final ChangeListener<Palette> repaint = (property, was, is) -> paint(is);

    private final Label value = Parts.label("", "fp-figure");

    public KpiTile(String title, ReadOnlyObjectProperty<Palette> palette) {
        this.title = title;
        VBox words = new VBox(2, Parts.label(title, "fp-muted"), value);
        words.setPadding(new Insets(4, 8, 4, 10));
        tile =
                TileBuilder.create()
                        .skinType(Tile.SkinType.CUSTOM)
                        .graphic(words)
                        .animated(false)
                        .textVisible(false)
                        .build();
        tile.setMinSize(120, HEIGHT);
        tile.setPrefHeight(HEIGHT);
        tile.setMaxSize(Double.MAX_VALUE, HEIGHT);
        tile.setFocusTraversable(false);
        getStyleClass().add("fp-panel");
        setMinHeight(HEIGHT);
        getChildren().add(tile);
        palette.addListener(new WeakChangeListener<>(repaint));
        paint(palette.get());
    }

    public void show(String words) {
        value.setText(words);
        setAccessibleText(title + ": " + words);
    }

    private void paint(Palette colours) {
        tile.setBackgroundColor(colours.panel());
        tile.setForegroundColor(colours.text());
    }
}
