package org.fieldproof.views.tags;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.views.draft.DraftSession;

/// What lies over the editor while the tags of one connection are dealt with. The table that the
/// connection names, and the templates of its instances, are no part of the draft: what they
/// have is asked for, and once more whenever the draft names others. FX thread.
public abstract class TagSheet extends StackPane {
    private final DraftSession session;
    private final PartRef connection;
    private final StackPane over;
    private final Runnable closed;

    /// What was asked for last.
    private Optional<Elsewhere> asked = Optional.empty();

    /// What says which tags stand elsewhere than in the list.
    private record Elsewhere(String table, Optional<DraftValue> instances) {}

    /// @param over what it lies over
    /// @param closed told when it has gone
    TagSheet(DraftSession session, PartRef connection, StackPane over, Runnable closed) {
        this.session = session;
        this.connection = connection;
        this.over = over;
        this.closed = closed;
        getStyleClass().add("fp-scrim");
        setAlignment(Pos.CENTER);
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
    public void refresh() {
        Elsewhere named =
                new Elsewhere(
                        tableName(),
                        session.model()
                                .part(connection)
                                .flatMap(part -> part.get(TagSchema.INSTANCES.name())));
        if (!asked.equals(Optional.of(named))) {
            asked = Optional.of(named);
            awaiting();
            session.tagTable(
                    connection.id(),
                    outcome -> {
                        if (asked.equals(Optional.of(named))) {
                            stands(outcome);
                        }
                    });
        }
    }

    /// The table that the connection names; empty for none.
    final String tableName() {
        return session.model()
                .part(connection)
                .map(part -> part.text(TagSchema.TABLE.name()))
                .orElse("");
    }

    /// Whether the connection has things of one kind, whose tags templates describe.
    final boolean hasInstances() {
        return session.model()
                .part(connection)
                .flatMap(part -> part.get(TagSchema.INSTANCES.name()))
                .filter(each -> each instanceof Items items && !items.items().isEmpty())
                .isPresent();
    }

    /// What the table has is not known yet: nothing can be taken before.
    abstract void awaiting();

    /// What the table has, or why it cannot be read.
    abstract void stands(Outcome outcome);

    /// Ends it; what was not taken into the draft is gone.
    public final void close() {
        over.getChildren().remove(this);
        closed.run();
    }
}
