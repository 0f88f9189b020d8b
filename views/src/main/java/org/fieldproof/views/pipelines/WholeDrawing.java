package org.fieldproof.views.pipelines;

import java.util.function.Supplier;
import javafx.scene.image.WritableImage;
import org.fieldproof.views.drawing.DrawingSheet;
import org.fieldproof.views.export.ExportMenu;
import org.fieldproof.views.perspective.Desk;

/// The canvas that is in front, drafted or running, as files in the colours of now. FX thread.
record WholeDrawing(Desk desk, Supplier<DrawingSheet> front) implements ExportMenu.Drawing {
    @Override
    public WritableImage picture() {
        return front.get().picture(desk.looks().palette().get());
    }

    @Override
    public byte[] svg() {
        return front.get().svg(desk.looks().palette().get());
    }
}
