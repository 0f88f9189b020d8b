package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.support.SupportBundle;
import org.fieldproof.api.support.SupportFile;
import org.fieldproof.app.support.SupportSources;
import org.fieldproof.engine.secret.Redactor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm if it breaks: the console hangs while a bundle is collected, or a bundle that somebody
/// thought better of is written.
final class DesktopSupportTest {
    private static final SupportBundle BUNDLE =
            new SupportBundle(
                    "a.zip", List.of(new SupportFile("README.txt", "read me", new TreeMap<>())));

    @TempDir Path folder;

    /// Open unless a test wants to be the first to do something.
    private CountDownLatch gate = new CountDownLatch(0);

    private final CountDownLatch collecting = new CountDownLatch(1);
    private volatile String thread = "";
    private final DesktopSupport desk = new DesktopSupport(this::sources);

    @AfterEach
    void end() {
        gate.countDown();
        desk.shutDown();
    }

    @Test
    void aBundleIsCollectedAndWrittenOnAThreadOfItsOwn() throws Exception {
        Problem shown = Problem.error("TEST-0001", "console", "Something is wrong.", "Mend it.");
        Outcome collected = answer(desk.collect(List.of(shown), false));
        SupportBundle bundle = ((Outcome.SupportCollected) collected).bundle();
        assertThat(thread).isEqualTo("fp-support");
        assertThat(bundle.files())
                .filteredOn(file -> file.name().equals("problems.txt"))
                .singleElement()
                .satisfies(file -> assertThat(file.text()).contains("TEST-0001 console"));
        Path file = folder.resolve("a.zip");
        assertThat(answer(desk.save(bundle, file))).isEqualTo(new Outcome.Done(file.toString()));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.size()).isEqualTo(bundle.files().size());
        }
    }

    @Test
    void cancellingEndsWhatIsCollectedAndWhatWaitsToBeWritten() throws Exception {
        gate = new CountDownLatch(1);
        CompletionStage<Outcome> collected = desk.collect(List.of(), false);
        assertThat(collecting.await(30, TimeUnit.SECONDS)).isTrue();
        CompletionStage<Outcome> saved = desk.save(BUNDLE, folder.resolve("a.zip"));
        desk.cancel();
        gate.countDown();
        assertThat(answer(collected)).isInstanceOf(Outcome.SupportCancelled.class);
        assertThat(answer(saved)).isInstanceOf(Outcome.SupportCancelled.class);
        assertNothingIsIn(folder);
    }

    @Test
    void anotherRequestEndsTheOneBefore() throws Exception {
        gate = new CountDownLatch(1);
        CompletionStage<Outcome> first = desk.collect(List.of(), false);
        assertThat(collecting.await(30, TimeUnit.SECONDS)).isTrue();
        CompletionStage<Outcome> second = desk.collect(List.of(), false);
        gate.countDown();
        assertThat(answer(first)).isInstanceOf(Outcome.SupportCancelled.class);
        assertThat(answer(second)).isInstanceOf(Outcome.SupportCollected.class);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsToldWithItsRemedyAndTheNextOneWorks() throws Exception {
        Path taken = Files.createDirectory(folder.resolve("taken.zip"));
        Files.writeString(taken.resolve("inside"), "kept");
        Outcome refused = answer(desk.save(BUNDLE, taken));
        assertThat(refused).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) refused).why().code()).isEqualTo("APP-0920");
        assertThat(((Outcome.Refused) refused).why().object()).contains(taken.toString());
        assertThat(taken.resolve("inside")).hasContent("kept");
        assertThat(answer(desk.save(BUNDLE, folder.resolve("b.zip"))))
                .isInstanceOf(Outcome.Done.class);
    }

    private SupportSources sources() {
        thread = Thread.currentThread().getName();
        collecting.countDown();
        try {
            assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException asked) {
            throw new IllegalStateException(asked);
        }
        return new SupportSources(
                List.of(List.of("Fieldproof", "1")),
                new Workspace.Status(Workspace.Phase.EMPTY, Optional.empty(), List.of()),
                Optional.empty(),
                Optional.empty(),
                folder.resolve("crashes"),
                List::of,
                Map.of(),
                new Redactor());
    }

    private static void assertNothingIsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private static Outcome answer(CompletionStage<Outcome> asked) throws Exception {
        return asked.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
