package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.draft.ChainEdits;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Copies of messages that are held. Harm if it breaks: what is held is not what passed, or
/// somebody believes that the flow stands still.
final class HoldTasksTest {
    private static final PartRef MAIN = new PartRef(Section.PIPELINES, "main");

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @BeforeEach
    void open() {
        console.workspace.drafts.changeByHand(
                draft -> {
                    ProjectDraft chained = ChainEdits.add(draft, MAIN, "filter");
                    return DraftEdits.set(
                            chained,
                            MAIN,
                            ChainEdits.at(0).then("when"),
                            Text.plain("device == \"pump-02\""));
                });
        console.workspace.openSample();
        console.live(3);
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        console.live(1);
        console.click("#pipelines-table-button");
        console.live(1);
        console.chooseWire("id=connection/devices>");
        console.workspace.gateway.passingPerSecond = 10;
    }

    @AfterEach
    void close() {
        console.close();
    }

    private String text(String selector) {
        return ((Labeled) console.there(selector)).getText();
    }

    @Test
    void copiesAreHeldSteppedAndLetGoWhileTheFlowGoesOn() {
        int before = console.workspace.gateway.commands.size();
        console.click("#wire-hold");
        console.live(1);
        assertThat(console.texts())
                .contains(
                        "These are copies. The messages themselves go on; nothing that runs waits"
                                + " for you.");
        console.live(3);
        String first = text("#wire-hold-present");
        assertThat(first).startsWith("Copy 1 of 20: message ");
        assertThat(text("#wire-hold-counts"))
                .startsWith("40 passed since; 40 fit, 20 of those not");
        assertThat(console.texts()).as("its way").contains("AS IT CAME");
        List<String> outcomes = new ArrayList<>(List.of(outcome()));
        console.click("#wire-hold-next");
        assertThat(text("#wire-hold-present")).startsWith("Copy 2 of 20: ").isNotEqualTo(first);
        outcomes.add(outcome());
        console.click("#wire-hold-next");
        outcomes.add(outcome());
        assertThat(outcomes)
                .as("what the filter behind the wire makes of each")
                .contains("passes", "goes no further");
        console.click("#wire-hold-next");
        console.click("#wire-hold-let-go");
        assertThat(text("#wire-hold-present")).startsWith("Copy 4 of 19: ");
        assertThat(console.audit()).isEmpty();
        if (System.getProperty("looks") != null) {
            console.picture("wire-hold");
        }
        console.click("#wire-hold-end");
        console.live(1);
        assertThat(console.node("#wire-hold-pane")).isNull();
        assertThat(console.there("#wire-table").isVisible()).isTrue();
        List<Command> all = console.workspace.gateway.commands;
        assertThat(all.subList(before, all.size()))
                .as("it only looks")
                .isNotEmpty()
                .allMatch(
                        each ->
                                each instanceof Command.InspectWire
                                        || each instanceof Command.ReadLatest);
    }

    private String outcome() {
        Node steps = console.there("#wire-hold-steps");
        return Console.onFx(
                () ->
                        steps.lookupAll(".label").stream()
                                        .map(label -> ((Labeled) label).getText())
                                        .anyMatch(text -> text.startsWith("○ "))
                                ? "goes no further"
                                : "passes");
    }

    @Test
    void theFilterOfTheListIsTheCondition() {
        console.click("#wire-filter");
        console.type("payload:nothing-has-this");
        console.live(1);
        console.click("#wire-hold");
        console.live(3);
        assertThat(text("#wire-hold-present")).isEqualTo("Waiting for a message that fits");
        assertThat(console.texts())
                .contains("Held is what fits the filter of the list: payload:nothing-has-this");
        assertThat(text("#wire-hold-counts")).startsWith("30 passed since; 0 fit, 0 of");
    }

    @Test
    void itEndsWithItsPanelAndWithAnotherRevision() {
        console.click("#wire-hold");
        console.live(2);
        assertThat(console.node("#wire-hold-pane")).isNotNull();
        console.onWindow(
                window -> {
                    var model = window.draft().model();
                    model.applied(model.draft(), model.running(), "another");
                });
        console.live(1);
        assertThat(console.node("#wire-hold-pane")).isNull();
        assertThat(console.texts())
                .contains("Copies are not held any more: another revision runs.");
        console.click("#wire-hold");
        console.live(1);
        console.press(KeyCode.ESCAPE);
        console.live(1);
        assertThat(console.node("#wire-hold-pane")).isNull();
        assertThat(console.node("#wire-panel")).isNull();
        assertNothingIsLookedAt();
    }

    /// Harm: a window that is gone goes on asking the gateway, with every beat and for ever.
    @Test
    void itEndsWithItsWindow() {
        console.click("#wire-hold");
        console.live(2);
        console.onWindow(window -> window.setLanguage(Locale.GERMAN));
        assertNothingIsLookedAt();
        console.onWindow(window -> window.setLocalTime(true));
        assertNothingIsLookedAt();
    }

    @Test
    void itEndsWithItsGatewayWhileAnotherPageIsInSight() {
        console.click("#wire-hold");
        console.onWindow(window -> window.show(PerspectiveId.ALARMS));
        console.live(2);
        assertThat(looks()).as("it goes on meanwhile").isPositive();
        console.workspace.close();
        console.live(1);
        console.workspace.openSample();
        console.live(1);
        assertNothingIsLookedAt();
    }

    private long looks() {
        return console.workspace.gateway.commands.stream()
                .filter(Command.InspectWire.class::isInstance)
                .count();
    }

    private void assertNothingIsLookedAt() {
        long before = looks();
        console.live(3);
        assertThat(looks()).as("looks at the wire").isEqualTo(before);
    }
}
