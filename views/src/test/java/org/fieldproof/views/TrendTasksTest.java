package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a person does with courses. Harm if it breaks: what somebody wants to see is not seen, or
/// is gone while he looks elsewhere.
final class TrendTasksTest {

    private final Console console = new Console(Theme.DARK, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void severalRowsArePinnedByOneKeyAndShareAnAxis() {
        pinThree();
        assertThat(console.texts())
                .contains("press-01 · bar", "pump-02 · bar", "mixer-03 · bar", "bar");
        assertThat(cards()).isEqualTo(1);
        console.live(2);
        assertThat(console.texts()).anyMatch(text -> text.matches("[5-7]\\.\\d\\d"));
    }

    /// Harm: whoever cannot use a mouse sees no more than what follows the clock.
    @Test
    void everythingCanBeDoneWithKeys() {
        pinThree();
        console.focus("#trend-plots");
        String following = readout();
        console.press(KeyCode.LEFT);
        console.press(KeyCode.LEFT);
        assertThat(readout()).isNotEqualTo(following).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}.*");
        console.press(KeyCode.ESCAPE);
        assertThat(readout()).isEqualTo(following);
        console.press(KeyCode.LEFT);
        assertThat(readout()).isNotEqualTo(following);
        console.focus("#live-table");
        assertThat(readout()).as("nobody is at the charts any more").isEqualTo(following);
        console.focus("#trend-plots");
        console.press(KeyCode.SHIFT, KeyCode.LEFT);
        assertThat(((ToggleButton) console.there("#trend-follow")).isSelected()).isFalse();
        assertThat(readout()).endsWith("ago");
        console.press(KeyCode.END);
        assertThat(((ToggleButton) console.there("#trend-follow")).isSelected()).isTrue();
        console.press(KeyCode.EQUALS);
        assertThat(((ToggleButton) console.there("#trend-range-1")).isSelected()).isFalse();
        console.space("#trend-range-15");
        assertThat(((ToggleButton) console.there("#trend-range-15")).isSelected()).isTrue();
        console.space("#trend-table-button");
        console.live(1);
        assertThat(console.rows("#trend-table")).hasSizeGreaterThan(20);
        console.space("#trend-table-button");
        console.space("#trend-alone");
        assertThat(console.there("#live-table").isVisible()).isFalse();
        console.space("#trend-alone");
        assertThat(console.there("#live-table").isVisible()).isTrue();
    }

    @Test
    void whatHappenedIsMarkedAndWalkedTo() {
        pinThree();
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(25);
        console.focus("#trend-plots");
        List<String> walked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            console.press(KeyCode.M);
            walked.add(readout());
        }
        assertThat(walked)
                .anyMatch(text -> text.contains("drill upstream-outage began"))
                .anyMatch(text -> text.contains("alarm, lane upstream"))
                .anyMatch(text -> text.contains("cut"));
        console.press(KeyCode.SHIFT, KeyCode.M);
        assertThat(readout()).isNotEqualTo(walked.getLast());
    }

    /// Harm: a course has a hole because another page was looked at, or is gone with the language.
    @Test
    void coursesGoOnWhileOtherPagesAreSeenAndOutliveALanguage() {
        pinThree();
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS));
        console.live(30);
        console.onWindow(window -> window.setLanguage(Locale.GERMAN));
        console.onWindow(window -> window.show(PerspectiveId.LIVE));
        console.live(1);
        assertThat(console.texts()).contains("press-01 · bar", "Als Tabelle");
        console.space("#trend-table-button");
        console.live(1);
        assertThat(console.rows("#trend-table").stream().filter(row -> row.contains("–")).count())
                .isLessThan(32);
    }

    @Test
    void frozenCoursesStandStillAndGoOnAfterwards() {
        pinThree();
        console.press(KeyCode.F9);
        console.live(1);
        String still = readout();
        console.live(7);
        assertThat(readout()).isEqualTo(still);
        assertThat(console.texts()).anyMatch(text -> text.startsWith("frozen 0:0"));
        console.press(KeyCode.F9);
        console.live(1);
        assertThat(readout()).isNotEqualTo(still);
    }

    @Test
    void theWheelZoomsAboutThePointerAndTheLastOneRemovedLeavesTheHint() {
        pinThree();
        String before = readout();
        Node plot = plot();
        Console.onFx(
                () -> {
                    Event.fireEvent(plot, Wheel.turned(40, 40, 0, 120));
                    Event.fireEvent(plot, Wheel.turned(40, 40, 0, 120));
                    return true;
                });
        assertThat(readout()).isNotEqualTo(before).endsWith("ago");
        for (int i = 0; i < 3; i++) {
            console.space("#trend-plots .button");
        }
        console.live(1);
        assertThat(console.texts()).anyMatch(text -> text.startsWith("Choose one or more rows"));
        assertThat(console.node("#trend-plots")).isNull();
    }

    @Test
    void whatIsSeenIsWrittenToFiles() {
        pinThree();
        console.live(5);
        assertThat(console.exported("trend", "csv"))
                .startsWith("time,connection,address,field,unit,value,quality\n20");
        assertThat(console.exported("trend", "svg"))
                .startsWith("<?xml")
                .contains("press-01 · bar", "<polyline");
        assertThat(console.exported("trend", "png").getBytes(StandardCharsets.ISO_8859_1)[1])
                .isEqualTo((byte) 'P');
        console.prompt.next = Optional.empty();
        int files = console.workspace.saved.size();
        console.export("trend", "csv");
        assertThat(console.workspace.saved).hasSize(files);
    }

    private void pinThree() {
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(PerspectiveId.LIVE));
        console.live(2);
        TableView<?> table = (TableView<?>) console.there("#live-table");
        Console.onFx(
                () -> {
                    table.requestFocus();
                    table.getSelectionModel().clearAndSelect(0);
                    return true;
                });
        console.press(KeyCode.SHIFT, KeyCode.DOWN);
        console.press(KeyCode.SHIFT, KeyCode.DOWN);
        console.press(KeyCode.P);
        console.live(3);
    }

    private Node plot() {
        Parent card =
                (Parent)
                        ((Parent) console.there("#trend-plots"))
                                .getChildrenUnmodifiable()
                                .getFirst();
        return card.getChildrenUnmodifiable().getLast();
    }

    private int cards() {
        return ((Parent) console.there("#trend-plots")).getChildrenUnmodifiable().size();
    }

    private String readout() {
        return ((Labeled) console.there("#trend-readout")).getText();
    }
}
