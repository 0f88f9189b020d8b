package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumnBase;
import javafx.scene.input.KeyCode;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: the console writes pages of warnings to its log, and some text has no colour.
final class StyleWarningsTest {
    // The toolkit's own, held so that it is not collected.
    private final Logger styles = Logger.getLogger("javafx.css");
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    private final Handler listening =
            new Handler() {
                @Override
                public void publish(LogRecord line) {
                    if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                        warnings.add(line.getMessage());
                    }
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @BeforeEach
    void listen() {
        styles.addHandler(listening);
    }

    @AfterEach
    void stop() {
        console.close();
        styles.removeHandler(listening);
    }

    /// Into windows of their own, back, and away with the project.
    @Test
    void noPageIsStyledWithoutAScene() {
        console.workspace.openSample();
        console.live(2);
        for (PerspectiveId id : Perspectives.registry().keySet()) {
            console.onWindow(window -> window.show(id));
            console.live(1);
            console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.W);
            console.live(1);
            console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.W);
            console.live(1);
        }
        console.press(KeyCode.CONTROL, KeyCode.W);
        console.live(1);
        assertThat(warnings).isEmpty();
    }

    /// A machine that is busy draws nothing between two presses of the key.
    @Test
    void aPageThatComesAndGoesBetweenTwoPulsesHasItsColours() {
        console.workspace.openSample();
        console.live(2);
        for (PerspectiveId id : Perspectives.registry().keySet()) {
            console.onWindow(
                    window -> {
                        window.show(id);
                        window.refresh();
                        for (int i = 0; i < 2; i++) {
                            window.perform("view.window");
                            window.refresh();
                        }
                    });
        }
        assertThat(warnings).isEmpty();
    }

    /// The toolkit takes one width of a column for none, and measures rows in vain.
    @Test
    void noColumnHasTheWidthThatIsTakenForNone() {
        List<Double> widths =
                Console.onFx(
                        () -> {
                            RowTable<String> table = new RowTable<>(row -> row, "");
                            for (int width = 40; width < 120; width++) {
                                table.text("a", width, row -> row);
                            }
                            return table.getColumns().stream()
                                    .map(TableColumnBase::getPrefWidth)
                                    .toList();
                        });
        assertThat(widths).hasSize(80).doesNotContain(new TableColumn<>().getPrefWidth());
    }
}
