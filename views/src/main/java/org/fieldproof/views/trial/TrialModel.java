package org.fieldproof.views.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.TrialDesk;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.views.perspective.Desk;

/// What is tried out: the records, what the draft makes of them, and its tests. Asks anew once the
/// draft has rested for a moment; never more than one question of a kind is under way. FX thread;
/// needs no toolkit.
final class TrialModel {
    static final int RECORDS_MAX = 20;

    private static final long REST_NANOS = 300_000_000L;

    private final Desk desk;
    private final Runnable changed;
    private final Question preview = new Question();
    private final Question tests = new Question();
    private Optional<PartRef> pipeline = Optional.empty();
    private List<FieldRecord> records = List.of();
    private final List<FieldRecord> samples = new ArrayList<>();
    private List<Outcome.PreviewedRecord> previewed = List.of();
    private Optional<Problem> hindrance = Optional.empty();
    private List<Outcome.TestResult> results = List.of();
    private Optional<Problem> testsHindrance = Optional.empty();
    private boolean testing;
    private List<String> takenFrom = List.of();
    private long takenNanos;
    private int taken;
    private long seenVersion = -1;
    private long seenNanos;

    /// One kind of question, and of which version of the draft it was asked last.
    private static final class Question {
        private long version = -1;
        private boolean underWay;
        private boolean answered;
    }

    /// @param changed told after each change of what there is to show
    TrialModel(Desk desk, Runnable changed) {
        this.desk = desk;
        this.changed = changed;
    }

    /// Turns to a pipeline, and takes the last records of its sources.
    void open(PartRef next) {
        if (!pipeline.equals(Optional.of(next))) {
            pipeline = Optional.of(next);
            samples.clear();
            previewed = List.of();
            preview.answered = false;
            take();
        }
    }

    Optional<PartRef> pipeline() {
        return pipeline;
    }

    /// The pipeline as the draft has it.
    Group part() {
        return pipeline.flatMap(draft()::part).orElse(Group.EMPTY);
    }

    private ProjectDraft draft() {
        return desk.draft().model().draft();
    }

    private TrialDesk trials() {
        return desk.draft().desk().trials();
    }

    /// Takes the last records of the pipeline's sources, of those that run.
    void take() {
        takenNanos = desk.clock().nanoTime();
        int mine = ++taken;
        takenFrom = part().texts("from");
        List<String> running = takenFrom.stream().filter(this::runs).distinct().toList();
        List<FieldRecord> found = new ArrayList<>();
        if (running.isEmpty()) {
            arrived(found);
        }
        int[] missing = {running.size()};
        for (String connection : running) {
            desk.commands()
                    .send(
                            new Command.InspectWire(
                                    new Command.Wire.OfConnection(connection), RECORDS_MAX),
                            outcome -> {
                                if (outcome instanceof Outcome.WireInspected inspected) {
                                    inspected.records().forEach(each -> found.add(each.record()));
                                }
                                if (--missing[0] == 0 && mine == taken) {
                                    arrived(found);
                                }
                            });
        }
    }

    private boolean runs(String connection) {
        PartRef ref = new PartRef(Section.CONNECTIONS, connection);
        return desk.draft().model().running().part(ref).isPresent();
    }

    private void arrived(List<FieldRecord> found) {
        found.sort(Comparator.comparingLong(FieldRecord::acceptTimeEpochNanos).reversed());
        records = found.stream().limit(RECORDS_MAX).toList();
        askAnew();
    }

    private void askAnew() {
        preview.version = -1;
        seenNanos = desk.clock().nanoTime() - REST_NANOS;
        beat();
    }

    /// Adds a record that a person wrote.
    void addSample(FieldRecord sample) {
        samples.addFirst(sample);
        askAnew();
    }

    /// Whether tests are looked at: only then they are run after each change.
    void setTesting(boolean on) {
        testing = on;
        beat();
    }

    /// Time has passed, or the draft has changed.
    void beat() {
        long now = desk.clock().nanoTime();
        long version = desk.draft().model().version();
        if (version != seenVersion) {
            boolean first = seenVersion < 0;
            seenVersion = version;
            seenNanos = first ? now - REST_NANOS : now;
        }
        if (now - seenNanos >= REST_NANOS) {
            if (!part().texts("from").equals(takenFrom)) {
                take();
            }
            if (preview.version != version && !preview.underWay) {
                askPreview(version);
            }
            if (testing && tests.version != version) {
                runTests();
            }
        }
    }

    private void askPreview(long version) {
        PartRef asked = pipeline.orElse(null);
        if (asked == null) {
            return;
        }
        int mine = taken;
        preview.version = version;
        preview.underWay = true;
        List<FieldRecord> all = new ArrayList<>(samples);
        all.addAll(records);
        desk.commands()
                .ask(
                        trials().preview(draft(), asked.id(), all),
                        outcome -> {
                            preview.underWay = false;
                            if (mine == taken && pipeline.equals(Optional.of(asked))) {
                                show(outcome, all);
                            }
                            beat();
                        });
    }

    private void show(Outcome outcome, List<FieldRecord> asked) {
        preview.answered = true;
        hindrance = Optional.empty();
        if (outcome instanceof Outcome.Previewed done) {
            previewed = done.records();
        } else if (outcome instanceof Outcome.Refused(Problem why)) {
            // What came in is still worth seeing.
            hindrance = Optional.of(why);
            previewed =
                    asked.stream()
                            .map(each -> new Outcome.PreviewedRecord(each, true, List.of()))
                            .toList();
        }
        changed.run();
    }

    /// Runs the project's tests on the draft as it is now.
    void runTests() {
        if (tests.underWay) {
            return;
        }
        tests.version = desk.draft().model().version();
        tests.underWay = true;
        changed.run();
        desk.commands()
                .ask(
                        trials().test(draft()),
                        outcome -> {
                            tests.underWay = false;
                            tests.answered = true;
                            testsHindrance = Optional.empty();
                            if (outcome instanceof Outcome.TestsRun(var all)) {
                                results = all;
                            } else if (outcome instanceof Outcome.Refused(Problem why)) {
                                results = List.of();
                                testsHindrance = Optional.of(why);
                            }
                            changed.run();
                            beat();
                        });
    }

    /// A case that expects what the draft makes of a record now.
    void testOf(FieldRecord record, String name, Consumer<Outcome> then) {
        desk.commands().ask(trials().testOf(draft(), record, name), then);
    }

    void saveTest(String file, String yaml, Consumer<Outcome> then) {
        desk.commands().ask(trials().saveTest(draft(), file, yaml), then);
    }

    void sample(String json, Consumer<Outcome> then) {
        desk.commands().ask(trials().sample(json), then);
    }

    /// What the draft makes of the records, samples first.
    List<Outcome.PreviewedRecord> previewed() {
        return previewed;
    }

    /// How many of them a person wrote.
    int samples() {
        return Math.min(samples.size(), previewed.size());
    }

    /// Why the transforms cannot be made; empty if they can.
    Optional<Problem> hindrance() {
        return hindrance;
    }

    /// True while what is shown is not what the present draft makes of the records.
    boolean isBehind() {
        return preview.underWay || preview.version != desk.draft().model().version();
    }

    /// Whether there is anything to show yet.
    boolean isAnswered() {
        return preview.answered;
    }

    long ageMillis() {
        return (desk.clock().nanoTime() - takenNanos) / 1_000_000;
    }

    /// The cases about records that come from the pipeline's sources.
    List<Outcome.TestResult> own() {
        List<String> from = part().texts("from");
        return results.stream().filter(each -> from.contains(each.given().connection())).toList();
    }

    /// Every case of the project.
    List<Outcome.TestResult> results() {
        return results;
    }

    Optional<Problem> testsHindrance() {
        return testsHindrance;
    }

    boolean isTesting() {
        return tests.underWay;
    }

    boolean isTested() {
        return tests.answered;
    }

    /// True if the draft has changed since the tests ran.
    boolean testsAreOld() {
        return tests.answered && tests.version != desk.draft().model().version();
    }
}
