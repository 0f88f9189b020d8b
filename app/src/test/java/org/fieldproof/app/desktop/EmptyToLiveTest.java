package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.draft.DraftFiles;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The workspace's side of building a project by hand, with a real gateway. Harm if it breaks: a
/// newcomer's first project never runs.
final class EmptyToLiveTest {
    private static final String SHAPED =
            """
            fieldproof: 1
            name: shaped
            connections:
              - id: devices
                type: mqtt-listener
                host: 127.0.0.1
                port: 0
                tls:
                  identity: installation
                  clientCertificates: required
            pipelines:
              - id: main
                from: [devices]
                transforms:
                  - id: shape
                    type: schema
                    file: shape.schema.json
                to: [local]
            destinations:
              - id: local
                type: h2
            """;

    private static final String AHEAD =
            """
            cases:
              - name: one
                given: {connection: mqtt-listener, address: plant/1}
                expect:
                  - {to: h2, payload: ""}
            """;

    @TempDir private Path root;

    private Optional<DesktopWorkspace> made = Optional.empty();

    @BeforeEach
    void open() {
        made =
                Optional.of(
                        new DesktopWorkspace(
                                new PreferencesFile(root.resolve("preferences")),
                                Optional.of(root.resolve("data")),
                                root.resolve("projects")));
    }

    @AfterEach
    void close() {
        made.ifPresent(DesktopWorkspace::shutDown);
    }

    @Test
    void anEmptyProjectRunsIsBuiltAppliedAndTakenBack() throws Exception {
        DesktopWorkspace workspace = made.orElseThrow();
        Path folder = workspace.folderFor("press-line");
        await(workspace.create(folder, "press-line"));
        assertThat(workspace.status().phase()).isEqualTo(Workspace.Phase.OPEN);
        assertThat(await(workspace.create(folder, "press-line")))
                .as("a folder with something in it is left alone")
                .isInstanceOf(Outcome.Refused.class);
        Outcome.DraftLoaded loaded = loaded(await(workspace.drafts().load()));
        assertThat(loaded.draft().refs()).isEmpty();
        ProjectDraft built = built(loaded.draft());
        assertThat(await(workspace.drafts().check(built)))
                .isEqualTo(new Outcome.DraftChecked(List.of(), true));
        Outcome applied = await(workspace.drafts().apply(built, loaded.hash()));
        assertThat(applied).isInstanceOf(Outcome.DraftApplied.class);
        Await.until(
                Duration.ofSeconds(60),
                () -> live(workspace.gateway().orElseThrow().snapshot()),
                "the listener up and the database in step");
        assertThat(workspace.status().phase()).isEqualTo(Workspace.Phase.OPEN);
        assertThat(loaded(await(workspace.drafts().load())).draft())
                .isEqualTo(((Outcome.DraftApplied) applied).running());
        Outcome.DraftLoaded first = loaded(await(workspace.drafts().revision(1)));
        assertThat(first.draft()).isEqualTo(loaded.draft());
        String hash = ((Outcome.DraftApplied) applied).hash();
        assertThat(await(workspace.drafts().apply(first.draft(), hash)))
                .isInstanceOf(Outcome.DraftApplied.class);
        assertThat(workspace.gateway().orElseThrow().snapshot().lanes()).isEmpty();
    }

    /// Tables are no part of a revision; whoever takes one back is told when they have changed.
    @Test
    void aRevisionWhoseTablesHaveChangedHasAnotherHash() throws Exception {
        Path folder = Files.createDirectories(root.resolve("projects").resolve("shaped"));
        Path table = folder.resolve("shape.schema.json");
        Files.writeString(folder.resolve("project.yaml"), SHAPED);
        Files.writeString(table, "{\"type\": \"object\"}");
        DesktopWorkspace workspace = made.orElseThrow();
        await(workspace.open(folder));
        Outcome.DraftLoaded loaded = loaded(await(workspace.drafts().load()));
        ProjectDraft edited =
                loaded.draft().withProject(loaded.draft().project().with("title", "Shaped"));
        await(workspace.drafts().apply(edited, loaded.hash()));
        Outcome.DraftLoaded same = loaded(await(workspace.drafts().revision(1)));
        assertThat(same.hash()).isEqualTo(loaded.hash());
        Files.writeString(table, "{\"type\": \"string\"}");
        Outcome.DraftLoaded other = loaded(await(workspace.drafts().revision(1)));
        assertThat(other.draft()).isEqualTo(same.draft());
        assertThat(other.hash()).isNotEqualTo(loaded.hash());
    }

    /// Harm if it breaks: a test of what is only drafted, and the project can never be opened
    /// again.
    @Test
    void aTestThatNamesWhatIsOnlyDraftedHindersNothing() throws Exception {
        DesktopWorkspace workspace = made.orElseThrow();
        Path folder = workspace.folderFor("press-line");
        await(workspace.create(folder, "press-line"));
        Outcome.DraftLoaded loaded = loaded(await(workspace.drafts().load()));
        ProjectDraft built = built(loaded.draft());
        assertThat(await(workspace.drafts().trials().saveTest(built, "ahead.yaml", AHEAD)))
                .isEqualTo(new Outcome.Done("tests/ahead.yaml"));
        await(workspace.close());
        assertThat(await(workspace.open(folder))).isInstanceOf(Outcome.Done.class);
        assertThat(workspace.status().problems()).isNotEmpty();
        Outcome applied = await(workspace.drafts().apply(built, loaded.hash()));
        assertThat(applied).isInstanceOf(Outcome.DraftApplied.class);
        String hash = ((Outcome.DraftApplied) applied).hash();
        assertThat(await(workspace.drafts().apply(loaded.draft(), hash)))
                .as("what the test names is taken out again")
                .isInstanceOf(Outcome.DraftApplied.class);
    }

    /// Harm if it breaks: a test is written into the project that was opened meanwhile.
    @Test
    void aTrialIsOfTheProjectThatWasOpenWhenItWasAsked() throws Exception {
        List<Runnable> tasks = new ArrayList<>();
        List<Path> open = new ArrayList<>(List.of(root.resolve("first")));
        DesktopTrials trials =
                new DesktopTrials(Wiring.catalog(), tasks::add, () -> open.stream().findFirst());
        ProjectDraft built =
                built(
                        DraftFiles.read(
                                        new TreeMap<>(
                                                Map.of(
                                                        "project.yaml",
                                                        "fieldproof: 1\nname: small\n")))
                                .orElseThrow());
        CompletionStage<Outcome> saved = trials.saveTest(built, "ahead.yaml", AHEAD);
        open.set(0, root.resolve("second"));
        tasks.forEach(Runnable::run);
        assertThat(await(saved)).isInstanceOf(Outcome.Done.class);
        assertThat(root.resolve("first/tests/ahead.yaml")).exists();
        assertThat(root.resolve("second")).doesNotExist();
        open.clear();
        assertThat(((Outcome.Refused) await(trials.test(built))).why().code())
                .isEqualTo("APP-0911");
    }

    /// Harm if it breaks: a wrong click in the list of folders, and the plant stands.
    @Test
    void aFolderThatCannotBeReadStopsNothing() throws Exception {
        DesktopWorkspace workspace = made.orElseThrow();
        await(workspace.create(workspace.folderFor("press-line"), "press-line"));
        Workspace.Status was = workspace.status();
        Gateway runs = workspace.gateway().orElseThrow();
        assertThat(await(workspace.open(root.resolve("nowhere"))))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(workspace.status()).isEqualTo(was);
        assertThat(workspace.gateway()).containsSame(runs);
    }

    private static boolean live(GatewaySnapshot picture) {
        return picture.connections().size() == 1
                && picture.connections().getFirst().state() == ConnectorState.UP
                && picture.lanes().size() == 1
                && picture.lanes().getFirst().state() == LaneState.IN_STEP;
    }

    private static ProjectDraft built(ProjectDraft from) {
        ProjectDraft with = DraftEdits.add(from, Section.CONNECTIONS, part("mqtt-listener"), null);
        with = DraftEdits.add(with, Section.DESTINATIONS, part("h2"), null);
        return DraftEdits.connect(
                with,
                new PartRef(Section.CONNECTIONS, "mqtt-listener"),
                new PartRef(Section.DESTINATIONS, "h2"),
                "");
    }

    private static Group part(String type) {
        return Group.of(Entry.of("id", Text.plain(type)), Entry.of("type", Text.plain(type)));
    }

    private static Outcome.DraftLoaded loaded(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.DraftLoaded.class);
        return (Outcome.DraftLoaded) outcome;
    }

    private static Outcome await(CompletionStage<Outcome> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
