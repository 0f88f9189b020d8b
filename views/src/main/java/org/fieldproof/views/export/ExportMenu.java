package org.fieldproof.views.export;

import java.nio.charset.StandardCharsets;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.tour.PngPicture;

/// The menu beside every chart and drawing: its figures, if it has any, as CSV, to a file or to be
/// pasted, and itself as PNG and SVG. FX thread.
public final class ExportMenu extends MenuButton {

    private final Desk desk;
    private final String name;
    private final Drawing drawing;

    /// What is taken out, as it is shown now.
    public interface Drawing {
        WritableImage picture();

        byte[] svg();
    }

    /// What has figures, too.
    public interface Chart extends Drawing {
        String csv();
    }

    /// A menu for one drawing, or for several charts that are shown as one.
    ///
    /// @param name what a file's name begins with
    public ExportMenu(Desk desk, String name, Drawing drawing) {
        this.desk = desk;
        this.name = name;
        this.drawing = drawing;
        setText(desk.text("export.menu.title"));
        setId(name + "-export");
        setMinWidth(Region.USE_PREF_SIZE);
        if (drawing instanceof Chart chart) {
            item("csv", () -> saveFigures(chart));
        }
        item("png", this::savePicture);
        item("svg", this::saveDrawing);
        if (drawing instanceof Chart chart) {
            item("copy", () -> Parts.copy(chart.csv()));
        }
    }

    private void item(String kind, Runnable act) {
        MenuItem item = new MenuItem(desk.text("export.menu." + kind));
        item.setId(name + "-export-" + kind);
        item.setOnAction(event -> act.run());
        getItems().add(item);
    }

    // What is written is what was seen when it was asked for, however long a person looks for a
    // place.
    private void saveFigures(Chart chart) {
        byte[] csv = chart.csv().getBytes(StandardCharsets.UTF_8);
        desk.save(name, "csv", () -> csv);
    }

    private void saveDrawing() {
        byte[] svg = drawing.svg();
        desk.save(name, "svg", () -> svg);
    }

    private void savePicture() {
        WritableImage picture = drawing.picture();
        desk.save(name, "png", () -> PngPicture.encode(picture));
    }
}
