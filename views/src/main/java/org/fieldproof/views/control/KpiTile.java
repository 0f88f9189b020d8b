package org.fieldproof.views.control;

import eu.hansolo.tilesfx.Tile;
import eu.hansolo.tilesfx.TileBuilder;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Font;
import org.fieldproof.styles.Fonts;
import org.fieldproof.styles.Palette;

/// A number that a room can read. The only class that knows TilesFX: that library has a look of
/// its own and no accessibility, so this one gives it our colours and a text.
public final class KpiTile extends StackPane {

    private static final double HEIGHT = 104;
    private static final double VALUE_MAX = 1e12;

    private final Tile tile;
    private final String title;

    /// A tile.
    ///
    /// @param decimals how many to show
    public KpiTile(
            String title, String unit, int decimals, ReadOnlyObjectProperty<Palette> palette) {
        this.title = title;
        tile =
                TileBuilder.create()
                        .skinType(Tile.SkinType.NUMBER)
                        .title(title)
                        .unit(unit)
                        .decimals(decimals)
                        .maxValue(VALUE_MAX)
                        .animated(false)
                        .textVisible(false)
                        .customFontEnabled(true)
                        .customFont(Font.font(Fonts.SANS))
                        .build();
        tile.setMinSize(120, HEIGHT);
        tile.setPrefHeight(HEIGHT);
        tile.setMaxSize(Double.MAX_VALUE, HEIGHT);
        tile.setFocusTraversable(false);
        getStyleClass().add("fp-panel");
        setMinHeight(Region.USE_PREF_SIZE);
        getChildren().add(tile);
        palette.addListener((property, was, is) -> paint(is));
        paint(palette.get());
    }

    public void show(double value, String words) {
        tile.setValue(value);
        setAccessibleText(title + ": " + words);
    }

    private void paint(Palette colours) {
        tile.setBackgroundColor(colours.panel());
        tile.setForegroundColor(colours.value());
        tile.setValueColor(colours.value());
        tile.setUnitColor(colours.muted());
        tile.setTitleColor(colours.muted());
        tile.setTextColor(colours.muted());
        tile.setBarColor(colours.fill());
        tile.setThresholdColor(colours.p2());
    }
}
