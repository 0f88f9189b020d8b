package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.TableRow;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A fill that nobody can see is painted all the same, point by point: two behind each page were a
/// third of what drawing took. Harm if it breaks: frames are missed on machines without a graphics
/// card.
final class NothingPaintedTest {
    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void noPageIsFilledWithWhatCannotBeSeen() {
        console.workspace.openSample();
        List<String> filled = new ArrayList<>();
        int seen = 0;
        for (PerspectiveId perspective : PerspectiveId.values()) {
            console.onWindow(window -> window.show(perspective));
            console.live(2);
            seen += look(filled);
        }
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        console.editPipeline();
        seen += look(filled);
        assertThat(seen).as("regions looked at").isGreaterThan(1000);
        assertThat(filled).isEmpty();
    }

    /// Rows lie on what the table is filled with: each filled by itself is the table once more.
    @Test
    void theRowsOfATableAreNotFilledOnceMore() {
        console.workspace.openSample();
        List<TableRow<?>> rows = new ArrayList<>();
        for (PerspectiveId perspective : PerspectiveId.values()) {
            console.onWindow(window -> window.show(perspective));
            console.live(3);
            Console.onFx(() -> console.window.scene().getRoot().lookupAll(".table-row-cell"))
                    .stream()
                    .filter(TableRow.class::isInstance)
                    .<TableRow<?>>map(node -> (TableRow<?>) node)
                    .filter(row -> !row.isEmpty() && !row.isSelected())
                    .forEach(rows::add);
        }
        assertThat(rows).isNotEmpty().allMatch(row -> row.getBackground() == null);
    }

    private int look(List<String> filled) {
        return Console.onFx(
                () -> {
                    Parent root = console.window.scene().getRoot();
                    root.applyCss();
                    root.layout();
                    return look(root, filled);
                });
    }

    private static int look(Node node, List<String> filled) {
        int seen = 0;
        if (node instanceof Region region) {
            seen++;
            boolean unseen =
                    region.getBackground() != null
                            && region.getBackground().getImages().isEmpty()
                            && region.getBackground().getFills().stream()
                                    .map(BackgroundFill::getFill)
                                    .allMatch(NothingPaintedTest::cannotBeSeen);
            if (unseen && region.getWidth() * region.getHeight() > 0) {
                filled.add(region.getClass().getSimpleName() + " " + region.getStyleClass());
            }
        }
        if (node instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                seen += look(child, filled);
            }
        }
        return seen;
    }

    private static boolean cannotBeSeen(Paint paint) {
        return paint instanceof Color colour && colour.getOpacity() == 0;
    }
}
