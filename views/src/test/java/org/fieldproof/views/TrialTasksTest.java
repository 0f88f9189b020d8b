package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.draft.ChainEdits;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.Section;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A pipeline is tried out before it runs: on the last records, and on the project's tests. Harm if
/// it breaks: what a transform does to records is seen in the store, when it is too late.
final class TrialTasksTest {
    private static final PartRef MAIN = new PartRef(Section.PIPELINES, "main");

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @TempDir private Path folder;

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void eachOfTheLastRecordsIsShownBeforeAndAfterStepByStep() {
        console.editPipeline();
        add("filter", "when", "device != \"pump-02\"");
        add("unit", "field", "/degC");
        set(1, "from", "degC");
        set(1, "to", "degF");
        console.press(KeyCode.F7);
        console.live(1);
        assertThat(console.rows("#trial-table")).hasSize(20);
        assertThat(console.rows("#trial-table").get(0))
                .contains("\"degC\":4")
                .contains("\"degC\":10")
                .contains("changed");
        assertThat(console.rows("#trial-table").get(1))
                .contains("pump-02")
                .contains("dropped by filter");
        assertThat(console.texts()).contains("AS IT CAME", "unchanged");
        console.press(KeyCode.DOWN);
        assertThat(console.texts()).contains("○ dropped here, and counted", "not reached");
        set(1, "field", "/nothing");
        console.live(1);
        assertThat(console.rows("#trial-table").get(0)).contains("unit: XFRM-02");
        assertThat(console.texts())
                .as("the step says why")
                .anyMatch(t -> t.contains("not reached"));
    }

    @Test
    void aChangeIsTriedOnceItHasRestedAndAnErrorLeavesTheRecordsInSight() {
        console.editPipeline();
        add("filter", "when", "true");
        console.press(KeyCode.F7);
        console.live(1);
        int before = console.workspace.drafts.trials.previews;
        for (String when : List.of("f", "fa", "fal", "fals", "false")) {
            set(0, "when", when);
        }
        assertThat(console.workspace.drafts.trials.previews).as("while typing").isEqualTo(before);
        console.live(1);
        assertThat(console.workspace.drafts.trials.previews).isEqualTo(before + 1);
        assertThat(console.rows("#trial-table")).allMatch(row -> row.contains("dropped by filter"));
        set(0, "when", "payload.bar >");
        console.live(1);
        assertThat(console.rows("#trial-table"))
                .hasSize(20)
                .allMatch(row -> row.contains("not tried"));
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.live(1);
        assertThat(console.rows("#trial-table"))
                .as("undone")
                .noneMatch(row -> row.contains("not tried"));
    }

    /// Harm: an answer for what was there before the last change is taken for the present.
    @Test
    void aSlowAnswerIsFollowedByTheOneForThePresentDraft() {
        console.editPipeline();
        add("filter", "when", "true");
        console.press(KeyCode.F7);
        console.live(1);
        console.workspace.drafts.trials.holdsPreviews = true;
        set(0, "when", "false");
        console.live(1);
        assertThat(console.texts()).contains("trying the change ...");
        set(0, "when", "device == \"none\"");
        set(0, "id", "nobody");
        console.live(2);
        console.onWindow(window -> console.workspace.drafts.trials.release());
        console.live(1);
        assertThat(console.rows("#trial-table")).allMatch(row -> row.contains("dropped by nobody"));
    }

    @Test
    void withoutRecordsASampleIsWrittenAndTried() {
        console.editPipeline();
        PartRef lonely = new PartRef(Section.CONNECTIONS, "press");
        console.edit(
                "add",
                d ->
                        DraftEdits.add(
                                d, Section.CONNECTIONS, part(lonely.id(), "mqtt-listener"), null));
        setFrom(lonely.id());
        add("filter", "when", "payload.bar > 6.0");
        console.press(KeyCode.F7);
        console.live(1);
        assertThat(console.texts())
                .anyMatch(text -> text.startsWith("No record has come from press"));
        console.click("#trial-sample");
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.type("{\"connection\":\"press\"");
        console.click("#trial-accept");
        assertThat(console.texts()).anyMatch(text -> text.startsWith("◆ Line 1"));
        console.type(",\"device\":\"p\",\"address\":\"plant/a\",\"payload\":{\"bar\": 7}}");
        console.click("#trial-accept");
        console.live(1);
        assertThat(console.rows("#trial-table"))
                .singleElement()
                .asString()
                .contains("sample 1", "as it was");
        setFrom("devices");
        console.live(1);
        assertThat(console.rows("#trial-table")).as("records of the other source").hasSize(21);
    }

    @Test
    void theTestsRunOnTheDraftAndSayExactlyWhatDiffers() throws IOException {
        tests();
        console.editPipeline();
        console.press(KeyCode.F7);
        console.click("#trial-tab-tests");
        console.live(1);
        assertThat(console.texts()).contains("2 of 2 pass");
        add("rename", "address", "site-7/{address}");
        console.live(1);
        assertThat(console.texts())
                .contains("1 of 2 pass", "◆ upstream: address differs (line 11)")
                .contains("plant/hall-2/press-01/telemetry")
                .contains("site-7/plant/hall-2/press-01/telemetry");
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.click("#trial-run");
        assertThat(console.texts()).as("one click").contains("2 of 2 pass");
    }

    @Test
    void aTestIsMadeFromARecordSavedBesideTheProjectAndPasses() throws IOException {
        tests();
        console.editPipeline();
        add("filter", "when", "device != \"pump-02\"");
        console.press(KeyCode.F7);
        console.live(1);
        console.press(KeyCode.DOWN);
        console.click("#trial-make");
        TextArea text = (TextArea) console.there("#trial-text");
        String yaml = Console.onFx(text::getText);
        assertThat(yaml)
                .contains("cases:", "connection: devices", "device: pump-02")
                .contains("- to: upstream", "dropped: main/filter");
        console.click("#trial-accept");
        console.live(1);
        assertThat(Files.readString(folder.resolve("tests/main.yaml")))
                .startsWith("$schema: https://fieldproof.org/schema/tests-1.json")
                .contains("dropped: main/filter");
        assertThat(console.texts()).contains("3 of 3 pass");
        assertThat(focused()).isEqualTo("trial-tests");
        console.press(KeyCode.ESCAPE);
        assertThat(console.node("#trial")).isNull();
        assertThat(focused()).isEqualTo("draft-pipeline-main");
    }

    @Test
    void withoutAPipelineTheKeySaysWhatIsMissing() {
        console.workspace.openSample();
        console.live(2);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.click("#draft-canvas");
        console.press(KeyCode.F7);
        assertThat(console.node("#trial")).isNull();
        assertThat(console.texts()).anyMatch(text -> text.startsWith("Choose a pipeline"));
    }

    private void tests() throws IOException {
        Files.createDirectories(folder.resolve("tests"));
        Files.copy(
                Path.of("../sample-projects/field-demo/tests/routes.yaml"),
                folder.resolve("tests/routes.yaml"));
        console.workspace.drafts.trials.folder = folder;
    }

    private static Group part(String id, String type) {
        return Group.of(Entry.of("id", Text.plain(id)), Entry.of("type", Text.plain(type)));
    }

    private void add(String type, String field, String value) {
        console.edit("add", d -> ChainEdits.add(d, MAIN, type));
        int at =
                Console.onFx(
                        () ->
                                ChainEdits.of(
                                                        console.window
                                                                .draft()
                                                                .model()
                                                                .draft()
                                                                .part(MAIN)
                                                                .orElseThrow())
                                                .size()
                                        - 1);
        set(at, field, value);
    }

    private void setFrom(String connection) {
        console.edit(
                "from",
                d ->
                        DraftEdits.set(
                                d, MAIN, FieldPath.of("from"), Items.ofTexts(List.of(connection))));
    }

    private void set(int index, String field, String value) {
        console.edit(
                "set",
                d -> DraftEdits.set(d, MAIN, ChainEdits.at(index).then(field), Text.plain(value)));
    }

    private String focused() {
        return Console.onFx(() -> console.window.scene().getFocusOwner().getId());
    }
}
