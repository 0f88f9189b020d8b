package org.fieldproof.styles;

import javafx.scene.control.ScrollPane;
import javafx.scene.control.skin.ScrollPaneSkin;

/// A scroll pane without a picture of its contents. The toolkit's own keeps one of each viewport,
/// also of pages that are not shown: some 5 MiB each, and drawn as a whole again whenever a figure
/// in it changes. The sheet names this skin for all scroll panes.
public final class PlainScrollPaneSkin extends ScrollPaneSkin {
    public PlainScrollPaneSkin(ScrollPane pane) {
        super(pane);
        getChildren().forEach(child -> child.setCache(false));
    }
}
