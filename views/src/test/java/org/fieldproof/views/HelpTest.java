package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.help.HelpBlock;
import org.fieldproof.views.help.HelpLibrary;
import org.fieldproof.views.help.HelpPage;
import org.fieldproof.views.help.HelpSpan;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Harm if it breaks: somebody at two in the morning presses F1 and gets nothing, or what is not
/// so.
final class HelpTest {

    private static final Path BUNDLES = Path.of("src/main/resources/org/fieldproof/views/i18n");

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    private HelpLibrary library(String language) {
        open();
        List<Action> actions = actions(language);
        return new HelpLibrary(
                new Texts(Locale.forLanguageTag(language)),
                () -> actions,
                console.workspace.drafts::types,
                console.workspace.drafts::transforms);
    }

    private List<Action> actions(String language) {
        return Console.onFx(
                () -> {
                    console.window.setLanguage(Locale.forLanguageTag(language));
                    return console.window.actions().all();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void everyPerspectiveEveryGroupOfActionsAndEveryCodeHasAPage(String language)
            throws IOException {
        HelpLibrary library = library(language);
        for (PerspectiveId id : PerspectiveId.values()) {
            HelpPage page = library.page(id.key()).orElseThrow();
            assertThat(page.blocks()).as(id.key()).hasSizeGreaterThan(6);
            assertThat(page.title())
                    .startsWith(
                            new Texts(Locale.forLanguageTag(language))
                                    .get(id.titleKey())
                                    .substring(0, 3));
        }
        List<Action> actions = actions(language);
        assertThat(actions).hasSizeGreaterThan(40);
        for (Action action : actions) {
            assertThat(library.pages())
                    .as("a page about " + action.category() + " with " + action.label())
                    .anyMatch(
                            page ->
                                    page.id().startsWith("actions/")
                                            && page.title().equals(action.category())
                                            && says(page, action.label()));
        }
        TreeSet<String> codes = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("../engine/docs/problems.md"))) {
            if (line.matches("\\| [A-Z0-9]+-\\d{4} .*")) {
                codes.add(line.substring(2, line.indexOf(' ', 2)));
            }
        }
        assertThat(codes).hasSizeGreaterThan(400);
        for (String code : codes) {
            assertThat(library.page("problem/" + code).orElseThrow().blocks())
                    .as(code)
                    .hasSize(4)
                    .noneMatch(block -> text(block).isBlank());
        }
        console.workspace
                .drafts
                .types()
                .forEach(
                        type ->
                                assertThat(
                                                library.page(
                                                        "part/"
                                                                + type.section().kind()
                                                                + "/"
                                                                + type.type()))
                                        .isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void linksLeadSomewhereAndWhatIsNamedIsOnTheScreen(String language) throws IOException {
        TreeSet<String> words = new TreeSet<>();
        try (Stream<Path> files = Files.list(BUNDLES)) {
            for (Path file : files.toList()) {
                if (file.toString().contains("_de") == language.equals("de")) {
                    Properties bundle = new Properties();
                    try (Reader reader = Files.newBufferedReader(file)) {
                        bundle.load(reader);
                    }
                    bundle.values().forEach(value -> words.add(value.toString()));
                }
            }
        }
        HelpLibrary library = library(language);
        for (HelpPage page : library.pages()) {
            if (page.id().startsWith("problem/") || page.id().startsWith("part/")) {
                continue;
            }
            for (HelpSpan span : page.blocks().stream().flatMap(b -> b.spans().stream()).toList()) {
                if (span.kind() == HelpSpan.Kind.LINK && span.target().startsWith("act/")) {
                    assertThat(actions(language))
                            .extracting(Action::id)
                            .contains(span.target().substring("act/".length()));
                } else if (span.kind() == HelpSpan.Kind.LINK) {
                    assertThat(library.page(span.target())).as(span.target()).isPresent();
                }
                if (span.kind() == HelpSpan.Kind.NAME) {
                    assertThat(words.contains(span.text()) || words.contains(span.text() + ": {0}"))
                            .as(page.id() + ": " + span.text())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void f1ExplainsThePerspectiveAndEscReturns() {
        open();
        for (PerspectiveId id : PerspectiveId.values()) {
            console.onWindow(window -> window.show(id));
            console.onWindow(window -> window.scene().getRoot().requestFocus());
            console.press(KeyCode.F1);
            assertThat(shown()).isEqualTo(title(id));
            console.press(KeyCode.ESCAPE);
            assertThat(console.there("#help").isVisible()).isFalse();
        }
    }

    @Test
    void f1OnAFieldShowsTheFieldOfItsConnector() {
        open();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
        console.click("#draft-connection-devices");
        console.live(1);
        console.click("#field-port");
        console.press(KeyCode.F1);
        assertThat(shown()).isEqualTo("mqtt-listener");
        assertThat(console.there(".fp-help-wanted").toString()).contains("fp-help-item");
    }

    /// Which item of a list it is makes no difference to what a field means.
    @Test
    void f1OnAFieldOfAListOrOfATransformShowsThatField() {
        open();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
        console.click("#draft-connection-plant");
        console.live(1);
        console.scrollTo("#field-devices-0-topic");
        console.click("#field-devices-0-topic");
        console.press(KeyCode.F1);
        assertThat(shown()).isEqualTo("simulator");
        assertThat(wanted()).startsWith("devices.topic");
        console.press(KeyCode.ESCAPE);
        console.click("#draft-pipeline-main");
        console.scrollTo("#transform-add");
        console.click("#transform-add");
        console.press(KeyCode.DOWN);
        console.press(KeyCode.SPACE);
        console.live(1);
        console.scrollTo("#field-transforms-0-when");
        console.press(KeyCode.F1);
        assertThat(shown()).isEqualTo("filter");
        assertThat(wanted()).startsWith("when");
        console.press(KeyCode.ESCAPE);
        console.press(KeyCode.F7);
        console.live(1);
        console.press(KeyCode.F1);
        assertThat(shown()).isEqualTo("Transforms and tests");
    }

    @Test
    void theCodeOfAProblemOfTheDraftLeadsToItsPage() {
        open();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
        console.click("#draft-connection-devices");
        console.press(KeyCode.DELETE);
        console.live(1);
        Labeled code = (Labeled) console.there("#draft-problem-list .hyperlink");
        console.click("#draft-problem-list .hyperlink");
        assertThat(shown()).isEqualTo(code.getText()).matches("[A-Z0-9]+-\\d{4}");
    }

    private String wanted() {
        StringBuilder text = new StringBuilder();
        Console.onFx(
                () -> {
                    javafx.scene.Node item = console.window.scene().lookup(".fp-help-wanted");
                    for (javafx.scene.Node each : item.lookupAll(".text")) {
                        text.append(((javafx.scene.text.Text) each).getText());
                    }
                    if (text.isEmpty() && item instanceof javafx.scene.text.TextFlow flow) {
                        flow.getChildren().stream()
                                .filter(javafx.scene.text.Text.class::isInstance)
                                .forEach(t -> text.append(((javafx.scene.text.Text) t).getText()));
                    }
                    return true;
                });
        return text.toString();
    }

    @Test
    void aProblemLeadsToItsPageAndBackLeadsOn() {
        open();
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(20);
        console.onWindow(window -> window.perform("shell.problems"));
        console.live(1);
        Labeled code = (Labeled) console.there("#drawer .fp-problem .button");
        Console.onFx(
                () -> {
                    code.requestFocus();
                    return true;
                });
        console.press(KeyCode.F1);
        assertThat(shown()).isEqualTo(code.getText()).matches("[A-Z0-9]+-\\d{4}");
        console.type("quarantine");
        assertThat(shown()).endsWith("pages found");
        console.press(KeyCode.ENTER);
        String found = shown();
        assertThat(found).isNotEqualTo(code.getText());
        console.press(KeyCode.ALT, KeyCode.LEFT);
        assertThat(shown()).isEqualTo(code.getText());
        console.press(KeyCode.ALT, KeyCode.RIGHT);
        assertThat(shown()).isEqualTo(found);
    }

    @Test
    void whoHasNoProjectIsShownTheFirstSteps() {
        console.press(KeyCode.F1);
        assertThat(shown()).isEqualTo("The first steps");
    }

    private static boolean says(HelpPage page, String label) {
        return page.blocks().stream().anyMatch(block -> text(block).startsWith(label));
    }

    private static String text(HelpBlock block) {
        StringBuilder text = new StringBuilder();
        block.spans().forEach(span -> text.append(span.text()));
        return text.toString();
    }

    private String shown() {
        return ((Labeled) console.there("#help-title")).getText();
    }

    private static String title(PerspectiveId id) {
        return switch (id) {
            case ALARMS -> "Alarms and audit";
            default -> new Texts(Locale.ENGLISH).get(id.titleKey());
        };
    }

    private void open() {
        console.workspace.openSample();
        console.live(3);
    }
}
