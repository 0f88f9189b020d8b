package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.snapshot.MarkerSnapshot;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.TimeSeriesPlot;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person does with marked moments. Harm if it breaks: the shift writes on paper what it
/// changed, and nobody finds it in a chart.
final class MarkerTasksTest {

    private Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    private void open(PerspectiveId id) {
        console.workspace.openSample();
        console.live(40);
        console.onWindow(window -> window.show(id));
        console.live(1);
    }

    private List<MarkerSnapshot> markers() {
        return console.workspace.gateway.markers.snapshot().shown();
    }

    @Test
    void aKeyMarksThePresentWithWhatIsSaidOfIt() {
        open(PerspectiveId.BUFFERS);
        Instant now = console.workspace.clock.now();
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.M);
        assertThat(console.there("#mark-prompt").isVisible()).isTrue();
        console.type("filter changed");
        console.press(KeyCode.ENTER);
        assertThat(console.there("#mark-prompt").isVisible()).isFalse();
        assertThat(markers())
                .containsExactly(new MarkerSnapshot(1, now, "filter changed", "ann (console)"));
        console.live(1);
        assertThat(console.exported("buffers", "svg")).contains(">M1<");
    }

    @Test
    void whoeverLeavesMarksNothingAndIsWhereHeWas() {
        open(PerspectiveId.LATENCY);
        console.focus("#latency-mode-heat");
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.M);
        console.type("x");
        console.press(KeyCode.ESCAPE);
        assertThat(markers()).isEmpty();
        assertThat(console.there("#mark-prompt").isVisible()).isFalse();
        Node heat = console.there("#latency-mode-heat");
        assertThat(Console.onFx(heat::isFocused)).isTrue();
    }

    @Test
    void aDoublePressInAChartMarksWhatIsPressedAt() {
        open(PerspectiveId.LATENCY);
        Node plot = plot();
        console.clickAgain(() -> plot);
        console.press(KeyCode.ENTER);
        assertThat(markers()).hasSize(1);
        assertThat(Duration.between(pressed(plot), markers().getFirst().at()).abs())
                .as("to a pixel or two")
                .isLessThan(Duration.ofSeconds(1));
        console.space("#latency-mode-heat");
        console.clickAgain("#latency-heat");
        console.press(KeyCode.ENTER);
        assertThat(markers()).hasSize(2);
        console.live(1);
        assertThat(console.exported("latency", "svg")).contains(">M1<", ">M2<");
    }

    /// Where the hand has pressed: at half of the chart's width, counted from the window's edge.
    private Instant pressed(Node plot) {
        Bounds at = Console.onFx(() -> plot.localToScene(plot.getLayoutBounds()));
        double share = (at.getWidth() / 2 - at.getMinX()) / at.getWidth();
        long back = Math.round((1 - share) * Duration.ofMinutes(5).toMillis());
        return console.workspace.clock.now().minusMillis(back);
    }

    private Node plot() {
        return Console.onFx(
                () ->
                        console.window.scene().getRoot().lookupAll("*").stream()
                                .filter(TimeSeriesPlot.class::isInstance)
                                .filter(each -> ((TimeSeriesPlot) each).getWidth() > 0)
                                .findFirst()
                                .orElseThrow());
    }

    @Test
    void aMarkerBeyondTheTimeShownIsNotDrawn() {
        open(PerspectiveId.LATENCY);
        mark(console.workspace.clock.now().minusSeconds(90), "");
        console.live(1);
        assertThat(console.exported("latency", "svg")).contains(">M1<");
        console.space("#latency-range-1");
        assertThat(console.exported("latency", "svg")).doesNotContain(">M1<");
    }

    @Test
    void aTextIsNoLongerThanItsBound() {
        open(PerspectiveId.LATENCY);
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.M);
        TextField field = (TextField) console.there("#mark-text");
        Console.onFx(
                () -> {
                    field.setText("x".repeat(190));
                    field.appendText("y".repeat(11));
                    return true;
                });
        assertThat(field.getText()).hasSize(190);
        assertThat(console.texts()).contains("10 characters are left");
    }

    @Test
    void trendsShowItInTheirTableAndAreMarkedWithoutAMouse() {
        open(PerspectiveId.LIVE);
        console.focus("#live-table");
        console.onWindow(
                window -> {
                    TableView<?> rows = (TableView<?>) window.scene().lookup("#live-table");
                    rows.getSelectionModel().select(0);
                });
        console.press(KeyCode.P);
        console.live(10);
        console.focus("#trend-plots");
        console.press(KeyCode.LEFT);
        console.press(KeyCode.N);
        console.type("valve");
        console.press(KeyCode.ENTER);
        assertThat(markers()).hasSize(1);
        assertThat(markers().getFirst().at()).isBefore(console.workspace.clock.now());
        console.live(1);
        assertThat(console.exported("trend", "svg")).contains(">M1<");
        console.space("#trend-table-button");
        assertThat(console.rows("#trend-table")).anyMatch(row -> row.contains("Marker 1: valve"));
    }

    @Test
    void aMarkerIsFoundByItsWordsComparedRewordedAndRemoved() {
        open(PerspectiveId.LATENCY);
        mark(console.workspace.clock.now().minusSeconds(20), "first");
        mark(console.workspace.clock.now().minusSeconds(10), "second");
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS));
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.K);
        console.type("Marker 1");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.LATENCY);
        assertThat(console.texts())
                .anyMatch(text -> text.startsWith("10 s before and 10 s after"))
                .anyMatch(text -> text.contains("as long as until the next marker"));
        console.space("#latency-marker-reword");
        console.type("third");
        console.press(KeyCode.ENTER);
        assertThat(markers().getFirst().text()).isEqualTo("third");
        console.space("#latency-marker-remove");
        assertThat(markers()).extracting(MarkerSnapshot::text).containsExactly("second");
        assertThat(console.workspace.gateway.commands).contains(new Command.RemoveMarker(1));
        console.space("#latency-marker-remove");
        assertThat(console.texts()).anyMatch(text -> text.startsWith("No marker yet"));
        assertThat(((ButtonBase) console.there("#latency-marker-remove")).isDisabled()).isTrue();
    }

    /// Harm: two hundred characters are typed again, as the first time they were refused.
    @Test
    void whatIsRefusedIsStillThere() {
        open(PerspectiveId.LATENCY);
        mark(console.workspace.clock.now().minusSeconds(20), "first");
        console.onWindow(window -> window.show(PerspectiveId.LATENCY, "marker/1"));
        console.live(1);
        console.space("#latency-marker-reword");
        console.workspace.gateway.submit(new Command.RemoveMarker(1));
        console.type("third");
        console.press(KeyCode.ENTER);
        assertThat(console.there("#mark-prompt").isVisible()).isTrue();
        assertThat(((TextField) console.there("#mark-text")).getText()).isEqualTo("third");
        console.press(KeyCode.ESCAPE);
        assertThat(console.there("#mark-prompt").isVisible()).isFalse();
    }

    /// Drawn to `target/looks` with `-Dlooks`.
    @ParameterizedTest
    @CsvSource({"LIGHT,en", "DARK,de", "CONTRAST,en-XA"})
    void whatIsSaidOfMarkersCanBeRead(Theme theme, String language) {
        console.close();
        console = new Console(theme, Locale.forLanguageTag(language));
        open(PerspectiveId.LATENCY);
        console.space("#latency-mode-compare");
        look("none-" + language);
        mark(console.workspace.clock.now().minusSeconds(20), "New filter at press-01");
        mark(console.workspace.clock.now().minusSeconds(9), "x".repeat(200));
        console.live(1);
        look("compared-" + language);
        console.space("#latency-mode-heat");
        look("heat-" + language);
        console.space("#latency-mode-lines");
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.M);
        look("prompt-" + language);
    }

    private void look(String name) {
        if (System.getProperty("looks") != null) {
            console.picture("markers-" + name);
        }
        assertThat(console.audit()).as(name).isEmpty();
    }

    /// Harm: somebody adds to the page of what was signed.
    @Test
    void theChartOfEvidenceShowsNoMarkers() {
        console.workspace.openSample();
        console.live(5);
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(15);
        mark(console.workspace.clock.now(), "");
        console.onWindow(window -> window.show(PerspectiveId.DRILLS));
        console.live(1);
        assertThat(console.exported("drill-backlog", "svg")).contains(">M1<");
        console.live(85);
        console.onWindow(window -> window.show(PerspectiveId.EVIDENCE));
        console.live(2);
        assertThat(console.exported("evidence-backlog", "svg")).doesNotContain(">M1<");
    }

    /// Harm: what was written by mistake an hour ago stands there for good.
    @Test
    void oneThatIsTooOldToBeComparedIsStillTakenAway() {
        open(PerspectiveId.LATENCY);
        mark(console.workspace.clock.now().minusSeconds(7_200), "mistake");
        mark(console.workspace.clock.now().minusSeconds(10), "second");
        console.onWindow(window -> window.show(PerspectiveId.LATENCY, "marker/1"));
        console.live(1);
        assertThat(console.texts()).anyMatch(text -> text.startsWith("No whole second before"));
        console.space("#latency-marker-remove");
        assertThat(markers()).extracting(MarkerSnapshot::text).containsExactly("second");
    }

    private void mark(Instant at, String text) {
        console.workspace.gateway.submit(new Command.SetMarker(at, text));
    }
}
