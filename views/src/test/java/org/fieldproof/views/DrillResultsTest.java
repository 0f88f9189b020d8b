package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.input.MouseEvent;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.robot.Hand;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: who presses the head of a list is led away from it.
final class DrillResultsTest {
    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    private void click(String part) {
        Node table = console.there("#drill-results");
        Node found = Console.onFx(() -> table.lookup(part));
        Hand.tell(found, MouseEvent.MOUSE_CLICKED, 1, false);
        console.live(1);
    }

    @Test
    void onlyAClickOnAResultLeadsToItsEvidence() {
        console.workspace.openSample();
        console.workspace.gateway.find(
                new DrillSnapshot.Result(
                        "D-1",
                        "upstream-outage",
                        Verdict.PASSED,
                        "Nothing was lost.",
                        Instant.EPOCH,
                        Instant.EPOCH.plusSeconds(60),
                        "/tmp/D-1.evidence.zip"));
        console.live(2);
        console.onWindow(window -> window.show(PerspectiveId.DRILLS));
        console.live(1);
        Node table = console.there("#drill-results");
        Console.onFx(
                () -> {
                    ((TableView<?>) table).getSelectionModel().selectFirst();
                    return true;
                });
        click(".column-header");
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.DRILLS);
        click(".table-row-cell");
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.EVIDENCE);
    }
}
