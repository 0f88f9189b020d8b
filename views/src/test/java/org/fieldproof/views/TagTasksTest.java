package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.Section;
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
                .contains(FakeTags.THUMBPRINT);
        console.click("#tag-picker-believe");
        console.live(1);
        assertThat(part().text("serverThumbprint")).isEqualTo(FakeTags.THUMBPRINT);
        assertThat(console.there("#tag-picker-add")).isInstanceOf(Button.class);
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
        addSource();
        console.edit("trust", FakeTagEdits::believed);
        console.live(1);
        console.click("#draft-pick-tags");
        console.live(1);
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
        TreeView<?> tree = (TreeView<?>) console.there("#tag-tree");
        Console.onFx(
                () -> {
                    tree.requestFocus();
                    select(tree, "Turbine");
                    return true;
                });
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

    /// Edits that a test makes past the console.
    private static final class FakeTagEdits {
        private FakeTagEdits() {}

        static org.fieldproof.api.draft.ProjectDraft believed(
                org.fieldproof.api.draft.ProjectDraft draft) {
            return org.fieldproof.api.draft.DraftEdits.set(
                    draft,
                    OPCUA,
                    org.fieldproof.api.draft.FieldPath.PART.then("serverThumbprint"),
                    org.fieldproof.api.draft.DraftValue.Text.plain(FakeTags.THUMBPRINT));
        }
    }
}
