package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.fake.FakeBacklog;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a person does with a backlog. Harm if it breaks: records that wait are gone by one wrong
/// key, or cannot be taken along.
final class BacklogTasksTest {
    private static final Path OUT = Path.of("/tmp/out.ndjson");

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void observingTakesACopyAndSaysWhatDiscardingTakes() {
        outage();
        Button discard = (Button) console.there("#buffers-backlog-discard");
        assertThat(discard.isDisabled()).isTrue();
        assertThat(discard.getAccessibleHelp()).contains("switch to Commission");
        console.prompt.next = Optional.of(OUT);
        console.click("#buffers-backlog-export");
        assertThat(sent()).contains(new Command.ExportBacklog("upstream", OUT));
        console.live(1);
        assertThat(console.texts()).anyMatch(t -> t.contains("were written to /tmp/out.ndjson"));
    }

    @Test
    void discardingShowsWhatGoesTakesATypedNameAndNoMoreThanWasShown() {
        outage();
        console.onWindow(window -> window.draft().setCommissioning(true));
        console.live(1);
        console.click("#buffers-backlog-discard");
        assertThat(console.there("#backlog-prompt").isVisible()).isTrue();
        assertThat(focus()).as("the safe way").isEqualTo("backlog-keep");
        if (System.getProperty("looks") != null) {
            console.picture("backlog-discard");
        }
        assertThat(console.texts())
                .anyMatch(t -> t.matches("Discard [0-9.,' ]+ records of upstream for good[?]"))
                .anyMatch(
                        t -> t.startsWith("Accepted ") && t.contains("What comes in from now on"));
        console.press(KeyCode.ESCAPE);
        assertThat(console.there("#backlog-prompt").isVisible()).isFalse();
        assertThat(sent()).noneMatch(Command.DiscardBacklog.class::isInstance);

        console.click("#buffers-backlog-discard");
        console.click("#backlog-name");
        console.type("upstrea");
        console.press(KeyCode.ENTER);
        assertThat(sent()).noneMatch(Command.DiscardBacklog.class::isInstance);
        console.live(2);
        long shown = shown();
        console.type("m");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(sent())
                .filteredOn(Command.DiscardBacklog.class::isInstance)
                .singleElement()
                .satisfies(
                        each ->
                                assertThat(each)
                                        .as("no more than was shown, whatever came since")
                                        .isEqualTo(
                                                new Command.DiscardBacklog(
                                                        "upstream", "4096@7", shown)));
        assertThat(console.texts())
                .anyMatch(t -> t.endsWith("records that waited for upstream are discarded."));
    }

    /// The number in the prompt's title.
    private long shown() {
        return console.texts().stream()
                .filter(text -> text.matches("Discard .* records of upstream for good[?]"))
                .map(text -> Long.valueOf(text.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    // Harm: the copy that is taken before a backlog goes is one of another lane.
    @Test
    void whatIsExportedFirstIsWhatWasAskedAbout() {
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS));
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", null, null));
        console.onWindow(window -> window.draft().setCommissioning(true));
        console.live(20);
        console.click("#buffers-backlog-discard");
        backlog().local = 30_000;
        console.live(1);
        console.prompt.next = Optional.of(OUT);
        console.click("#backlog-export");
        assertThat(sent()).contains(new Command.ExportBacklog("upstream", OUT));
        console.press(KeyCode.ESCAPE);
        console.prompt.next = Optional.of(OUT);
        console.click("#buffers-backlog-export");
        assertThat(sent())
                .as("the other one is in focus by now")
                .contains(new Command.ExportBacklog("local", OUT));
    }

    // Harm: who has gone back to Observe discards nevertheless.
    @Test
    void nothingIsDiscardedThatIsConfirmedInObserveMode() {
        outage();
        console.onWindow(window -> window.draft().setCommissioning(true));
        console.live(1);
        console.click("#buffers-backlog-discard");
        console.onWindow(window -> window.draft().setCommissioning(false));
        console.click("#backlog-name");
        console.type("upstream");
        console.press(KeyCode.ENTER);
        assertThat(console.there("#backlog-prompt").isVisible()).isFalse();
        assertThat(sent()).noneMatch(Command.DiscardBacklog.class::isInstance);
        assertThat(console.texts()).anyMatch(t -> t.contains("switch to Commission"));
    }

    // Harm: a backlog stays unseen because one answer was a refusal.
    @Test
    void orphansAreAskedForOneAtATimeUntilTheyCome() {
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        console.workspace.gateway.late.put(new Command.ReadOrphans(), late);
        backlog().orphan("historian.1", 42);
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS, "upstream"));
        console.live(3);
        assertThat(sent()).filteredOn(Command.ReadOrphans.class::isInstance).hasSize(1);
        console.workspace.gateway.late.clear();
        console.onWindow(
                window ->
                        late.complete(
                                new Outcome.Refused(
                                        Problem.error("LANE-0403", "backlogs", "No.", "Wait."))));
        console.live(2);
        assertThat(console.there("#buffers-orphans").isVisible()).isTrue();
        console.onWindow(window -> window.draft().setCommissioning(true));
        console.live(1);
        console.click("#orphan-discard-historian-1");
        console.press(KeyCode.ESCAPE);
        assertThat(focus()).isEqualTo("orphan-discard-historian-1");
    }

    @Test
    void nobodyTypesANameForWhatWouldBeRefused() {
        outage();
        backlog().sent = 12;
        console.onWindow(window -> window.draft().setCommissioning(true));
        console.live(1);
        console.click("#buffers-backlog-discard");
        assertThat(console.there("#backlog-prompt").isVisible()).isFalse();
        assertThat(console.texts())
                .anyMatch(t -> t.startsWith("12 records of the disk buffer of upstream are with"));
    }

    @Test
    void whereNothingWaitsTheButtonsSaySo() {
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS, "upstream"));
        console.live(2);
        for (String id : List.of("export", "discard")) {
            Button button = (Button) console.there("#buffers-backlog-" + id);
            assertThat(button.isDisabled()).as(id).isTrue();
            assertThat(button.getAccessibleHelp()).contains("Nothing waits");
        }
        assertThat(console.there("#buffers-orphans").isVisible()).isFalse();
    }

    @Test
    void aBacklogWithoutADestinationIsSeenExportedAndDiscarded() {
        backlog().orphan("historian.1", 42);
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS, "upstream"));
        console.onWindow(window -> window.draft().setCommissioning(true));
        console.live(2);
        assertThat(console.texts())
                .contains("Backlogs without a destination", "historian.1")
                .anyMatch(t -> t.startsWith("was for historian: 42 records in the disk buffer"));
        console.prompt.next = Optional.of(OUT);
        if (System.getProperty("looks") != null) {
            console.picture("backlog-orphan");
        }
        console.click("#orphan-export-historian-1");
        assertThat(sent()).contains(new Command.ExportOrphan("historian.1", OUT));
        console.click("#orphan-discard-historian-1");
        console.click("#orphan-name");
        console.type("historian.1");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(sent()).contains(new Command.DiscardOrphan("historian.1", 45));
        assertThat(console.there("#buffers-orphans").isVisible()).isFalse();
    }

    private void outage() {
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS, "upstream"));
        console.live(1);
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", null, null));
        console.live(20);
    }

    private FakeBacklog backlog() {
        return console.workspace.gateway.backlog;
    }

    private List<Command> sent() {
        return console.workspace.gateway.commands;
    }

    private String focus() {
        return Console.onFx(() -> console.window.scene().getFocusOwner().getId());
    }
}
