package org.fieldproof.views.tags;

import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.views.control.Leaving;

/// What lies over the editor while the tags of one connection are dealt with. FX thread.
public abstract class TagSheet extends StackPane {
    private final PartRef connection;
    private final StackPane over;
    private final Runnable closed;

    /// @param over what it lies over
    /// @param closed told when it has gone
    TagSheet(PartRef connection, StackPane over, Runnable closed) {
        this.connection = connection;
        this.over = over;
        this.closed = closed;
        getStyleClass().add("fp-scrim");
        setAlignment(Pos.CENTER);
        Leaving.byEscape(this, this::close);
    }

    final void show(Region box) {
        box.getStyleClass().add("fp-palette");
        box.setStyle("-fx-max-width: 58em; -fx-max-height: 43em;");
        getChildren().add(box);
    }

    final void open() {
        over.getChildren().add(this);
    }

    /// Whose tags they are.
    public final PartRef connection() {
        return connection;
    }

    /// Whoever acts elsewhere is led back to it.
    public abstract void takeFocus();

    /// The draft may have changed beneath it.
    public void refresh() {}

    /// Ends it; what was not taken into the draft is gone.
    public final void close() {
        over.getChildren().remove(this);
        closed.run();
    }
}
