package org.fieldproof.engine.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.TransformOutcome;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.draft.DraftFiles;
import org.fieldproof.engine.draft.DraftTrials;
import org.fieldproof.engine.project.Catalog;
import org.fieldproof.engine.project.FakeTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A draft is tried out on records and tests. Harm if it breaks: a person believes a preview, or a
/// test, and the gateway does something else.
final class DraftTrialsTest {
    private static final String PROJECT =
            """
            fieldproof: 1
            name: trials
            connections:
              - {id: a, type: source}
            pipelines:
              - id: main
                from: [a]
                match: ["plant/#"]
                transforms:
                  - {id: mark, type: suffix}
                  - {id: odd, type: odd}
                to: [store]
            destinations:
              - {id: store, type: sink}
            """;

    @TempDir private Path folder;
    private DraftTrials trials;

    @BeforeEach
    void make() {
        trials =
                new DraftTrials(
                        folder,
                        new Catalog(
                                List.of(new FakeTypes.FakeSource("source", ConfigSchema.of())),
                                List.of(new FakeTypes.FakeSink("sink", ConfigSchema.of())),
                                List.of(
                                        ScriptedTransform.suffix("!"),
                                        new ScriptedTransform("odd", DraftTrialsTest::odd))),
                        GatewayClock.system());
    }

    private static TransformOutcome odd(FieldRecord record) {
        String payload = new String(record.payload(), StandardCharsets.UTF_8);
        return payload.startsWith("drop")
                ? new TransformOutcome.Dropped()
                : payload.startsWith("fail")
                        ? new TransformOutcome.Failed(ScriptedTransform.UNFIT)
                        : new TransformOutcome.Passed(record);
    }

    @Test
    void aPreviewNamesEachStepUpToTheLastAndWhatIsNotTaken() {
        Outcome.Previewed done =
                (Outcome.Previewed)
                        trials.preview(
                                draft(PROJECT),
                                "main",
                                List.of(
                                        record("plant/1", "x"),
                                        record("plant/1", "drop"),
                                        record("office", "fail")));
        assertThat(done.records().get(0).steps()).hasSize(2);
        assertThat(done.records().get(1).steps().getLast().outcome())
                .isInstanceOf(TransformOutcome.Dropped.class);
        assertThat(done.records().get(2).taken()).isFalse();
        assertThat(done.records().get(2).steps().getLast().outcome())
                .isEqualTo(new TransformOutcome.Failed(ScriptedTransform.UNFIT));
    }

    @Test
    void whatIsWrongElsewhereDoesNotMatterAndWhatIsWrongHereIsTheAnswer() {
        List<FieldRecord> one = List.of(record("plant/1", "x"));
        String elsewhere = PROJECT.replace("type: sink", "type: nothing").replace("[store]", "[]");
        assertThat(trials.preview(draft(elsewhere), "main", one))
                .isInstanceOf(Outcome.Previewed.class);
        assertThat(trials.test(draft(elsewhere))).isInstanceOf(Outcome.Refused.class);
        String here = PROJECT.replace("type: suffix", "type: sufix");
        Outcome.Refused refused = (Outcome.Refused) trials.preview(draft(here), "main", one);
        assertThat(refused.why().where().path()).startsWith("pipelines[0].transforms[0]");
        assertThat(trials.preview(draft(PROJECT), "other", one))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aTestThatIsMadeOfARecordPassesWhateverTheRecordIs() {
        String[] payloads = {
            "x", "drop it", "fail it", "{\"a\": 1}", "it's\n two: #lines", "", "null"
        };
        for (String payload : payloads) {
            save(record("plant/1", payload));
        }
        save(record("office", "not taken"));
        save(record("plant/: #1", "- odd"));
        FieldRecord binary =
                new FieldRecord(
                        new UUID(1, 2),
                        7,
                        "a",
                        "d: 1",
                        "plant/1",
                        new byte[] {0, -1, 8},
                        PayloadEncoding.BYTES,
                        Quality.BAD,
                        1,
                        2,
                        1,
                        true,
                        false,
                        List.of(new Property("p", "yes: no")));
        save(binary);
        Outcome.TestsRun run = (Outcome.TestsRun) trials.test(draft(PROJECT));
        assertThat(run.results()).hasSize(payloads.length + 3).allMatch(Outcome.TestResult::passed);
        assertThat(run.results().getLast().given().payload()).isEqualTo(binary.payload());
        Outcome.TestsRun other =
                (Outcome.TestsRun) trials.test(draft(PROJECT.replace("#\"]", "x\"]")));
        assertThat(other.results()).as("a test can fail").anyMatch(each -> !each.passed());
    }

    @Test
    void aCaseIsAddedToAFileThatIsThereAndNothingElseOfItChanges() throws IOException {
        Files.createDirectories(folder.resolve("tests"));
        Path file = folder.resolve("tests/main.yaml");
        String there =
                """
                # Anna wrote this.
                title: By hand
                cases:
                  - name: one # of many
                    given: {connection: a, address: office}
                """;
        Files.writeString(file, there);
        save(record("plant/1", "x"));
        String now = Files.readString(file);
        assertThat(now).startsWith(there).contains("what holds");
        assertThat(((Outcome.TestsRun) trials.test(draft(PROJECT))).results()).hasSize(2);
    }

    @Test
    void whatCannotBeSavedIsRefusedAndNothingIsWritten() throws IOException {
        String good = written(record("plant/1", "x"));
        for (Map.Entry<String, String> each :
                Map.of(
                                "../up.yaml",
                                good,
                                "Con.yaml",
                                good,
                                "a.yaml",
                                "cases: []\n",
                                "b.yaml",
                                good.replace("store", "nowhere"),
                                "c.yaml",
                                "nothing")
                        .entrySet()) {
            assertThat(trials.saveTest(draft(PROJECT), each.getKey(), each.getValue()))
                    .as(each.getKey())
                    .isInstanceOf(Outcome.Refused.class);
        }
        assertThat(folder.resolve("tests")).doesNotExist();
        Files.createDirectories(folder.resolve("tests"));
        Path file = folder.resolve("tests/main.yaml");
        Files.writeString(file, "cases: [");
        assertThat(trials.saveTest(draft(PROJECT), "main.yaml", good))
                .as("a file that somebody is still writing")
                .isInstanceOf(Outcome.Refused.class);
        assertThat(Files.readString(file)).isEqualTo("cases: [");
    }

    /// Harm: a test that is saved today makes all tests unreadable tomorrow.
    @Test
    void aFileThatTheReaderWouldRefuseIsNotWritten() throws IOException {
        Path tests = Files.createDirectories(folder.resolve("tests"));
        String good = written(record("plant/1", "x"));
        Path file = tests.resolve("big.yaml");
        String big = good + "#".repeat((1 << 20) - good.length() - 40) + "\n";
        Files.writeString(file, big);
        refusedWith("PROJ-0104", "big.yaml", good);
        assertThat(Files.readString(file).equals(big)).as("untouched").isTrue();
        Files.delete(file);
        String empty = "cases:\n" + "  - {name: a, given: {connection: a, address: b}}\n";
        for (int i = 0; i < 200; i++) {
            Files.writeString(tests.resolve("t" + i + ".yaml"), empty);
        }
        refusedWith("PROJ-0330", "one-more.yaml", good);
        assertThat(trials.saveTest(draft(PROJECT), "t7.yaml", good))
                .isEqualTo(new Outcome.Done("tests/t7.yaml"));
        String line = "  - {name: a, given: {connection: a, address: b}}\n";
        Files.writeString(tests.resolve("t8.yaml"), "cases:\n" + line.repeat(9_800));
        refusedWith("PROJ-0330", "t7.yaml", good);
        try (Stream<Path> all = Files.list(tests)) {
            assertThat(all).hasSize(200);
        }
    }

    private void refusedWith(String code, String file, String yaml) {
        Outcome outcome = trials.saveTest(draft(PROJECT), file, yaml);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) outcome).why().code()).isEqualTo(code);
    }

    @Test
    void aSampleIsReadAsItIsWrittenOrRefusedWithItsLine() {
        Outcome.SampleRead read =
                (Outcome.SampleRead)
                        trials.sample(
                                """
                                {"connection": "a", "device": "d",
                                 "payload": {"b" : [1, 2.50]}, "address": "plant/1"}""");
        assertThat(new String(read.record().payload(), StandardCharsets.UTF_8))
                .isEqualTo("{\"b\" : [1, 2.50]}");
        for (String text :
                List.of("", "[]", "{", "{\"x\": 1}", "{\"connection\": \"a\"}", "{\"device\": }")) {
            assertThat(trials.sample(text)).as(text).isInstanceOf(Outcome.Refused.class);
        }
        assertThat(((Outcome.Refused) trials.sample("{\n\n 5}")).why().message())
                .startsWith("Line 3");
    }

    private void save(FieldRecord record) {
        Outcome saved = trials.saveTest(draft(PROJECT), "main.yaml", written(record));
        assertThat(saved).isEqualTo(new Outcome.Done("tests/main.yaml"));
    }

    private String written(FieldRecord record) {
        Outcome outcome = trials.testOf(draft(PROJECT), record, "what holds");
        assertThat(outcome).isInstanceOf(Outcome.TestWritten.class);
        return ((Outcome.TestWritten) outcome).yaml();
    }

    private static ProjectDraft draft(String text) {
        return DraftFiles.read(new TreeMap<>(Map.of("project.yaml", text))).orElseThrow();
    }

    private static FieldRecord record(String address, String payload) {
        return new FieldRecord(
                new UUID(1, 2),
                1,
                "a",
                "d",
                address,
                payload.getBytes(StandardCharsets.UTF_8),
                PayloadEncoding.TEXT,
                Quality.GOOD,
                0,
                1,
                0,
                false,
                false,
                List.of());
    }
}
