package org.fieldproof.views.shell;

import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.views.draft.DraftProblem;
import org.fieldproof.views.place.Explained;
import org.fieldproof.views.place.HelpTopic;
import org.jspecify.annotations.Nullable;

/// Finds out what F1 is asked about. Stateless.
final class HelpContext {

    private HelpContext() {}

    /// @param focused what has the focus
    /// @param otherwise the page of what is open
    static HelpTopic of(@Nullable Node focused, String otherwise) {
        Object chosen =
                switch (focused) {
                    case ListView<?> list -> list.getSelectionModel().getSelectedItem();
                    case TableView<?> table -> table.getSelectionModel().getSelectedItem();
                    case null, default -> null;
                };
        return switch (chosen) {
            case DraftProblem problem -> HelpTopic.problem(problem.problem().code());
            case GatewayEvent event -> HelpTopic.problem(event.code());
            case Explained row -> row.help();
            case null, default -> HelpTopic.of(focused, otherwise);
        };
    }
}
