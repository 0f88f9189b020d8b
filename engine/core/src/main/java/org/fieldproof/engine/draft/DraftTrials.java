package org.fieldproof.engine.draft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftText;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Item;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.TrialDesk;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.project.Catalog;
import org.fieldproof.engine.project.OnePipeline;
import org.fieldproof.engine.project.PipelineTest;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.transform.Fate;
import org.fieldproof.engine.transform.PipelineTestRun;
import org.fieldproof.engine.transform.Preview;
import org.fieldproof.engine.transform.TransformPlace;

/// Tries drafts out on records and on the project's pipeline tests: with the reader, the routes and
/// the transforms that a gateway has, but without one. Keeps nothing; any thread.
public final class DraftTrials {
    private static final String FOLDER = "tests/";
    private static final String SCHEMA_FIELD = "$schema";
    private static final String SCHEMA = "https://fieldproof.org/schema/tests-1.json";
    private static final long FILE_BYTES_MAX = 1 << 20;

    private final Path folder;
    private final Catalog catalog;
    private final GatewayClock clock;

    /// @param folder of the project, for its tests and the tables that it names
    public DraftTrials(Path folder, Catalog catalog, GatewayClock clock) {
        this.folder = folder;
        this.catalog = catalog;
        this.clock = clock;
    }

    /// As [TrialDesk#preview] says.
    public Outcome preview(ProjectDraft draft, String pipeline, List<FieldRecord> records) {
        if (records.size() > TrialDesk.RECORDS_MAX) {
            return refused(
                    "APP-0330",
                    "pipeline " + pipeline,
                    "There are " + records.size() + " records.",
                    "Preview at most " + TrialDesk.RECORDS_MAX + " at once.");
        }
        String text = DraftText.write(draft.project(), draft.tail());
        OnePipeline read = OnePipeline.read(folder, text, pipeline, catalog);
        if (read.pipeline().isEmpty()) {
            return new Outcome.Refused(
                    first(read.problems())
                            .orElse(
                                    Problem.error(
                                            "APP-0330",
                                            "pipeline " + pipeline,
                                            "There is no such pipeline.",
                                            "Choose one of the draft's.")));
        }
        try {
            return Preview.of(read.pipeline().get(), catalog, place(), records);
        } catch (ConnectorException e) {
            return new Outcome.Refused(e.problem());
        }
    }

    /// As [TrialDesk#sample] says.
    public Outcome sample(String json) {
        return SampleText.read(json, clock.epochNanos());
    }

    /// As [TrialDesk#test] says.
    public Outcome test(ProjectDraft draft) {
        return on(
                draft,
                ready -> {
                    if (ready.firstError().isPresent()) {
                        return new Outcome.Refused(ready.firstError().get());
                    }
                    PipelineTestRun run = new PipelineTestRun(ready.project(), catalog, place());
                    List<Outcome.TestResult> results = new ArrayList<>();
                    ready.tests().forEach(test -> results.add(result(run.run(test))));
                    return new Outcome.TestsRun(results);
                });
    }

    private static Outcome.TestResult result(PipelineTestRun.Result result) {
        PipelineTest test = result.test();
        return new Outcome.TestResult(
                test.place().file(),
                test.place().line(),
                test.name(),
                test.given(),
                result.mismatches().stream()
                        .map(
                                each ->
                                        new Outcome.TestMismatch(
                                                each.place().line(),
                                                each.destination(),
                                                each.what(),
                                                each.expected(),
                                                each.actual()))
                        .toList());
    }

    /// As [TrialDesk#testOf] says. What is expected is made of the record as a test holds it, which
    /// lacks what differs from run to run.
    public Outcome testOf(ProjectDraft draft, FieldRecord record, String name) {
        return on(
                draft,
                ready -> {
                    String given = CaseText.of(name, record, Map.of());
                    PipelineTest.Read read = PipelineTest.read("test", given, ready.project());
                    if (read.tests().isEmpty()) {
                        return new Outcome.Refused(first(read.problems()).orElseThrow());
                    }
                    Map<String, Fate> fates =
                            new PipelineTestRun(ready.project(), catalog, place())
                                    .fates(read.tests().getFirst().given());
                    return new Outcome.TestWritten(CaseText.of(name, record, fates));
                });
    }

    /// As [TrialDesk#saveTest] says.
    public Outcome saveTest(ProjectDraft draft, String file, String yaml) {
        if (!file.matches("[a-z0-9][a-z0-9-]{0,47}\\.yaml")) {
            return refused(
                    "PROJ-0422",
                    "file " + file,
                    "A file of tests cannot have this name.",
                    "Use lower-case letters, digits and dashes, and end it in .yaml.");
        }
        return on(
                draft,
                ready -> {
                    PipelineTest.Read read =
                            PipelineTest.read(FOLDER + file, yaml, ready.project());
                    Optional<Problem> wrong = first(read.problems());
                    List<Item> cases = cases(yaml);
                    if (wrong.isPresent() || cases.isEmpty()) {
                        return wrong.<Outcome>map(Outcome.Refused::new)
                                .orElseGet(
                                        () ->
                                                refused(
                                                        "PROJ-0422",
                                                        "file " + file,
                                                        "There is no case in it.",
                                                        "Write one below cases."));
                    }
                    return add(file, cases, ready.project());
                });
    }

    private static List<Item> cases(String yaml) {
        return DraftYaml.read(yaml)
                                .flatMap(read -> read.root().get(CaseText.CASES))
                                .orElse(Group.EMPTY)
                        instanceof Items items
                ? items.items()
                : List.of();
    }

    private Outcome add(String file, List<Item> cases, ProjectDefinition project)
            throws IOException {
        Path path = folder.resolve(FOLDER + file);
        Optional<DraftYaml.Read> there = Optional.empty();
        if (Files.exists(path)) {
            String text = Files.size(path) > FILE_BYTES_MAX ? "" : Files.readString(path);
            there = DraftYaml.read(text);
            if (there.isEmpty()) {
                return refused(
                        "PROJ-0422",
                        "file " + FOLDER + file,
                        "It is there, and cannot be read as one that cases can be added to.",
                        "Choose another name, or mend the file.");
            }
        }
        Group root =
                there.map(DraftYaml.Read::root)
                        .orElse(Group.of(Entry.of(SCHEMA_FIELD, Text.plain(SCHEMA))));
        List<Item> all = new ArrayList<>();
        if (root.get(CaseText.CASES).orElse(root) instanceof Items items) {
            all.addAll(items.items());
        }
        all.addAll(cases);
        String text =
                DraftText.write(
                        root.with(CaseText.CASES, new Items(all, false)),
                        there.map(DraftYaml.Read::tail).orElse(List.of()));
        Optional<Problem> wrong =
                PipelineTest.readWith(file, text, project).problems().stream()
                        .filter(each -> each.severity() == Problem.Severity.ERROR)
                        .filter(each -> concerns(each, FOLDER + file))
                        .findFirst();
        if (wrong.isPresent()) {
            return new Outcome.Refused(wrong.get());
        }
        write(path, text);
        return new Outcome.Done(FOLDER + file);
    }

    /// What is wrong with other files was so before; too many of them, or of cases, are so
    /// because of this one.
    private static boolean concerns(Problem problem, String file) {
        return problem.where().file().equals(file) || problem.code().equals("PROJ-0330");
    }

    /// The old file or the new one, whole, whatever happens meanwhile.
    private void write(Path path, String text) throws IOException {
        Path tests = folder.resolve(FOLDER);
        Files.createDirectories(tests);
        ProjectWriter.sync(folder);
        Path beside = tests.resolve("." + path.getFileName() + ".next");
        try {
            ProjectWriter.put(beside, text);
            ProjectWriter.replace(path, beside);
            ProjectWriter.sync(tests);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /// Work on a draft that could run.
    private interface Work {
        Outcome with(ProjectRead.Ready ready) throws ConnectorException, IOException;
    }

    private Outcome on(ProjectDraft draft, Work work) {
        try {
            return switch (DraftChecks.read(folder, draft, catalog)) {
                case ProjectRead.Refused refused ->
                        new Outcome.Refused(first(refused.problems()).orElseThrow());
                case ProjectRead.Ready ready -> work.with(ready);
            };
        } catch (ConnectorException e) {
            return new Outcome.Refused(e.problem());
        } catch (IOException e) {
            return refused(
                    "PROJ-0423",
                    "folder " + folder.resolve(FOLDER),
                    "The project's tests cannot be read or written: " + e.getMessage() + ".",
                    "Check space and permissions there.");
        }
    }

    private TransformPlace place() {
        return new TransformPlace(folder, clock);
    }

    private static Optional<Problem> first(List<Problem> problems) {
        return problems.stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .findFirst();
    }

    private static Outcome refused(String code, String object, String message, String remedy) {
        return new Outcome.Refused(Problem.error(code, object, message, remedy));
    }
}
