package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Of the cards on the canvas only those are drawn that differ. Harm if it breaks: a card goes on
/// saying what an undo has taken back.
final class CanvasKeptTest {
    private static final int ROUNDS = 6;
    private static final int EDITS = 12;

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void afterEditsUndoAndRedoTheCanvasIsTheOneBuiltAnew() {
        console.editPipeline();
        Random random = new Random(11);
        Set<String> seen = new TreeSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < EDITS; i++) {
                console.onWindow(
                        window -> {
                            switch (random.nextInt(4)) {
                                case 0 -> window.draft().undo();
                                case 1 -> window.draft().redo();
                                default ->
                                        window.draft().edit("edit", draft -> edited(draft, random));
                            }
                        });
            }
            List<String> kept = cards();
            // A language that is chosen anew builds the window anew.
            console.onWindow(window -> window.setLanguage(Locale.ENGLISH));
            assertThat(cards()).as("round %d", round).isEqualTo(kept);
            seen.add(kept.toString());
        }
        assertThat(seen).hasSizeGreaterThan(3);
    }

    private static ProjectDraft edited(ProjectDraft draft, Random random) {
        List<PartRef> parts = draft.refs();
        PartRef part = parts.get(random.nextInt(parts.size()));
        return switch (random.nextInt(4)) {
            case 0 ->
                    DraftEdits.move(
                            draft,
                            Map.of(part, new Point(random.nextInt(900), random.nextInt(600))));
            case 1 ->
                    DraftEdits.rename(
                            draft, part, DraftEdits.freshId(draft, part.section(), "other"));
            case 2 -> parts.size() > 3 ? DraftEdits.remove(draft, Set.of(part)) : draft;
            default ->
                    DraftEdits.set(
                            draft,
                            part,
                            FieldPath.of("title"),
                            Text.plain("Title " + random.nextInt(9)));
        };
    }

    /// What the cards say and wear, and where they stand, in the order of Tab.
    private List<String> cards() {
        console.live(1);
        return Console.onFx(
                () -> {
                    List<String> cards = new ArrayList<>();
                    for (Node box :
                            console.window.scene().lookup("#draft-canvas").lookupAll(".fp-node")) {
                        Node card = box.getParent();
                        Set<String> worn = new TreeSet<>(box.getStyleClass());
                        worn.remove("fp-chosen");
                        cards.add(
                                card.getId()
                                        + " at "
                                        + card.getLayoutX()
                                        + ","
                                        + card.getLayoutY()
                                        + " wears "
                                        + worn
                                        + " says "
                                        + card.getAccessibleText()
                                        + " / "
                                        + box.lookupAll(".label").stream()
                                                .map(each -> ((Labeled) each).getText())
                                                .toList());
                    }
                    return cards;
                });
    }
}
