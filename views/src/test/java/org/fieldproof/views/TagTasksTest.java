package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.fake.FakeTags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Tags are picked in the device, in clicks. Harm if it breaks: whoever adds an OPC UA server types
/// node ids from paper, and the thumbprint of its certificate, too.
final class TagTasksTest {
    private static final PartRef OPCUA = new PartRef(Section.CONNECTIONS, "opcua");

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    /// U-05: an OPC UA source, its certificate trusted and its tags picked: 8 clicks at most.
    @Test
    void u05AnOpcUaSourceInEightClicks() {
        addSource();
        console.click("#draft-pick-tags");
        console.live(1);
        assertThat(console.texts())
                .as("nothing is believed before a person has compared")
                .anyMatch(text -> text.replace(" ", "").equals(FakeTags.THUMBPRINT));
        console.click("#tag-picker-believe");
        console.live(1);
        assertThat(part().text("serverThumbprint")).isEqualTo(FakeTags.THUMBPRINT);
        pickSpeedAndRunning();
        console.picture("tag-picker");
        console.click("#tag-picker-add");
        assertThat(tags())
                .containsExactly(
                        List.of("Turbine/Speed", "nsu=urn:turbine;s=Turbine.Speed"),
                        List.of("Turbine/Running", "nsu=urn:turbine;s=Turbine.Running"));
        assertThat(console.clicks()).isLessThanOrEqualTo(8);
        assertThat(console.workspace.drafts.tags.left).as("the line was ended").isEqualTo(1);
        assertThat(console.node("#tag-picker")).isNull();
        console.live(1);
        assertThat(console.workspace.drafts.tags.asked)
                .as("asked once, and again when it was believed")
                .containsExactly("", "", "nsu=urn:turbine;s=Turbine");
    }

    /// One step of the history, and what is a tag already cannot be picked again.
    @Test
    void whatWasPickedIsOneEditAndIsKnownTheNextTime() {
        openPicker();
        pickSpeedAndRunning();
        console.click("#tag-picker-add");
        console.live(1);
        console.click("#draft-pick-tags");
        console.live(1);
        assertThat(((Button) console.there("#tag-picker-add")).isDisabled()).isTrue();
        pickSpeedAndRunning();
        assertThat(((Button) console.there("#tag-picker-add")).isDisabled())
                .as("they are tags already")
                .isTrue();
        console.press(KeyCode.ESCAPE);
        assertThat(console.node("#tag-picker")).isNull();
        assertThat(tags()).hasSize(2);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(tags()).isEmpty();
    }

    /// Harm: the same value twice, at two topics or at one: the table is no part of the draft.
    @Test
    void whatStandsInTheConnectionsTableIsATagAlready() {
        console.workspace.drafts.tags.standing =
                new TagRead.Complete(
                        TagTable.of(
                                List.of(
                                        TagDefinition.of(
                                                "speed", "nsu=urn:turbine;s=Turbine.Speed", ""),
                                        TagDefinition.of("Turbine/Running", "i=7", ""))));
        openPicker();
        pickSpeedAndRunning();
        assertThat(console.texts()).contains("Speed · is a tag already");
        console.click("#tag-picker-add");
        assertThat(tags())
                .containsExactly(List.of("Turbine/Running-2", "nsu=urn:turbine;s=Turbine.Running"));
    }

    /// Harm: "Look again" that does nothing, and the server would have to be looked for anew.
    @Test
    void aPlaceThatWasRefusedIsAskedForAgain() {
        openPicker();
        console.workspace.drafts.tags.gone = true;
        chooseTurbine();
        console.press(KeyCode.RIGHT);
        console.live(1);
        assertThat(console.texts()).contains("Nothing listens there.");
        console.workspace.drafts.tags.gone = false;
        console.click("#tag-picker-again");
        console.live(1);
        assertThat(console.texts()).doesNotContain("Nothing listens there.").contains("1502.25");
    }

    /// Harm: the answer moves the choice on, and the space bar ticks a tag that nobody chose.
    @Test
    void anAnswerThatComesLateMovesNoChoice() {
        openPicker();
        console.workspace.drafts.tags.holds = true;
        chooseTurbine();
        console.press(KeyCode.RIGHT);
        console.press(KeyCode.DOWN);
        console.onWindow(window -> console.workspace.drafts.tags.release());
        console.live(1);
        assertThat(chosen()).as("no line below the place").isIn("Turbine", "Speed");
    }

    /// Harm: keys that mean the picker reach the canvas behind it, and a connection is gone.
    @Test
    void whatLiesBehindThePickerHearsNothing() {
        openPicker();
        console.focus("#tag-picker-close");
        console.press(KeyCode.DELETE);
        console.press(KeyCode.A);
        console.press(KeyCode.CONTROL, KeyCode.ENTER);
        console.onWindow(window -> window.perform("draft.tags"));
        console.live(1);
        assertThat(part().text("type")).isEqualTo("opcua");
        assertThat(console.there("#review-panel").isVisible()).isFalse();
        assertThat(console.there("#draft-inspector").isDisabled()).isTrue();
        assertThat(console.workspace.drafts.tags.asked).as("no second picker").hasSize(1);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.live(1);
        assertThat(console.node("#tag-picker")).as("its connection is gone").isNull();
        assertThat(console.there("#draft-inspector").isDisabled()).isFalse();
    }

    /// Harm: a session at the server that nobody needs any more.
    @Test
    void anotherLanguageEndsTheLine() {
        openPicker();
        console.onWindow(window -> window.setLanguage(Locale.GERMAN));
        console.live(1);
        assertThat(console.workspace.drafts.tags.left).isEqualTo(1);
    }

    private void openPicker() {
        addSource();
        console.edit("trust", TagTasksTest::believed);
        console.live(1);
        console.click("#draft-pick-tags");
        console.live(1);
    }

    private void chooseTurbine() {
        TreeView<?> tree = (TreeView<?>) console.there("#tag-tree");
        Console.onFx(
                () -> {
                    tree.requestFocus();
                    select(tree, "Turbine");
                    return true;
                });
    }

    private String chosen() {
        TreeView<?> tree = (TreeView<?>) console.there("#tag-tree");
        String words =
                Console.onFx(() -> String.valueOf(tree.getSelectionModel().getSelectedItem()));
        return words.replaceAll("(?s).*name=(\\w+).*", "$1");
    }

    @Test
    void otherDevicesAreNotAskedWhatTheyCannotTell() {
        console.workspace.openSample();
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.click("#draft-connection-devices");
        console.live(1);
        assertThat(console.there("#draft-pick-tags").isVisible()).isFalse();
        console.onWindow(window -> window.perform("draft.tags"));
        assertThat(console.node("#tag-picker")).isNull();
        assertThat(console.workspace.drafts.tags.asked).isEmpty();
    }

    private void addSource() {
        console.workspace.openSample();
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.press(KeyCode.A);
        console.type("opcua");
        console.enter();
        console.click("#field-url");
        console.type("opc.tcp://127.0.0.1:4840");
        console.live(1);
    }

    /// By the keyboard: the turbine is opened, two of its tags are chosen.
    private void pickSpeedAndRunning() {
        chooseTurbine();
        console.press(KeyCode.RIGHT);
        console.live(1);
        console.press(KeyCode.DOWN);
        console.press(KeyCode.SPACE);
        console.press(KeyCode.DOWN);
        console.press(KeyCode.SPACE);
        console.press(KeyCode.DOWN);
        console.live(1);
    }

    private static <T> void select(TreeView<T> tree, String name) {
        for (TreeItem<T> item : tree.getRoot().getChildren()) {
            if (item.getValue().toString().contains("name=" + name)) {
                tree.getSelectionModel().select(item);
                return;
            }
        }
        throw new AssertionError("not in the tree: " + name);
    }

    private Group part() {
        return Console.onFx(() -> console.window.draft().model().draft().part(OPCUA).orElseThrow());
    }

    private List<List<String>> tags() {
        return part().get("tagList").stream()
                .flatMap(list -> ((Items) list).groups().stream())
                .map(tag -> List.of(tag.text("name"), tag.text("address")))
                .toList();
    }

    private static ProjectDraft believed(ProjectDraft draft) {
        return DraftEdits.set(
                draft,
                OPCUA,
                FieldPath.PART.then("serverThumbprint"),
                Text.plain(FakeTags.THUMBPRINT));
    }
}
