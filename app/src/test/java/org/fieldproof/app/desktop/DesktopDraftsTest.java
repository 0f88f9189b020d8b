package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.app.Wiring;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm if it breaks: somebody tries a transform that takes long, and nobody can apply.
final class DesktopDraftsTest {
    @TempDir private Path folder;

    @Test
    void aSlowTrialDoesNotPutOffTheCheckThatLetsADraftBeApplied() throws Exception {
        Files.writeString(folder.resolve("project.yaml"), "fieldproof: 1\nname: empty\n");
        // Whatever is tried takes for ever.
        LinkedBlockingQueue<Runnable> trying = new LinkedBlockingQueue<>();
        DesktopDrafts drafts =
                new DesktopDrafts(
                        Wiring.catalog(),
                        Runnable::run,
                        trying::add,
                        Runnable::run,
                        () -> Optional.of(folder),
                        Optional::empty,
                        new DesktopTags(
                                Wiring.catalog(),
                                Runnable::run,
                                Runnable::run,
                                () -> Optional.of(folder),
                                Optional::empty));
        CompletableFuture<Outcome> trial =
                drafts.trials()
                        .preview(ProjectDraft.EMPTY, "main", List.of())
                        .toCompletableFuture();
        Outcome checked =
                drafts.check(ProjectDraft.EMPTY).toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(checked).isInstanceOf(Outcome.DraftChecked.class);
        assertThat(trial).isNotDone();
        assertThat(trying).hasSize(1);
        trying.remove().run();
        assertThat(trial).isDone();
    }
}
