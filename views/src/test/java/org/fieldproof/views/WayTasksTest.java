package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ReadingFinder.Found;
import org.fieldproof.api.spi.ReadingFinder.Way;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A register is added and its order of bytes confirmed by what the device shows, in clicks: a
/// press of the mouse or Enter is one, typing and the other keys are none. Harm if it breaks: the
/// order is guessed, and a wrong one is a plausible number.
final class WayTasksTest {
    private static final PartRef BOILER = new PartRef(Section.CONNECTIONS, "boiler");
    private static final FieldPath TAG = FieldPath.PART.then("tagList").then(0);
    private static final FieldPath UNIT = FieldPath.PART.then("unit");
    private static final Way FLOAT = way("float32:CDAB", "1", "21.4");
    private static final Way WHOLE = way("int16:AB", "0.1", "21.4");

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    /// U-06: from an opened project with a Modbus source, 6 clicks at most.
    @Test
    void u06ARegisterIsAddedAndItsOrderConfirmedInSixClicks() {
        openBoiler();
        answer("3333 41ab 0000 0000", FLOAT, WHOLE);
        int before = console.clicks();
        console.click("#draft-connection-boiler");
        console.live(1);
        console.scrollTo("#add-tagList");
        console.click("#add-tagList");
        console.type("flow");
        console.press(KeyCode.TAB);
        console.type("40003");
        console.live(1);
        console.scrollTo("#ways-0-shows");
        console.click("#ways-0-shows");
        console.type("21.4");
        console.enter();
        console.live(1);
        assertThat(console.workspace.drafts.tags.waysAsked).containsExactly("boiler 40003 21.4");
        assertThat(console.texts())
                .contains("float32:CDAB = 21.4", "int16:AB × 0.1 = 21.4")
                .anyMatch(text -> text.startsWith("Registers 3333 41ab 0000 0000."));
        console.picture("ways");
        console.scrollTo("#ways-0-take-0");
        console.click("#ways-0-take-0");
        console.live(1);
        assertThat(console.clicks() - before).isLessThanOrEqualTo(6);
        assertThat(tag()).containsExactly("name=flow", "address=40003", "type=float32:CDAB");
        assertThat(console.texts()).contains("✓ float32:CDAB = 21.4 · the tag has it");
        assertThat(console.there("#field-tagList-0-type").isVisible()).isTrue();
    }

    /// What would change the value beside the scale goes in the same step, and comes back with it.
    @Test
    void takingIsOneStepOfTheHistory() {
        openTag("offset", "3");
        answer("00d6", WHOLE);
        show("21,4");
        console.click("#ways-0-take-0");
        console.live(1);
        assertThat(console.workspace.drafts.tags.waysAsked).containsExactly("boiler 40003 21.4");
        assertThat(tag())
                .containsExactly("name=flow", "address=40003", "type=int16:AB", "scale=0.1");
        console.press(KeyCode.CONTROL, KeyCode.Z);
        console.live(1);
        assertThat(tag()).containsExactly("name=flow", "address=40003", "offset=3");
        assertThat(console.texts()).contains("int16:AB × 0.1 = 21.4");
    }

    /// By the keyboard alone: Enter reads, Tab goes to what is offered, Space takes it.
    @Test
    void allOfItGoesWithoutAMouse() {
        openTag("unit", "m3/h");
        answer("3333 41ab", WHOLE, FLOAT);
        show("21.4");
        int before = console.clicks();
        console.press(KeyCode.TAB);
        console.press(KeyCode.TAB);
        console.press(KeyCode.TAB);
        console.press(KeyCode.SPACE);
        console.live(1);
        assertThat(console.clicks()).isEqualTo(before);
        assertThat(tag()).contains("type=float32:CDAB").noneMatch(each -> each.startsWith("scale"));
    }

    /// What fitted by chance the first time does not fit what is shown the second time.
    @Test
    void aSecondReadingTellsThemApart() {
        openTag("unit", "m3/h");
        answer("0016 0000", way("int16:AB", "1", "22"), way("int32:CDAB", "1", "22"));
        show("22");
        answer("0017 0001", way("uint32:CDAB", "1", "65559"), way("int32:CDAB", "1", "65559"));
        console.focus("#ways-0-shows");
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.type("65559");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(((Button) console.there("#ways-0-take-0")).getText())
                .isEqualTo("int32:CDAB = 65559 · fits 2 of 2 readings");
        assertThat(((Button) console.there("#ways-0-take-1")).getText())
                .isEqualTo("uint32:CDAB = 65559 · fits 1 of 2 readings");
    }

    @Test
    void readingFailedAndNothingFitsAreSaid() {
        openTag("unit", "m3/h");
        console.workspace.drafts.tags.holds = true;
        answer("0007");
        show("21.4");
        assertThat(console.texts()).contains("Reading the device ...");
        console.click("#ways-0-read");
        assertThat(console.there("#ways-0-read").isFocused()).as("nobody is led away").isTrue();
        console.onWindow(_ -> console.workspace.drafts.tags.release());
        console.live(1);
        assertThat(console.texts()).anyMatch(text -> text.startsWith("Registers 0007. No type"));
        console.workspace.drafts.tags.waysAnswer =
                new Outcome.Refused(
                        Problem.error(
                                "MODB-0101",
                                "connection boiler",
                                "The device is not reached.",
                                "Check the cable."));
        console.click("#ways-0-read");
        console.live(1);
        assertThat(console.texts()).contains("The device is not reached.", "Check the cable.");
        answer("3333 41ab", FLOAT);
        console.scrollTo("#ways-0-read");
        console.click("#ways-0-read");
        console.live(1);
        assertThat(console.texts())
                .contains("float32:CDAB = 21.4 · fits 1 of 2 readings")
                .doesNotContain("The device is not reached.");
        console.focus("#ways-0-shows");
        console.type("hot");
        console.press(KeyCode.ENTER);
        assertThat(console.texts()).anyMatch(text -> text.startsWith("Write the number as"));
        assertThat(console.workspace.drafts.tags.waysAsked).hasSize(3);
    }

    /// Harm: the type of one register is taken for another.
    @Test
    void anotherAddressForgetsWhatWasReadAndALateAnswerIsNone() {
        openTag("unit", "m3/h");
        answer("3333 41ab", FLOAT);
        show("21.4");
        address("40005");
        assertThat(console.node("#ways-0-take-0")).isNull();
        console.workspace.drafts.tags.holds = true;
        console.click("#ways-0-read");
        address("40007");
        console.onWindow(_ -> console.workspace.drafts.tags.release());
        console.live(1);
        assertThat(console.node("#ways-0-take-0")).isNull();
        assertThat(console.there("#ways-0-read").isDisabled()).isFalse();
        show("");
        assertThat(console.node("#ways-0-take-0")).isNotNull();
        console.edit("unit", draft -> DraftEdits.set(draft, BOILER, UNIT, Text.plain("2")));
        console.live(1);
        assertThat(console.node("#ways-0-take-0")).as("another unit's registers").isNull();
        show("");
        assertThat(((Button) console.there("#ways-0-take-0")).getText())
                .as("no reading of the other unit counts")
                .isEqualTo("float32:CDAB = 21.4");
        address("");
        assertThat(console.there("#ways-0-read").isDisabled()).isTrue();
    }

    /// Harm: a slip of the keyboard, and the console writes a thousand million digits.
    @Test
    void whatNoDisplayShowsIsNotRead() {
        openTag("unit", "m3/h");
        for (String slip : List.of("1e999999999", "1e-99", "hot")) {
            console.focus("#ways-0-shows");
            console.press(KeyCode.CONTROL, KeyCode.A);
            show(slip);
            assertThat(console.workspace.drafts.tags.waysAsked).as(slip).isEmpty();
            assertThat(console.texts()).anyMatch(text -> text.startsWith("Write the number as"));
        }
    }

    @Test
    void germanAndHighContrastCutNothing() {
        Console german = new Console(Theme.CONTRAST, Locale.GERMAN);
        try {
            open(german, "unit", "m3/h");
            german.workspace.drafts.tags.waysAnswer =
                    new Outcome.WaysFound(new Found("3333 41ab 0000 0000", List.of(FLOAT, WHOLE)));
            show(german, "21,4");
            assertThat(german.texts()).contains("Was zeigt das Gerät an?", "Noch einmal lesen");
            assertThat(german.audit()).isEmpty();
            german.picture("ways-de");
        } finally {
            german.close();
        }
    }

    @Test
    void devicesThatSayWhatTheirValuesAreAreNotAsked() {
        console.workspace.openSample();
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.edit("press", draft -> with(draft, "press", "s7", "unit", "bar"));
        console.live(1);
        console.click("#draft-connection-press");
        console.live(1);
        assertThat(console.there("#field-tagList-0-type")).isNotNull();
        assertThat(console.node("#ways-0-shows")).isNull();
    }

    private void openBoiler() {
        console.workspace.openSample();
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.edit(
                "boiler",
                draft ->
                        DraftEdits.add(draft, Section.CONNECTIONS, part("boiler", "modbus"), null));
        console.live(1);
    }

    private void openTag(String field, String value) {
        open(console, field, value);
    }

    private static void open(Console console, String field, String value) {
        console.workspace.openSample();
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.edit("boiler", draft -> with(draft, "boiler", "modbus", field, value));
        console.live(1);
        console.click("#draft-connection-boiler");
        console.live(1);
        console.scrollTo("#ways-0-shows");
    }

    private void show(String value) {
        show(console, value);
    }

    private static void show(Console console, String value) {
        console.focus("#ways-0-shows");
        console.type(value);
        console.press(KeyCode.ENTER);
        console.live(1);
    }

    private void address(String address) {
        console.edit(
                "address",
                draft ->
                        DraftEdits.set(
                                draft,
                                BOILER,
                                TAG.then("address"),
                                address.isEmpty() ? null : Text.plain(address)));
        console.live(1);
    }

    private void answer(String raw, Way... ways) {
        console.workspace.drafts.tags.waysAnswer =
                new Outcome.WaysFound(new Found(raw, List.of(ways)));
    }

    private List<String> tag() {
        ProjectDraft draft = Console.onFx(() -> console.window.draft().model().draft());
        Items tags = (Items) draft.part(BOILER).orElseThrow().get("tagList").orElseThrow();
        return tags.groups().getFirst().entries().stream()
                .map(each -> each.key() + "=" + ((Text) each.value()).text())
                .toList();
    }

    private static ProjectDraft with(
            ProjectDraft draft, String id, String type, String field, String value) {
        PartRef ref = new PartRef(Section.CONNECTIONS, id);
        ProjectDraft next = DraftEdits.add(draft, Section.CONNECTIONS, part(id, type), null);
        next = DraftEdits.set(next, ref, TAG.then("name"), Text.plain("flow"));
        next = DraftEdits.set(next, ref, TAG.then("address"), Text.plain("40003"));
        return DraftEdits.set(next, ref, TAG.then(field), Text.plain(value));
    }

    private static Group part(String id, String type) {
        return Group.of(
                Entry.of("id", Text.plain(id)),
                Entry.of("type", Text.plain(type)),
                Entry.of("host", Text.plain("192.168.1.20")));
    }

    private static Way way(String type, String scale, String value) {
        return new Way(type, new BigDecimal(scale), new BigDecimal(value));
    }
}
