package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.KeptDraft;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.project.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Drafts on a real disk. Harm if it breaks: the machine loses power, and with it what was edited
/// since the last time somebody pressed a key for it.
final class DesktopRecoveryTest {
    private static final Path PROJECT = Path.of("/plants/hall-2");
    private static final int LIVES = 4;

    @TempDir private Path root;

    /// A console that edits without a pause, and says what it was told is durable.
    static final class Child {
        public static void main(String[] arguments) throws Exception {
            DesktopRecovery recovery =
                    new DesktopRecovery(Path.of(arguments[0]), Duration.ofMillis(5));
            for (int n = Integer.parseInt(arguments[1]); ; n++) {
                await(recovery.keep(PROJECT, draft("a", n)));
                System.out.println(n);
            }
        }
    }

    @Test
    void draft5WhatWasKeptSurvivesKillNine() throws Exception {
        int last = 0;
        for (int life = 0; life < LIVES; life++) {
            last = liveAndDie(last + 1, 20 + 13 * life);
            Outcome.DraftsKept found = list(new DesktopRecovery(root));
            assertThat(found.problems()).isEmpty();
            assertThat(found.drafts()).hasSize(1);
            int kept = number(found.drafts().getFirst());
            assertThat(kept).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(last + 1);
            last = kept;
        }
    }

    private int liveAndDie(int from, int words) throws IOException, InterruptedException {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                root.toString(),
                                Integer.toString(from))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        int last = -1;
        try (BufferedReader lines = child.inputReader(StandardCharsets.US_ASCII)) {
            for (int i = 0; i < words; i++) {
                @Nullable String line = lines.readLine();
                assertThat(line).as("the child lives").isNotNull();
                last = Integer.parseInt(line);
            }
            child.toHandle().destroyForcibly();
            child.waitFor();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = Integer.parseInt(line);
            }
        }
        assertThat(child.exitValue()).as("killed").isEqualTo(128 + 9);
        return last;
    }

    @Test
    void onlyTheNewestOfManyEditsIsWrittenAndTheEndWaitsForIt() throws Exception {
        DesktopRecovery recovery = new DesktopRecovery(root, Duration.ofHours(1));
        CompletionStage<Outcome> first = recovery.keep(PROJECT, draft("a", 1));
        for (int n = 2; n <= 500; n++) {
            recovery.keep(PROJECT, draft("a", n));
        }
        assertThat(list(new DesktopRecovery(root)).drafts()).as("not yet").isEmpty();
        recovery.shutDown();
        assertThat(await(first)).isInstanceOf(Outcome.Done.class);
        List<KeptDraft> kept = list(new DesktopRecovery(root)).drafts();
        assertThat(kept).hasSize(1);
        assertThat(number(kept.getFirst())).isEqualTo(500);
    }

    /// Somebody closes a project and opens it again within a second.
    @Test
    void whatWaitsToBeWrittenIsFoundToo() throws Exception {
        DesktopRecovery recovery = new DesktopRecovery(root, Duration.ofHours(1));
        recovery.keep(PROJECT, draft("a", 1));
        assertThat(list(recovery).drafts()).containsExactly(draft("a", 1));
        recovery.shutDown();
    }

    @Test
    void whatIsForgottenBeforeItWasWrittenIsNeverWritten() throws Exception {
        DesktopRecovery recovery = new DesktopRecovery(root, Duration.ofMillis(20));
        CompletionStage<Outcome> kept = recovery.keep(PROJECT, draft("a", 1));
        await(recovery.forget(PROJECT, "a"));
        assertThat(await(kept)).isInstanceOf(Outcome.Done.class);
        await(recovery.keep(PROJECT, draft("b", 2)));
        assertThat(list(recovery).drafts()).extracting(KeptDraft::id).containsExactly("b");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsARefusalAndNothingElse() throws Exception {
        Path file = Files.writeString(root.resolve("file"), "in the way");
        DesktopRecovery recovery = new DesktopRecovery(file, Duration.ZERO);
        Outcome refused = await(recovery.keep(PROJECT, draft("a", 1)));
        assertThat(refused).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) refused).why())
                .extracting(Problem::code)
                .isEqualTo("PROJ-0413");
        assertThat(list(recovery).drafts()).isEmpty();
        assertThat(file).hasContent("in the way");
        recovery.shutDown();
    }

    /// The workspace keeps drafts beside the preferences, and its end waits for the last one.
    @Test
    void theWorkspaceKeepsThemBesideThePreferencesAndNotInTheProject() throws Exception {
        Path config = root.resolve("config");
        DesktopWorkspace workspace = workspace(config);
        Path folder = root.resolve("projects").resolve("press-line");
        await(workspace.create(folder, "press-line"));
        Outcome loaded = await(workspace.drafts().load());
        Outcome.DraftLoaded running = (Outcome.DraftLoaded) loaded;
        KeptDraft kept =
                new KeptDraft(
                        "a", Instant.EPOCH, running.draft(), running.hash(), draft("a", 7).draft());
        workspace.recovery().keep(folder, kept);
        workspace.shutDown();
        assertThat(config.resolve("drafts")).isNotEmptyDirectory();
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .as("the project and what a desktop opens it by")
                    .containsExactlyInAnyOrder("project.yaml", "press-line.fieldproof");
        }
        DesktopWorkspace again = workspace(config);
        Outcome found = await(again.recovery().kept(folder));
        assertThat(found).isEqualTo(new Outcome.DraftsKept(List.of(kept), List.of()));
        again.shutDown();
    }

    private DesktopWorkspace workspace(Path config) {
        return new DesktopWorkspace(
                new PreferencesFile(config.resolve("preferences.properties")),
                Optional.of(root.resolve("data")),
                root.resolve("projects"));
    }

    private static KeptDraft draft(String id, int number) {
        Group project = Group.of(Entry.of("name", Text.plain("press-line")));
        ProjectDraft base = ProjectDraft.EMPTY.withProject(project);
        String text = "x".repeat(20_000);
        StickyNote note = new StickyNote("n", text, number, 0, 90, 90);
        ProjectDraft draft = base.withLayout(base.layout().withNote(note));
        return new KeptDraft(id, Instant.EPOCH, base, "", draft);
    }

    private static int number(KeptDraft kept) {
        return kept.draft().layout().notes().getFirst().x();
    }

    private static Outcome.DraftsKept list(DesktopRecovery recovery) throws Exception {
        Outcome outcome = await(recovery.kept(PROJECT));
        assertThat(outcome).isInstanceOfAny(Outcome.DraftsKept.class);
        return (Outcome.DraftsKept) outcome;
    }

    private static Outcome await(CompletionStage<Outcome> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
