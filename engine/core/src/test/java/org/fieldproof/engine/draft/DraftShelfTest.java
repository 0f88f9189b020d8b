package org.fieldproof.engine.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.fieldproof.api.command.Outcome.DraftsKept;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.KeptDraft;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.project.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm if it breaks: what was typed before the power went is gone, or comes back as something
/// else.
final class DraftShelfTest {
    private static final Path PROJECT = Path.of("/plants/hall-2");
    private static final Instant AT = Instant.parse("2026-11-27T02:44:11.123Z");
    private static final String HASH = "7c".repeat(32);

    @TempDir private Path root;

    private ProjectDraft base = ProjectDraft.EMPTY;
    private DraftShelf shelf = new DraftShelf(Path.of(""));

    @BeforeEach
    void sample() throws IOException {
        base = DraftFiles.read(DraftFilesTest.sample("field-demo")).orElseThrow();
        shelf = new DraftShelf(root.resolve("drafts"));
    }

    @Test
    void aDraftComesBackWithWhatItWasMadeOn() throws IOException {
        KeptDraft kept = kept("a", 0);
        shelf.keep(PROJECT, kept);
        assertThat(shelf.list(PROJECT)).isEqualTo(new DraftsKept(List.of(kept), List.of()));
        assertThat(shelf.list(Path.of("/plants/hall-3")).drafts()).isEmpty();
        KeptDraft later = kept("a", 5);
        shelf.keep(PROJECT, later);
        shelf.keep(PROJECT, kept("b", 9));
        assertThat(shelf.list(PROJECT).drafts()).containsExactly(kept("b", 9), later);
        shelf.forget(PROJECT, "a");
        shelf.forget(PROJECT, "a");
        assertThat(shelf.list(PROJECT).drafts()).containsExactly(kept("b", 9));
    }

    @Test
    void draft5NoCutAndNoChangedByteIsTakenForADraft() throws IOException {
        shelf.keep(PROJECT, kept("a", 0));
        Path file = only();
        byte[] whole = Files.readAllBytes(file);
        int step = Math.max(1, whole.length / 400);
        for (int at = 0; at < whole.length; at += at < 120 ? 1 : step) {
            assertPutAside(file, Arrays.copyOf(whole, at), "cut at " + at);
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            assertPutAside(file, changed, "changed at " + at);
        }
        Files.write(file, whole);
        assertThat(shelf.list(PROJECT).drafts()).as("control").hasSize(1);
    }

    private void assertPutAside(Path file, byte[] content, String what) throws IOException {
        Files.write(file, content);
        DraftsKept found = shelf.list(PROJECT);
        assertThat(found.drafts()).as(what).isEmpty();
        assertThat(found.problems())
                .as(what)
                .extracting(Problem::code)
                .containsExactly("PROJ-0412");
        Path aside = file.resolveSibling(file.getFileName() + ".aside");
        assertThat(Files.readAllBytes(aside)).as(what).isEqualTo(content);
        assertThat(shelf.list(PROJECT).problems()).as("told once").isEmpty();
    }

    @Test
    void whatIsNoneOfOursIsPutAsideAndTheRestIsRead() throws IOException {
        KeptDraft good = kept("good", 1);
        shelf.keep(PROJECT, good);
        Path place = only().resolveSibling("x").normalize();
        shelf.keep(Path.of("/plants/hall-3"), kept("foreign", 0));
        Path foreign;
        try (Stream<Path> walk = Files.walk(root)) {
            foreign = walk.filter(p -> p.endsWith("foreign.draft")).findFirst().orElseThrow();
        }
        Files.copy(foreign, place.resolveSibling("foreign.draft"));
        Files.createDirectory(place.resolveSibling("folder.draft"));
        Files.write(place.resolveSibling("large.draft"), new byte[KeptDraftText.BYTES_MAX + 1]);
        Files.writeString(place.resolveSibling("notes.txt"), "mine");
        String other =
                KeptDraftText.write(PROJECT, kept("next", 2)).replace("draft 1 ", "draft 2 ");
        Files.writeString(place.resolveSibling("next.draft"), other);
        DraftsKept found = shelf.list(PROJECT);
        assertThat(found.drafts()).containsExactly(good);
        assertThat(found.problems()).hasSize(4);
        assertThat(place.resolveSibling("notes.txt")).hasContent("mine");
        assertThat(place.resolveSibling("folder.draft.aside")).isDirectory();
    }

    @Test
    void itIsBounded() throws IOException {
        for (int i = 0; i < DraftShelf.DRAFTS_MAX + 3; i++) {
            shelf.keep(PROJECT, kept("d" + i, i));
            Files.setLastModifiedTime(
                    fileOf("d" + i), java.nio.file.attribute.FileTime.from(AT.plusSeconds(i)));
        }
        List<KeptDraft> left = shelf.list(PROJECT).drafts();
        assertThat(left).hasSize(DraftShelf.DRAFTS_MAX);
        assertThat(left.getFirst().id()).isEqualTo("d" + (DraftShelf.DRAFTS_MAX + 2));
        for (int i = 0; i < DraftShelf.PROJECTS_MAX + 3; i++) {
            shelf.keep(Path.of("/plants/p" + i), kept("a", i));
        }
        try (Stream<Path> list = Files.list(root.resolve("drafts"))) {
            assertThat(list).hasSize(DraftShelf.PROJECTS_MAX);
        }
        assertThat(shelf.list(Path.of("/plants/p" + (DraftShelf.PROJECTS_MAX + 2))).drafts())
                .hasSize(1);
        String text = "x".repeat(KeptDraftText.BYTES_MAX);
        ProjectDraft large =
                base.withLayout(base.layout().withNote(new StickyNote("n", text, 0, 0, 100, 100)));
        assertThatThrownBy(() -> shelf.keep(PROJECT, new KeptDraft("l", AT, base, HASH, large)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("8 MiB");
    }

    private KeptDraft kept(String id, long seconds) {
        ProjectDraft edited =
                DraftEdits.rename(
                        base, new PartRef(Section.DESTINATIONS, "local"), "archive-" + seconds);
        return new KeptDraft(id, AT.plusSeconds(seconds), base, HASH, edited);
    }

    private Path fileOf(String id) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(p -> p.endsWith(id + ".draft")).findFirst().orElseThrow();
        }
    }

    private Path only() throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }
}
