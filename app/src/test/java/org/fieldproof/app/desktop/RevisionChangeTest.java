package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.GatewayState;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.app.RunningGateway;
import org.fieldproof.app.Wiring;
import org.fieldproof.app.desktop.RevisionChange.Site;
import org.fieldproof.engine.EngineSeams;
import org.fieldproof.engine.draft.DraftFiles;
import org.fieldproof.engine.draft.ProjectWriter;
import org.fieldproof.engine.draft.RevisionShelf;
import org.fieldproof.engine.journal.Operator;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.secret.Redactor;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real gateway under traffic is edited. Harm if it breaks: somebody adds a database on a Tuesday
/// afternoon and a hundred readings are gone.
final class RevisionChangeTest {
    private static final PartRef MAIN = new PartRef(Section.PIPELINES, "main");
    private static final PartRef LOCAL = new PartRef(Section.DESTINATIONS, "local");
    private static final PartRef DEVICES = new PartRef(Section.CONNECTIONS, "devices");

    /// Records of `local` wait in memory for up to ten seconds, as in a slow plant.
    private static final String PROJECT =
            """
            # A comment that must survive.
            fieldproof: 1
            name: edited
            connections:
              - id: devices
                type: mqtt-listener
                tls:
                  identity: installation
                  clientCertificates: required
              - id: plant
                type: simulator
                target: devices
                devices:
                  - id: press-01
                    topic: plant/press-01
                    ratePerSecond: 200
                    payload: '{"n":${n}}'
            pipelines:
              - id: main
                from: [devices]
                to: [local]
            destinations:
              - id: local
                type: h2
                lane:
                  batchRecords: 10000
                  linger: 10s
            """;

    @TempDir private Path root;

    private Path folder = Path.of("");
    private Path data = Path.of("");
    private Optional<RunningGateway> running = Optional.empty();
    private Optional<ProjectDefinition> project = Optional.empty();
    private final List<Problem> lost = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        folder = Files.createDirectories(root.resolve("project"));
        data = root.resolve("data");
        Files.writeString(folder.resolve("project.yaml"), PROJECT);
        ProjectRead read = Wiring.readProject(folder);
        assertThat(read).as(read.problems().toString()).isInstanceOf(ProjectRead.Ready.class);
        run(((ProjectRead.Ready) read).project());
        accepted(300);
    }

    @AfterEach
    void stop() {
        running.ifPresent(gateway -> gateway.stop(Duration.ofSeconds(10)));
    }

    @Test
    void rev3WhatWasAcceptedUnderTheOldRoutesIsDeliveredByThem() throws Exception {
        assertThat(apply(this::withoutLocal, true)).isInstanceOf(Outcome.DraftApplied.class);
        assertNothingLost();
    }

    /// Settling is the first of two nets: should it fail, the lanes' own notes of their routes lead
    /// what was accepted under the old ones to the old destination.
    @Test
    void withoutSettlingTheRoutesOfAcceptanceStillHold() throws Exception {
        assertThat(apply(this::withoutLocal, false)).isInstanceOf(Outcome.DraftApplied.class);
        assertNothingLost();
    }

    private ProjectDraft withoutLocal(ProjectDraft draft) {
        ProjectDraft added =
                DraftEdits.add(draft, Section.DESTINATIONS, destination("archive"), null);
        PartRef archive = new PartRef(Section.DESTINATIONS, "archive");
        ProjectDraft routed = DraftEdits.connect(added, DEVICES, archive, "");
        FieldPath to = FieldPath.of("to");
        return DraftEdits.set(routed, MAIN, to, DraftValue.Items.ofTexts(List.of("archive")));
    }

    private void assertNothingLost() throws Exception {
        long applied = lastSeqBeforeChange;
        accepted(200);
        awaitDrained("local", 0);
        awaitDrained("archive", 100);
        long last = running.orElseThrow().durableSeq();
        stop();
        assertThat(seqs("local")).as("old route").isEqualTo(upTo(applied));
        Set<Long> archive = seqs("archive");
        assertThat(archive.iterator().next()).as("new route begins").isEqualTo(applied + 1);
        long newest = archive.stream().mapToLong(seq -> seq).max().orElse(0);
        assertThat((long) archive.size()).as("no gap").isEqualTo(newest - applied);
        assertThat(last).isGreaterThan(applied);
    }

    @Test
    void anEditWhileRunningKeepsCommentsHashesAndRevisions() throws Exception {
        String hash = project.orElseThrow().contentHash();
        Outcome outcome = apply(d -> DraftEdits.rename(d, MAIN, "hall-2"), true);
        assertThat(outcome).isInstanceOf(Outcome.DraftApplied.class);
        Outcome.DraftApplied applied = (Outcome.DraftApplied) outcome;
        assertThat(applied.hash())
                .isNotEqualTo(hash)
                .isEqualTo(running.orElseThrow().gateway().snapshot().contentHash());
        assertThat(Files.readString(folder.resolve("project.yaml")))
                .isEqualTo(PROJECT.replace("- id: main", "- id: hall-2"));
        RevisionShelf shelf = new RevisionShelf(data.resolve("revisions"));
        assertThat(shelf.list()).hasSize(2);
        assertThat(shelf.files(1).orElseThrow()).containsEntry("project.yaml", PROJECT);
        assertThat(audited())
                .contains(
                        "apply a draft on configuration "
                                + hash
                                + ": done: configuration "
                                + applied.hash());
        accepted(100);
    }

    @Test
    void aDraftOfAnotherRevisionAndFilesChangedByHandAreRefused() throws Exception {
        Outcome stale = change(true).apply(draft(), "0".repeat(64));
        assertThat(stale).isInstanceOf(Outcome.Refused.class);
        assertThat(code(stale)).isEqualTo("PROJ-0401");
        Files.writeString(folder.resolve("project.yaml"), PROJECT + "# by hand\n");
        assertThat(code(apply(d -> DraftEdits.rename(d, MAIN, "x"), true))).isEqualTo("PROJ-0401");
        assertThat(Files.readString(folder.resolve("project.yaml"))).endsWith("# by hand\n");
        assertThat(audited()).filteredOn(each -> each.endsWith(": refused: PROJ-0401")).hasSize(2);
        accepted(50);
    }

    /// Row 84: a button pressed a hundred times, or as many consoles: one is applied, and of the
    /// others there is nothing but a line in the audit trail.
    @Test
    void aHundredChangesOfOneRevisionAreOne() throws Exception {
        ProjectDraft before = draft();
        String hash = project.orElseThrow().contentHash();
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ProjectDraft renamed = DraftEdits.rename(before, MAIN, "hall-" + i);
            codes.add(code(change(true).apply(renamed, hash)));
        }
        assertThat(codes.removeFirst()).startsWith("DraftApplied");
        assertThat(codes).hasSize(99).containsOnly("PROJ-0401");
        assertThat(Files.readString(folder.resolve("project.yaml")))
                .isEqualTo(PROJECT.replace("- id: main", "- id: hall-0"));
        assertThat(new RevisionShelf(data.resolve("revisions")).list()).hasSize(2);
        accepted(50);
    }

    /// Changes of the configuration in the trail of what runs, newest first.
    private List<String> audited() {
        Outcome read =
                running.orElseThrow()
                        .gateway()
                        .submit(new Command.ReadAudit(1_000))
                        .toCompletableFuture()
                        .join();
        return ((Outcome.AuditRead) read)
                .lines().stream()
                        .filter(each -> each.category().equals("configuration"))
                        .filter(each -> each.by().equals(Operator.atCommandLine().toString()))
                        .map(each -> each.act() + ": " + each.result())
                        .toList();
    }

    @Test
    void rev2ADestinationWithRecordsIsKeptAndMayGoWhenItIsEmpty() throws Exception {
        running.orElseThrow().gateway().submit(new Command.PauseLane("local"));
        Await.until(
                Duration.ofSeconds(20),
                () -> lane("local").bufferRecords() > 0,
                "records in the buffer");
        UnaryOperator<ProjectDraft> gone = d -> DraftEdits.remove(d, Set.of(LOCAL, MAIN));
        Outcome refused = apply(gone, true);
        assertThat(code(refused)).isEqualTo("PROJ-0403");
        assertThat(Files.readString(folder.resolve("project.yaml"))).isEqualTo(PROJECT);
        assertThat(apply(d -> DraftEdits.remove(d, Set.of(MAIN)), true))
                .isInstanceOf(Outcome.DraftApplied.class);
        Await.until(
                Duration.ofSeconds(20),
                () -> lane("local").state() == LaneState.PAUSED,
                "what a person paused stays paused");
        long accepted = lastSeqBeforeChange;
        running.orElseThrow().gateway().submit(new Command.ResumeLane("local"));
        awaitDrained("local", 0);
        assertThat(apply(gone, true)).isInstanceOf(Outcome.DraftApplied.class);
        stop();
        assertThat(seqs("local")).isEqualTo(upTo(accepted));
    }

    /// Harm if it breaks: a plant stands still for seconds, to be told afterwards that its folder
    /// cannot be written.
    @Test
    void aFolderThatCannotBeWrittenStopsNothing() throws Exception {
        RunningGateway before = running.orElseThrow();
        block(folder.resolve(".project.yaml.try"));
        assertThatIOException()
                .isThrownBy(() -> apply(d -> DraftEdits.rename(d, MAIN, "hall-2"), true));
        assertThat(running.orElseThrow()).isSameAs(before);
        assertThat(before.gateway().snapshot().state()).isEqualTo(GatewayState.RUNNING);
        assertThat(Files.readString(folder.resolve("project.yaml"))).isEqualTo(PROJECT);
        assertThat(audited()).anyMatch(each -> each.contains(": failed: "));
        accepted(50);
    }

    /// Harm if it breaks: one full disk, and the plant stands while the console says that it runs.
    @Test
    void rev1TheOldRevisionRunsAgainEvenIfItsFilesCannotBePutBack() throws Exception {
        RunningGateway old = running.orElseThrow();
        ProjectDefinition before = project.orElseThrow();
        Outcome outcome = refusedWhileTheDiskFails(next -> next.equals(before));
        assertThat(code(outcome)).isEqualTo("TEST-0001");
        assertThat(((Outcome.Refused) outcome).why().message()).contains("put back");
        assertThat(running.orElseThrow()).isNotSameAs(old);
        assertThat(lost).isEmpty();
        accepted(50);
    }

    @Test
    void rev1IfNothingRunsAnyMoreThatIsSaidWithBothReasons() throws Exception {
        assertThat(code(refusedWhileTheDiskFails(next -> false))).isEqualTo("TEST-0001");
        assertThat(lost).hasSize(2).extracting(Problem::code).containsOnly("TEST-0001");
    }

    private Outcome refusedWhileTheDiskFails(Predicate<ProjectDefinition> starts)
            throws IOException {
        RunningGateway old = running.orElseThrow();
        Path blocked = folder.resolve(".project.yaml.next");
        Site site =
                new Site(
                        old,
                        project.orElseThrow(),
                        ProjectWriter.read(folder),
                        next -> {
                            block(blocked);
                            return starts.test(next)
                                    ? run(next)
                                    : new Wiring.Start.Refused(
                                            Problem.error("TEST-0001", "test", "No.", "None."));
                        },
                        lost::addAll);
        return new RevisionChange(site, Wiring.catalog())
                .apply(
                        DraftEdits.rename(draft(), MAIN, "hall-2"),
                        project.orElseThrow().contentHash());
    }

    private static void block(Path file) {
        try {
            Files.createDirectories(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void movingACardRestartsNothing() throws Exception {
        RunningGateway before = running.orElseThrow();
        Outcome outcome =
                apply(
                        d ->
                                DraftEdits.move(
                                        d,
                                        new TreeMap<>(
                                                java.util.Map.of(
                                                        LOCAL,
                                                        new org.fieldproof.api.draft.DraftLayout
                                                                .Point(5, 6)))),
                        true);
        assertThat(((Outcome.DraftApplied) outcome).outageMillis()).isZero();
        assertThat(running).contains(before);
        assertThat(Files.readString(folder.resolve("layout.yaml"))).contains("destination/local");
    }

    private long lastSeqBeforeChange;

    private Outcome apply(UnaryOperator<ProjectDraft> edit, boolean settles) throws IOException {
        return change(settles).apply(edit.apply(draft()), project.orElseThrow().contentHash());
    }

    private ProjectDraft draft() throws IOException {
        return DraftFiles.read(ProjectWriter.read(folder)).orElseThrow();
    }

    private RevisionChange change(boolean settles) throws IOException {
        RunningGateway old = running.orElseThrow();
        return new RevisionChange(
                new Site(
                        old,
                        project.orElseThrow(),
                        ProjectWriter.read(folder),
                        next -> {
                            lastSeqBeforeChange = old.durableSeq();
                            return run(next);
                        },
                        lost::addAll),
                Wiring.catalog(),
                settles);
    }

    private Wiring.Start run(ProjectDefinition next) {
        Wiring.Start start =
                Wiring.start(
                        next,
                        Optional.of(data),
                        EngineSeams.none(),
                        new Redactor(),
                        Operator.atCommandLine());
        if (start instanceof Wiring.Start.Running(RunningGateway gateway)) {
            running = Optional.of(gateway);
            project = Optional.of(next);
        }
        return start;
    }

    private void accepted(long more) {
        long from = running.orElseThrow().durableSeq();
        Await.until(
                Duration.ofSeconds(30),
                () -> running.orElseThrow().durableSeq() >= from + more,
                more + " more records");
    }

    private LaneSnapshot lane(String id) {
        GatewaySnapshot picture = running.orElseThrow().gateway().snapshot();
        return picture.lanes().stream().filter(l -> l.id().equals(id)).findFirst().orElseThrow();
    }

    private void awaitDrained(String id, long most) {
        Await.until(
                Duration.ofSeconds(60),
                () -> {
                    LaneSnapshot lane = lane(id);
                    return lane.state() == LaneState.IN_STEP
                            && lane.bufferRecords() + lane.queued() + lane.inFlight() <= most;
                },
                id + " drained");
    }

    private static DraftValue.Group destination(String id) {
        return DraftValue.Group.of(
                DraftValue.Entry.of("id", DraftValue.Text.plain(id)),
                DraftValue.Entry.of("type", DraftValue.Text.plain("h2")));
    }

    private static String code(Outcome outcome) {
        return outcome instanceof Outcome.Refused(Problem why) ? why.code() : outcome.toString();
    }

    private static Set<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<Long> seqs(String destination) throws IOException, SQLException {
        Path file;
        try (Stream<Path> walk = Files.walk(data.resolve("connectors").resolve(destination))) {
            file = walk.filter(p -> p.toString().endsWith(".mv.db")).findFirst().orElseThrow();
        }
        String path = file.toAbsolutePath().toString().replaceAll("\\.mv\\.db$", "");
        Set<Long> seqs = new TreeSet<>();
        try (Connection h2 = DriverManager.getConnection("jdbc:h2:" + path, "sa", "");
                Statement all = h2.createStatement();
                ResultSet rows = all.executeQuery("SELECT seq FROM readings")) {
            while (rows.next()) {
                seqs.add(rows.getLong(1));
            }
        }
        return seqs;
    }
}
