package org.fieldproof.drill.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fieldproof.api.drill.RunComparison;
import org.fieldproof.api.drill.RunComparison.Figure;
import org.fieldproof.api.drill.RunComparison.Line;
import org.fieldproof.api.drill.RunComparison.Measure;
import org.fieldproof.api.drill.RunComparison.Setting;
import org.fieldproof.api.drill.RunComparison.Standing;
import org.fieldproof.api.drill.RunComparison.Why;
import org.fieldproof.drill.ledger.Planted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm if it breaks: a run that lost something is taken for as good as the one before.
class RunComparerTest {
    private static final String PRESS_UPSTREAM = "press-01 \u2192 upstream";

    @TempDir Path folder;

    private final TestSigner signer = new TestSigner();

    private Path written(Planted planted, RunFacts facts) throws IOException {
        return EvidenceWriter.write(SampleEvidence.of(planted.ledgers(), facts), signer, folder);
    }

    private Path passing() throws IOException {
        return written(new Planted(40), SampleEvidence.facts("", List.of()));
    }

    /// The facts of the sample, some of them otherwise.
    private static RunFacts facts(Consumer<ObjectNode> change) throws IOException {
        ObjectNode node = EvidenceJson.plain().valueToTree(SampleEvidence.facts("", List.of()));
        change.accept(node);
        return EvidenceJson.facts(node);
    }

    private static Line line(RunComparison found, Measure measure, String object) {
        return found.lines().stream()
                .filter(each -> each.measure() == measure && each.object().equals(object))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void twoRunsThatWentAlikeAreTheSameInEverything() throws IOException {
        RunComparison found = RunComparer.compare(passing(), passing());

        assertThat(found.sameTest()).isTrue();
        assertThat(found.differences()).isEmpty();
        assertThat(found.count(Standing.WORSE) + found.count(Standing.BETTER)).isZero();
        assertThat(found.base().genuine()).isTrue();
        assertThat(found.lines())
                .filteredOn(each -> each.standing() == Standing.NOT_COMPARABLE)
                .allMatch(each -> each.why() == Why.UNKNOWN || each.why() == Why.FEW_SAMPLES);
        assertThat(line(found, Measure.P99_BEFORE, "upstream").base())
                .isInstanceOf(Figure.Millis.class);
    }

    @Test
    void oneLostRecordIsWorseAndStandsFirst() throws IOException {
        Planted losing = new Planted(40);
        losing.upstream.remove(losing.indexOf(Planted.PRESS, 120));
        Path run = written(losing, SampleEvidence.facts("", List.of()));

        RunComparison found = RunComparer.compare(passing(), run);

        assertThat(found.lines().getFirst().measure()).isEqualTo(Measure.VERDICT);
        assertThat(found.lines().getFirst().standing()).isEqualTo(Standing.WORSE);
        Line lost = line(found, Measure.LOST, PRESS_UPSTREAM);
        assertThat(lost).isEqualTo(found.lines().get(1));
        assertThat(lost.standing()).isEqualTo(Standing.WORSE);
        assertThat(lost.base()).isEqualTo(new Figure.Count(0));
        assertThat(lost.run()).isEqualTo(new Figure.Count(1));
        assertThat(lost.difference()).hasValue(1);
        assertThat(line(RunComparer.compare(run, passing()), Measure.LOST, PRESS_UPSTREAM))
                .returns(Standing.BETTER, Line::standing);
    }

    /// CMP-1: a count that nobody knows is a number in no comparison, least of all 0.
    @Test
    void whatOneFileDoesNotKnowIsNoNumber() throws IOException {
        Planted blind = new Planted(40);
        blind.upstreamReadable = false;
        Path run = written(blind, SampleEvidence.facts("", List.of()));

        for (RunComparison found :
                List.of(RunComparer.compare(passing(), run), RunComparer.compare(run, passing()))) {
            Line lost = line(found, Measure.LOST, PRESS_UPSTREAM);
            assertThat(lost.standing()).isEqualTo(Standing.NOT_COMPARABLE);
            assertThat(lost.why()).isEqualTo(Why.UNKNOWN);
            assertThat(lost.difference()).isEmpty();
            assertThat(List.of(lost.base(), lost.run()))
                    .containsExactlyInAnyOrder(new Figure.Unknown(), new Figure.Count(0));
        }
    }

    @Test
    void anotherFaultIsAnotherTestAndNothingIsBetterOrWorse() throws IOException {
        Path run =
                written(
                        new Planted(40),
                        facts(node -> node.put("fault", "latency").put("drainMs", 50_000)));

        RunComparison found = RunComparer.compare(passing(), run);

        assertThat(found.sameTest()).isFalse();
        assertThat(found.differences().getFirst().setting()).isEqualTo(Setting.FAULT);
        assertThat(found.lines())
                .allMatch(each -> each.standing() == Standing.NOT_COMPARABLE)
                .allMatch(each -> each.why() == Why.OTHER_TEST || each.why() == Why.UNKNOWN);
        assertThat(line(found, Measure.DRAIN, "").difference()).isPresent();
    }

    @Test
    void timesAreWorseBeyondATenthAndWhatGrowsWithALongerOutageIsNotCompared() throws IOException {
        Path little = written(new Planted(40), facts(node -> node.put("drainMs", 8_300)));
        Path much = written(new Planted(40), facts(node -> node.put("drainMs", 8_500)));
        Path longer =
                written(
                        new Planted(40),
                        facts(node -> node.put("drainMs", 20_000).put("outageMs", 34_000)));

        assertThat(line(RunComparer.compare(passing(), little), Measure.DRAIN, "").standing())
                .isEqualTo(Standing.SAME);
        assertThat(line(RunComparer.compare(passing(), much), Measure.DRAIN, "").standing())
                .isEqualTo(Standing.WORSE);
        RunComparison found = RunComparer.compare(passing(), longer);
        assertThat(found.sameOutage()).isFalse();
        assertThat(line(found, Measure.DRAIN, "").why()).isEqualTo(Why.OTHER_OUTAGE);
        assertThat(line(found, Measure.RECOVERY, "").standing()).isEqualTo(Standing.SAME);
    }

    @Test
    void aP99OfTooFewSamplesIsShownAndNotCompared() throws IOException {
        Path few = written(new Planted(20), SampleEvidence.facts("", List.of()));

        Line p99 = line(RunComparer.compare(passing(), few), Measure.P99_BEFORE, "upstream");

        assertThat(p99.why()).isEqualTo(Why.FEW_SAMPLES);
        assertThat(p99.run())
                .isInstanceOfSatisfying(
                        Figure.Millis.class,
                        each -> {
                            assertThat(each.samples()).isEqualTo(60);
                            assertThat(each.few()).isTrue();
                        });
        // This destination has no clock of its own: nothing is known of when records arrived.
        assertThat(line(RunComparer.compare(passing(), few), Measure.P99_BEFORE, "local").run())
                .isEqualTo(new Figure.Unknown());
    }

    @Test
    void anAlarmThatNobodyPredictedIsWorse() throws IOException {
        Path run =
                written(
                        new Planted(40),
                        facts(
                                node ->
                                        node.withArray("alarms")
                                                .addObject()
                                                .put("object", "lane local")
                                                .put("condition", "Down")
                                                .put("expected", false)
                                                .put("seen", true)));

        Line alarm = line(RunComparer.compare(passing(), run), Measure.ALARM, "lane local: Down");

        assertThat(alarm.standing()).isEqualTo(Standing.WORSE);
        assertThat(alarm.base()).isEqualTo(new Figure.Word("none"));
    }

    /// What the console writes into an alarm's text differs from run to run.
    @Test
    void anAlarmIsTheSameWhateverFiguresItTells() throws IOException {
        Path base = written(new Planted(40), filling("full in 198 min"));
        Path run = written(new Planted(40), filling("full in 219 min"));

        Line alarm =
                line(
                        RunComparer.compare(base, run),
                        Measure.ALARM,
                        "lane local: full in \u2026 min");

        assertThat(alarm.standing()).isEqualTo(Standing.SAME);
    }

    private static RunFacts filling(String condition) throws IOException {
        return facts(
                node ->
                        node.withArray("alarms")
                                .addObject()
                                .put("object", "lane local")
                                .put("condition", condition)
                                .put("expected", true)
                                .put("seen", true));
    }

    /// CMP-4: a run that was stopped before its fault lost nothing because it tested nothing.
    @Test
    void whatTestedNothingIsBetterInNothing() throws IOException {
        Planted losing = new Planted(40);
        losing.upstream.remove(losing.indexOf(Planted.PRESS, 120));
        Path failed = written(losing, SampleEvidence.facts("", List.of()));
        Path aborted =
                written(
                        new Planted(40),
                        facts(
                                node ->
                                        node.put("injected", false)
                                                .put("abortedBy", "operator")
                                                .put("drainMs", -1)
                                                .put("recoveryMs", -1)));
        Path inconclusive = written(losing, SampleEvidence.facts("", List.of("A doubt.")));

        RunComparison found = RunComparer.compare(failed, aborted);
        assertThat(found.count(Standing.BETTER)).isZero();
        assertThat(line(found, Measure.LOST, PRESS_UPSTREAM).why()).isEqualTo(Why.NOTHING_PROVEN);
        assertThat(line(found, Measure.OUTAGE_PROVEN, "").run()).isEqualTo(new Figure.Unknown());
        assertThat(line(found, Measure.DRAIN, "").run()).isEqualTo(new Figure.Unknown());
        assertThat(line(RunComparer.compare(aborted, failed), Measure.LOST, PRESS_UPSTREAM))
                .returns(Standing.WORSE, Line::standing);
        assertThat(RunComparer.compare(inconclusive, inconclusive).count(Standing.BETTER)).isZero();
    }

    /// A buffer that overflows in ten minutes and not in five seconds says nothing of the version.
    @Test
    void lossesOfALongerOutageAreNotCompared() throws IOException {
        Planted dropping = new Planted(40);
        dropping.upstreamDropped = 7;
        Path longAndDropping = written(dropping, facts(node -> node.put("outageMs", 600_000)));
        Path longAndClean = written(new Planted(40), facts(node -> node.put("outageMs", 600_000)));
        Path shortAndDropping = written(dropping, SampleEvidence.facts("", List.of()));

        Line explained =
                line(RunComparer.compare(passing(), longAndDropping), Measure.DROPPED, "upstream");
        assertThat(explained.why()).isEqualTo(Why.OTHER_OUTAGE);
        assertThat(
                        line(
                                        RunComparer.compare(longAndDropping, passing()),
                                        Measure.DROPPED,
                                        "upstream")
                                .why())
                .isEqualTo(Why.OTHER_OUTAGE);
        assertThat(
                        line(
                                        RunComparer.compare(longAndClean, shortAndDropping),
                                        Measure.DROPPED,
                                        "upstream")
                                .standing())
                .isEqualTo(Standing.WORSE);
        assertThat(
                        line(
                                        RunComparer.compare(longAndDropping, shortAndDropping),
                                        Measure.DROPPED,
                                        "upstream")
                                .why())
                .isEqualTo(Why.OTHER_OUTAGE);
    }

    @Test
    void whatDidNotDrainWithinItsLimitIsWorseThanAnyTime() throws IOException {
        Path never = written(new Planted(40), facts(node -> node.put("drainMs", -1)));
        Path otherLimit =
                written(
                        new Planted(40),
                        facts(node -> node.put("drainMs", -1).put("drainLimitMs", 5_000)));

        Line drain = line(RunComparer.compare(passing(), never), Measure.DRAIN, "");
        assertThat(drain.run()).isEqualTo(new Figure.Beyond(60_000));
        assertThat(drain.standing()).isEqualTo(Standing.WORSE);
        assertThat(line(RunComparer.compare(never, passing()), Measure.DRAIN, "").standing())
                .isEqualTo(Standing.BETTER);
        assertThat(line(RunComparer.compare(never, never), Measure.DRAIN, "").standing())
                .isEqualTo(Standing.SAME);
        assertThat(line(RunComparer.compare(passing(), otherLimit), Measure.DRAIN, "").why())
                .isEqualTo(Why.OTHER_LIMIT);
    }

    /// Harm: a file of another format is told to have missed a limit that nobody knows.
    @Test
    void aTimeOrALimitThatAFileLacksIsNothingThatWasWaitedForInVain() throws IOException {
        Path never =
                written(
                        new Planted(40),
                        facts(node -> node.put("drainMs", -1).put("recoveryMs", -1)));

        for (Measure each : List.of(Measure.DRAIN, Measure.RECOVERY)) {
            assertThat(line(RunComparer.compare(never, passing()), each, "").base())
                    .isInstanceOf(Figure.Beyond.class);
        }
        for (String field : List.of("drainMs", "drainLimitMs")) {
            assertThat(lacking(never, field, Measure.DRAIN)).isEqualTo(new Figure.Unknown());
        }
        for (String field : List.of("recoveryMs", "recoverLimitMs", "drainLimitMs")) {
            assertThat(lacking(never, field, Measure.RECOVERY)).isEqualTo(new Figure.Unknown());
        }
    }

    private Figure lacking(Path file, String field, Measure measure) throws IOException {
        Map<String, byte[]> entries = EvidenceVerifierTest.entries(file);
        entries.computeIfPresent(
                "evidence.json",
                (name, json) ->
                        new String(json, StandardCharsets.UTF_8)
                                .replaceAll("\"" + field + "\" : -?\\d+,", "")
                                .getBytes(StandardCharsets.UTF_8));
        return line(RunComparer.compare(zip(entries), passing()), measure, "").base();
    }

    /// Harm: what was slow while nobody knows of a fault is told as slow before it.
    @Test
    void latencyIsNotKnownWhereTheFaultIsNot() throws IOException {
        Path noPhase = written(new Planted(40), facts(node -> node.putArray("phases")));
        Path noFault =
                written(
                        new Planted(40),
                        facts(
                                node ->
                                        node.put("injected", false)
                                                .put("outageMs", -1)
                                                .putArray("phases")));

        RunComparison found = RunComparer.compare(noFault, noPhase);

        for (Measure each : List.of(Measure.P99_BEFORE, Measure.P99_DURING, Measure.P99_AFTER)) {
            assertThat(line(found, each, "upstream").run()).isEqualTo(new Figure.Unknown());
        }
        assertThat(line(found, Measure.P99_BEFORE, "upstream").base())
                .isInstanceOf(Figure.Millis.class);
    }

    @Test
    void whatDecidesAndIsNotKnownMakesNoTestTheSame() throws IOException {
        Map<String, byte[]> entries = EvidenceVerifierTest.entries(passing());
        entries.computeIfPresent(
                "evidence.json",
                (name, json) ->
                        new String(json, StandardCharsets.UTF_8)
                                .replaceAll("\"fault\" : \"down\",", "")
                                .getBytes(StandardCharsets.UTF_8));
        entries.remove("versions.json");
        entries.put("configuration.yaml", "a: [unclosed".getBytes(StandardCharsets.UTF_8));
        Path unknown = zip(entries);

        RunComparison found = RunComparer.compare(unknown, unknown);

        assertThat(found.sameTest()).isFalse();
        assertThat(found.testUnknown()).isTrue();
        assertThat(found.differences())
                .extracting(RunComparison.Difference::setting)
                .contains(Setting.FAULT, Setting.CONFIGURATION);
        assertThat(found.differences()).allMatch(RunComparison.Difference::unknown);
    }

    @Test
    void moreDestinationsThanAProjectHasAreAnUnreadableFile() throws IOException {
        Map<String, byte[]> entries = EvidenceVerifierTest.entries(passing());
        StringBuilder lanes = new StringBuilder();
        entries.computeIfPresent(
                EvidenceNames.LANES,
                (name, csv) -> {
                    String[] lines = new String(csv, StandardCharsets.UTF_8).split("\n", -1);
                    lanes.append(lines[0]).append('\n').append(lines[2]).append('\n');
                    for (int i = 0; i < 70; i++) {
                        lanes.append(lines[1]).append('\n');
                    }
                    return lanes.toString().getBytes(StandardCharsets.UTF_8);
                });
        Path many = zip(entries);
        Path base = passing();

        assertThat(EvidenceVerifier.verify(many).genuine()).isFalse();
        assertThatThrownBy(() -> RunComparer.compare(base, many)).isInstanceOf(IOException.class);
    }

    @Test
    void anotherKeyThanTheInstallationsIsMarked() throws IOException {
        Path own = passing();
        Path foreign =
                EvidenceWriter.write(
                        SampleEvidence.of(
                                new Planted(40).ledgers(), SampleEvidence.facts("", List.of())),
                        new TestSigner(),
                        folder);

        RunComparison found = RunComparer.earlierFirst(own, foreign, signer.fingerprint());

        assertThat(found.base().foreign()).isFalse();
        assertThat(found.base().signer()).isEqualTo(signer.fingerprint());
        assertThat(found.run().genuine()).isTrue();
        assertThat(found.run().foreign()).isTrue();
    }

    @Test
    void aFewRecordsMoreInTheLogAreNoDifference() throws IOException {
        Path few = written(new Planted(40), facts(node -> node.put("peakLogRecords", 400)));
        Path many = written(new Planted(40), facts(node -> node.put("peakLogRecords", 420)));

        assertThat(line(RunComparer.compare(passing(), few), Measure.PEAK_LOG, "").standing())
                .isEqualTo(Standing.SAME);
        assertThat(line(RunComparer.compare(passing(), many), Measure.PEAK_LOG, "").standing())
                .isEqualTo(Standing.WORSE);
    }

    @Test
    void aFileThatWasChangedIsComparedAndMarked() throws IOException {
        Path base = passing();
        Map<String, byte[]> entries = EvidenceVerifierTest.entries(passing());
        entries.computeIfPresent(
                "evidence.json",
                (name, json) ->
                        new String(json, StandardCharsets.UTF_8)
                                .replace("\"drainMs\" : 7600", "\"drainMs\" : 1000")
                                .getBytes(StandardCharsets.UTF_8));

        RunComparison found = RunComparer.compare(base, zip(entries));

        assertThat(found.base().genuine()).isTrue();
        assertThat(found.run().genuine()).isFalse();
        assertThat(found.run().findings()).isNotEmpty();
        assertThat(line(found, Measure.DRAIN, "").standing()).isEqualTo(Standing.BETTER);
    }

    /// A file of another format has other fields, and may have other columns.
    @Test
    void whatAnotherFormatDoesNotHaveIsUnknown() throws IOException {
        Map<String, byte[]> entries = EvidenceVerifierTest.entries(passing());
        entries.remove("doctor.json");
        entries.computeIfPresent(
                "evidence.json",
                (name, json) ->
                        new String(json, StandardCharsets.UTF_8)
                                .replace("fieldproof-evidence-1", "fieldproof-evidence-0")
                                .replace("\"peakHeldRecords\" : 9012,", "")
                                .getBytes(StandardCharsets.UTF_8));
        entries.put("samples.csv", "atMs\n0\n".getBytes(StandardCharsets.UTF_8));
        entries.put("ledgers/window.csv", "epoch\nx\n".getBytes(StandardCharsets.UTF_8));

        RunComparison found = RunComparer.compare(zip(entries), passing());

        assertThat(found.base().genuine()).isFalse();
        assertThat(found.base().format()).isEqualTo("fieldproof-evidence-0");
        assertThat(found.differences())
                .extracting(RunComparison.Difference::setting)
                .containsExactly(Setting.FORMAT);
        for (Line each :
                List.of(
                        line(found, Measure.PEAK_HELD, ""),
                        line(found, Measure.DROPPED, "upstream"),
                        line(found, Measure.P99_BEFORE, "upstream"),
                        line(found, Measure.DOCTOR, "press first-value"))) {
            assertThat(each.base()).isEqualTo(new Figure.Unknown());
            assertThat(each.why()).isEqualTo(Why.UNKNOWN);
        }
    }

    @Test
    void whatIsNoEvidenceIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
        Path base = passing();

        assertThatThrownBy(() -> RunComparer.compare(base, text))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("notes.txt: ");
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        Path made = folder.resolve("made.evidence.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(made))) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(each.getKey()));
                out.write(each.getValue());
                out.closeEntry();
            }
        }
        return made;
    }
}
