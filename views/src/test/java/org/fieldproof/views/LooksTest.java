package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.SubEdits;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.fake.FakeWorkspace;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Goes through every page and looks for what a person could not read. With `-Dlooks` it also
/// draws them to `target/looks`.
final class LooksTest {

    private static final boolean PICTURES = System.getProperty("looks") != null;

    private static final double STATUS_HEIGHT_MAX = 80;
    private static final double STATUS_LINE_MAX = 46;

    private final List<String> findings = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"LIGHT,en", "DARK,de", "CONTRAST,en-XA"})
    void everyTextOfEveryPageCanBeRead(Theme theme, String language) {
        walk(new Console(theme, Locale.forLanguageTag(language)), theme.id() + "-" + language);
        assertThat(findings).isEmpty();
    }

    /// Harm: who needs larger letters loses STOP, or the way to another page.
    @Test
    void largerLettersLeaveTheFrameWhole() {
        Console console = new Console(Theme.LIGHT, Locale.GERMAN);
        console.onWindow(window -> window.setScale(1.25));
        walk(console, "light-de-125");
        assertThat(findings).isEmpty();
    }

    /// Harm: who sits far from the screen, or wants all of it on a small one, reads half of a page.
    @ParameterizedTest
    @ValueSource(doubles = {0.8, 1.5})
    void everyPageCanBeReadSmallAndLarge(double scale) {
        Console console = new Console(Theme.DARK, Locale.ENGLISH);
        console.onWindow(window -> window.setScale(scale));
        String name = "dark-en-" + Math.round(scale * 100);
        look(console, name + "-00-welcome");
        console.workspace.gateway.alarms.flood = 40;
        console.workspace.openSample();
        console.live(20);
        all(console, name, "live");
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(28);
        all(console, name, "flood");
        console.close();
        assertThat(findings).isEmpty();
    }

    /// Harm: a search that finds nothing lets everything pass.
    @Test
    void whatIsPlantedIsFound() {
        Console console = new Console(Theme.LIGHT, Locale.GERMAN);
        console.onWindow(window -> window.setScale(1.25));
        console.workspace.openSample();
        console.live(3);
        look(console, "before");
        assertThat(findings).isEmpty();
        Labeled stop = (Labeled) console.there("#stop");
        Console.onFx(
                () -> {
                    stop.setMinWidth(60);
                    stop.setMaxWidth(60);
                    return true;
                });
        look(console, "cut");
        assertThat(findings).hasSize(1).allMatch(each -> each.contains("kind=CUT"));
        findings.clear();
        Node mode = console.there("#mode");
        Console.onFx(
                () -> {
                    stop.setMaxWidth(Region.USE_PREF_SIZE);
                    stop.setMinWidth(Region.USE_PREF_SIZE);
                    mode.setTranslateX(90);
                    return true;
                });
        look(console, "over");
        assertThat(findings).isNotEmpty().allMatch(each -> each.contains("kind=OVERLAP"));
        console.close();
    }

    private void walk(Console console, String name) {
        look(console, name + "-00-welcome");
        console.workspace.drafts.trials.folder = Path.of("../sample-projects/field-demo");
        console.workspace.openSample();
        console.live(20);
        all(console, name, "live");
        ordered(console, name);
        trends(console, name);
        editing(console, name);
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(28);
        all(console, name, "outage");
        flood(console, name);
        extras(console, name);
        latency(console, name);
        console.live(30);
        assertThat(console.workspace.gateway.snapshot().drills().results()).hasSize(1);
        all(console, name, "after");
        lookingBack(console, name);
        quarantine(console, name);
        recovery(console, name);
    }

    /// The arrow of a head takes room from its title.
    private void ordered(Console console, String name) {
        console.onWindow(window -> window.show(PerspectiveId.DEVICES));
        console.live(1);
        TableView<?> table = (TableView<?>) console.there("#devices-table");
        console.onWindow(window -> order(table));
        console.live(1);
        look(console, name + "-68-devices-ordered");
        console.onWindow(window -> table.getSortOrder().clear());
    }

    private static <R> void order(TableView<R> table) {
        table.getSortOrder().setAll(table.getColumns().subList(7, 10));
    }

    /// Far more alarms than anybody reads one by one.
    private void flood(Console console, String name) {
        console.workspace.gateway.alarms.flood = 40;
        console.onWindow(window -> window.show(PerspectiveId.ALARMS));
        console.live(2);
        look(console, name + "-67-alarms-flood");
        console.workspace.gateway.alarms.flood = 0;
        console.live(2);
    }

    private void all(Console console, String name, String state) {
        for (PerspectiveId id : Perspectives.registry().keySet()) {
            console.onWindow(window -> window.show(id));
            console.live(1);
            assertThat(console.window.shown()).isEqualTo(id);
            look(console, name + "-0" + id.place() + "-" + id.key() + "-" + state);
        }
    }

    /// Courses of several numbers, which stay for the outage.
    private void trends(Console console, String name) {
        console.onWindow(window -> window.show(PerspectiveId.LIVE));
        console.live(1);
        TableView<?> table = (TableView<?>) console.there("#live-table");
        Console.onFx(
                () -> {
                    table.requestFocus();
                    table.getSelectionModel().selectIndices(0, 1, 2, 7);
                    return true;
                });
        console.press(KeyCode.P);
        console.live(45);
        look(console, name + "-60-trends");
        Node plots = console.there("#trend-plots");
        Console.onFx(
                () -> {
                    plots.requestFocus();
                    return true;
                });
        for (int i = 0; i < 30; i++) {
            console.press(KeyCode.LEFT);
        }
        look(console, name + "-61-trends-pointed");
        console.press(KeyCode.ESCAPE);
        console.press(KeyCode.SHIFT, KeyCode.LEFT);
        fire(console, "#trend-table-button");
        look(console, name + "-62-trends-table");
        fire(console, "#trend-table-button");
        fire(console, "#trend-alone");
        console.press(KeyCode.END);
        fire(console, "#trend-range-5");
        look(console, name + "-63-trends-alone");
        fire(console, "#trend-alone");
        ToggleButton follow = (ToggleButton) console.there("#trend-follow");
        if (!follow.isSelected()) {
            fire(console, "#trend-follow");
        }
    }

    /// The other charts of latency, as they are in an outage.
    private void latency(Console console, String name) {
        console.onWindow(window -> window.show(PerspectiveId.LATENCY));
        for (String mode : List.of("heat", "way", "lines")) {
            fire(console, "#latency-mode-" + mode);
            look(console, name + "-64-latency-" + mode);
            fire(console, "#latency-table-button");
            look(console, name + "-65-latency-" + mode + "-table");
            fire(console, "#latency-table-button");
        }
        fire(console, "#latency-mode-heat");
        Node heat = console.there("#latency-heat");
        Console.onFx(
                () -> {
                    heat.requestFocus();
                    return true;
                });
        console.press(KeyCode.LEFT);
        look(console, name + "-66-latency-cell");
    }

    private static void fire(Console console, String selector) {
        ButtonBase button = (ButtonBase) console.there(selector);
        Console.onFx(
                () -> {
                    button.fire();
                    return true;
                });
        console.live(1);
    }

    /// The group as a sub-pipeline: from outside, from inside, in a review, and what runs of it.
    private void sub(Console console, String name) {
        console.edit(
                "fold",
                draft ->
                        SubEdits.fold(
                                draft,
                                draft.layout().groups().getFirst().at(new Point(620, 160)),
                                Set.of()));
        console.live(1);
        console.click("#draft-sub-" + sub(console));
        console.live(1);
        look(console, name + "-28-sub");
        console.enter();
        console.live(1);
        look(console, name + "-29-sub-inside");
        console.press(KeyCode.ESCAPE);
        console.press(KeyCode.ESCAPE);
        console.live(1);
        console.click("#review");
        console.live(1);
        look(console, name + "-30-sub-review");
        console.press(KeyCode.ESCAPE);
    }

    private static String sub(Console console) {
        return Console.onFx(
                () -> console.window.draft().model().draft().layout().groups().getFirst().id());
    }

    private void editing(Console console, String name) {
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
        look(console, name + "-20-edit");
        console.click("#draft-connection-devices");
        console.live(1);
        look(console, name + "-21-edit-inspector");
        console.press(KeyCode.A);
        look(console, name + "-22-edit-quick-add");
        console.type("postgresql");
        console.press(KeyCode.ENTER);
        console.press(KeyCode.C);
        look(console, name + "-23-edit-connect");
        console.press(KeyCode.ESCAPE);
        console.click("#draft-destination-local");
        console.press(KeyCode.DELETE);
        console.live(1);
        look(console, name + "-24-edit-problems");
        console.click("#review");
        console.live(1);
        look(console, name + "-25-review-refused");
        console.press(KeyCode.ESCAPE);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.click("#draft-destination-local");
        console.press(KeyCode.CONTROL, KeyCode.D);
        console.press(KeyCode.G);
        console.type("Archive");
        console.press(KeyCode.ENTER);
        console.press(KeyCode.N);
        console.type("Ask Anna before this one changes");
        console.press(KeyCode.ENTER);
        console.live(1);
        look(console, name + "-26-edit-group-note");
        console.click("#review");
        console.live(1);
        look(console, name + "-27-review");
        console.press(KeyCode.ESCAPE);
        sub(console, name);
        for (int i = 0; i < 4; i++) {
            console.press(KeyCode.CONTROL, KeyCode.Z);
        }
        trial(console, name);
        drills(console, name);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
    }

    /// A drill of the draft, and one that is new and not yet right.
    private void drills(Console console, String name) {
        console.onWindow(window -> window.show(PerspectiveId.DRILLS));
        console.live(1);
        look(console, name + "-55-drill-form");
        console.click("#drill-add");
        console.live(1);
        look(console, name + "-56-drill-added");
        console.press(KeyCode.ENTER);
        console.onWindow(window -> window.draft().undo());
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        console.live(1);
    }

    /// A pipeline with transforms, tried out.
    private void trial(Console console, String name) {
        console.click("#draft-pipeline-main");
        console.scrollTo("#transform-add");
        console.click("#transform-add");
        console.live(1);
        look(console, name + "-28-chain-kinds");
        console.press(KeyCode.DOWN);
        console.press(KeyCode.SPACE);
        console.type("device != ");
        console.live(1);
        console.scrollTo("#field-transforms-0-when");
        look(console, name + "-29-chain-problem");
        console.type("\"pump-02\"");
        console.press(KeyCode.F7);
        console.live(1);
        look(console, name + "-50-trial-preview");
        console.press(KeyCode.DOWN);
        look(console, name + "-51-trial-dropped");
        console.click("#trial-sample");
        look(console, name + "-52-trial-sample");
        console.press(KeyCode.ESCAPE);
        console.click("#trial-make");
        look(console, name + "-53-trial-make");
        console.press(KeyCode.ESCAPE);
        console.click("#trial-tab-tests");
        console.live(1);
        look(console, name + "-54-trial-tests");
        console.press(KeyCode.F7);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.press(KeyCode.CONTROL, KeyCode.Z);
    }

    /// The outage from a later minute, and a minute in which nothing was seen.
    private void lookingBack(Console console, String name) {
        console.press(KeyCode.SHIFT, KeyCode.F9);
        look(console, name + "-60-back-live");
        console.press(KeyCode.HOME);
        console.press(KeyCode.M);
        console.press(KeyCode.M);
        for (int i = 0; i < 6; i++) {
            console.press(KeyCode.RIGHT);
        }
        all(console, name, "back");
        console.press(KeyCode.END);
        console.press(KeyCode.ESCAPE);
        console.workspace.clock.advanceMillis(90_000);
        console.live(8);
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS));
        console.press(KeyCode.SHIFT, KeyCode.F9);
        console.press(KeyCode.PAGE_UP);
        look(console, name + "-61-back-unseen");
        console.press(KeyCode.END);
        console.press(KeyCode.ESCAPE);
    }

    private void quarantine(Console console, String name) {
        console.workspace.gateway.quarantine.fill(4);
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS, "quarantine/"));
        console.live(1);
        look(console, name + "-30-quarantine-observed");
        console.onWindow(window -> window.draft().setCommissioning(true));
        console.live(1);
        console.scrollTo("#quarantine-payload-edit");
        console.click("#quarantine-payload-edit");
        look(console, name + "-31-quarantine-edit");
        console.press(KeyCode.ESCAPE);
        console.scrollTo("#quarantine-discard");
        console.click("#quarantine-discard");
        look(console, name + "-32-quarantine-discard");
        console.press(KeyCode.ESCAPE);
        console.press(KeyCode.ESCAPE);
    }

    /// Ends the console in mid-edit, and looks at what the next one offers.
    private void recovery(Console first, String name) {
        FakeWorkspace workspace = first.workspace;
        PartRef devices = new PartRef(Section.CONNECTIONS, "devices");
        FieldPath port = FieldPath.of("port");
        first.onWindow(
                window ->
                        window.draft()
                                .edit(
                                        "edit",
                                        d ->
                                                DraftEdits.set(
                                                        d, devices, port, Text.plain("18830"))));
        Theme theme = first.window.theme();
        Locale language = first.window.language();
        first.close();
        workspace.close();
        workspace.drafts.changeByHand(d -> DraftEdits.set(d, devices, port, Text.plain("18831")));
        Console next = new Console(theme, language, workspace);
        workspace.openSample();
        next.live(2);
        look(next, name + "-40-recovery");
        next.click("#recovery-discard");
        look(next, name + "-41-recovery-discarded");
        next.close();
    }

    private void extras(Console console, String name) {
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES, "lane/upstream"));
        console.click("#node-connection-devices");
        console.press(KeyCode.W);
        console.click("#node-lane-upstream");
        console.live(1);
        look(console, name + "-11-pipelines-wire");
        console.onWindow(window -> window.perform("shell.palette"));
        look(console, name + "-12-palette");
        console.press(KeyCode.ESCAPE);
        console.onWindow(window -> window.perform("shell.log"));
        look(console, name + "-13-log");
        console.onWindow(window -> window.perform("shell.problems"));
        look(console, name + "-14-problems");
        console.onWindow(window -> window.perform("shell.problems"));
        console.onWindow(window -> window.perform("shell.shortcuts"));
        look(console, name + "-15-shortcuts");
        console.press(KeyCode.ESCAPE);
        console.onWindow(window -> window.perform("shell.help"));
        look(console, name + "-16-help");
        console.press(KeyCode.ESCAPE);
        console.onWindow(window -> window.perform("app.support"));
        console.press(KeyCode.DOWN);
        console.press(KeyCode.DOWN);
        look(console, name + "-18-support");
        console.press(KeyCode.ESCAPE);
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS));
        console.press(KeyCode.F9);
        console.live(2);
        look(console, name + "-17-frozen");
        console.press(KeyCode.F9);
    }

    private void look(Console console, String page) {
        console.audit().forEach(finding -> findings.add(page + ": " + finding));
        double high =
                Console.onFx(() -> console.window.scene().lookup("#status-bar").getLayoutBounds())
                        .getHeight();
        double most =
                page.contains("-125-")
                        ? STATUS_LINE_MAX
                        : page.contains("-150-") ? 1.5 * STATUS_HEIGHT_MAX : STATUS_HEIGHT_MAX;
        if (high > most) {
            findings.add(page + ": #status-bar takes " + high);
        }
        if (PICTURES) {
            console.picture(page);
        }
    }
}
