package org.fieldproof.views.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.fieldproof.views.action.KeyRules.Refusal;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a key does something else than what somebody believes, or STOP has none.
final class KeyMapTest {

    private static final KeyStroke J = KeyStroke.shortcut(KeyCode.J);
    private static final KeyStroke L = KeyStroke.shortcut(KeyCode.L);

    private final List<String> saved = new ArrayList<>();
    private KeyMap keys = map("");

    private KeyMap map(String kept) {
        KeyMap made = new KeyMap(kept, saved::add);
        made.declare(task(KeyTask.STOP, KeyScope.CONSOLE, KeyRules.STOP));
        made.declare(task("shell.log", KeyScope.CONSOLE, L));
        made.declare(task("shell.find", KeyScope.CONSOLE, KeyStroke.shortcut(KeyCode.F)));
        made.declare(task("draft.mode", KeyScope.CONSOLE, KeyStroke.shortcut(KeyCode.E)));
        made.declare(task("draft.copy", KeyScope.CONSOLE, KeyStroke.shortcut(KeyCode.C)));
        made.declare(task("draft.add", KeyScope.CANVAS, KeyStroke.plain(KeyCode.A)));
        made.declare(task("live.pin", KeyScope.LIVE_LIST, KeyStroke.plain(KeyCode.P)));
        made.settle();
        return made;
    }

    private static KeyTask task(String id, KeyScope scope, KeyStroke... strokes) {
        return new KeyTask(id, id, "", scope, List.of(strokes));
    }

    private KeyTask of(String id) {
        return keys.task(id).orElseThrow();
    }

    @Test
    void whatIsGivenHoldsIsKeptAndIsReadAgain() {
        keys.give(of("shell.log"), List.of(J, KeyStroke.plain(KeyCode.F5)));
        assertThat(keys.keys("shell.log")).containsExactly(J, KeyStroke.plain(KeyCode.F5));
        assertThat(saved).last().isEqualTo("shell.log=Shortcut+J F5");
        keys = map(saved.getLast());
        assertThat(keys.keys("shell.log")).containsExactly(J, KeyStroke.plain(KeyCode.F5));
        assertThat(keys.unused()).isEmpty();
    }

    /// Harm: whoever had given finding a key of his own presses it, and nothing happens.
    @Test
    void keysOfAFormerActionAreThoseOfTheOneInItsPlace() {
        keys = map("draft.find=Shortcut+J");
        assertThat(keys.keys("shell.find")).containsExactly(J);
        assertThat(keys.unused()).isEmpty();
        keys.give(of("draft.mode"), List.of(KeyStroke.shortcut(KeyCode.M)));
        assertThat(saved).last().isEqualTo("draft.mode=Shortcut+M;shell.find=Shortcut+J");
        keys = map("draft.find=Shortcut+J;shell.find=Shortcut+M");
        assertThat(keys.keys("shell.find"))
                .as("it has its own")
                .containsExactly(KeyStroke.shortcut(KeyCode.M));
    }

    @Test
    void whoeverHadTheKeysLosesThem() {
        keys.give(of("draft.mode"), List.of(L));
        assertThat(keys.keys("draft.mode")).containsExactly(L);
        assertThat(keys.keys("shell.log")).isEmpty();
        keys = map(saved.getLast());
        assertThat(keys.keys("shell.log")).isEmpty();
        keys.undo();
        assertThat(keys.keys("draft.mode")).as("another console has nothing to undo").contains(L);
    }

    @Test
    void undoTakesBackWhatWasTakenOverToo() {
        keys.give(of("draft.mode"), List.of(L));
        keys.undo();
        assertThat(keys.keys("shell.log")).containsExactly(L);
        assertThat(keys.keys("draft.mode")).containsExactly(KeyStroke.shortcut(KeyCode.E));
        assertThat(saved).last().isEqualTo("");
    }

    @Test
    void aLetterMayMeanOneThingHereAndAnotherThere() {
        keys.give(of("live.pin"), List.of(KeyStroke.plain(KeyCode.A)));
        assertThat(keys.keys("draft.add")).containsExactly(KeyStroke.plain(KeyCode.A));
        assertThat(keys.holder(of("draft.add"), L)).contains(of("shell.log"));
    }

    /// Whatever a file says, and whatever a person does.
    @Test
    void stopKeepsItsKey() {
        keys.give(of(KeyTask.STOP), List.of(KeyStroke.plain(KeyCode.F12)));
        assertThat(keys.keys(KeyTask.STOP))
                .containsExactly(KeyRules.STOP, KeyStroke.plain(KeyCode.F12));
        assertThat(keys.refusal(of("shell.log"), KeyRules.STOP)).contains(Refusal.STOP);
        keys = map("drills.stop=F12;shell.log=Shortcut+PERIOD");
        assertThat(keys.keys(KeyTask.STOP))
                .containsExactly(KeyRules.STOP, KeyStroke.plain(KeyCode.F12));
        assertThat(keys.keys("shell.log")).containsExactly(L);
        assertThat(keys.unused()).containsExactly("shell.log=Shortcut+PERIOD");
        keys = map("drills.stop=");
        assertThat(keys.keys(KeyTask.STOP)).containsExactly(KeyRules.STOP);
    }

    @Test
    void whatNobodyUnderstandsIsToldAndKeptUntilItIsForgotten() {
        String junk = "\u0000\u0001==;gone.action=Shortcut+J;shell.log=Hyper+Q;draft.mode=A";
        keys = map(junk);
        assertThat(keys.unused())
                .contains("gone.action=Shortcut+J", "shell.log=Hyper+Q", "draft.mode=A");
        assertThat(keys.keys("shell.log")).containsExactly(L);
        keys.give(of("draft.copy"), List.of(J));
        assertThat(saved.getLast()).contains("gone.action=Shortcut+J", "shell.log=Hyper+Q");
        keys.forgetUnused();
        assertThat(saved).last().isEqualTo("draft.copy=Shortcut+J");
        assertThat(keys.unused()).isEmpty();
    }

    /// Two of a file cannot both have it; the first one does, and it is told.
    @Test
    void noKeyOfAFileMeansTwoThings() {
        keys = map("draft.mode=Shortcut+J;shell.log=Shortcut+J");
        assertThat(keys.keys("draft.mode")).containsExactly(J);
        assertThat(keys.keys("shell.log")).as("what it begins with").containsExactly(L);
        assertThat(keys.unused()).containsExactly("shell.log=Shortcut+J");
        keys = map("draft.mode=Shortcut+L");
        assertThat(keys.keys("shell.log")).as("given goes before what it begins with").isEmpty();
    }

    /// What was refused does not come back behind a person's back.
    @Test
    void whatWasRefusedIsNotTakenAfterAChange() {
        String file = "draft.mode=Shortcut+J;gone.action=F5;shell.log=Shortcut+J";
        keys = map(file);
        keys.resetAll();
        keys = map(saved.getLast());
        assertThat(keys.keys("shell.log")).containsExactly(L);
        assertThat(keys.unused()).containsExactly("gone.action=F5");
        keys = map(file);
        keys.give(of("draft.mode"), List.of(KeyStroke.plain(KeyCode.F11)));
        keys = map(saved.getLast());
        assertThat(keys.keys("shell.log")).containsExactly(L);
        keys = map(file);
        keys.give(of("draft.mode"), List.of(KeyStroke.plain(KeyCode.F11)));
        keys.undo();
        assertThat(saved.getLast()).contains("shell.log=Shortcut+J");
    }

    @Test
    void keysThatOthersNeedAreRefused() {
        assertThat(refusal(KeyStroke.plain(KeyCode.Q))).isEqualTo(Refusal.TYPES);
        assertThat(refusal(KeyStroke.shift(KeyCode.Q))).isEqualTo(Refusal.TYPES);
        assertThat(refusal(KeyStroke.plain(KeyCode.HOME))).isEqualTo(Refusal.TYPES);
        assertThat(refusal(KeyStroke.shortcut(KeyCode.V))).isEqualTo(Refusal.TEXT);
        assertThat(refusal(KeyStroke.shortcutShift(KeyCode.Z))).isEqualTo(Refusal.TEXT);
        assertThat(refusal(KeyStroke.shortcut(KeyCode.LEFT))).isEqualTo(Refusal.FOCUS);
        assertThat(refusal(KeyStroke.shortcut(KeyCode.TAB))).isEqualTo(Refusal.FOCUS);
        assertThat(refusal(KeyStroke.alt(KeyCode.F4))).isEqualTo(Refusal.SYSTEM);
        assertThat(refusal(new KeyStroke(KeyCode.Q, true, false, true, false)))
                .isEqualTo(Refusal.ALT_GR);
        assertThat(refusal(KeyStroke.plain(KeyCode.UNDEFINED))).isEqualTo(Refusal.UNNAMED);
        assertThat(keys.refusal(of("shell.log"), J)).isEmpty();
        assertThat(keys.refusal(of("shell.log"), KeyStroke.plain(KeyCode.F5))).isEmpty();
        assertThat(keys.refusal(of("draft.add"), KeyStroke.plain(KeyCode.Q))).isEmpty();
        assertThat(keys.refusal(of("draft.copy"), KeyStroke.shortcut(KeyCode.C)))
                .as("what it begins with")
                .isEmpty();
    }

    private Refusal refusal(KeyStroke pressed) {
        return keys.refusal(of("shell.log"), pressed).orElseThrow();
    }

    @Test
    void everyKeyIsReadAsItIsWritten() {
        for (KeyCode code : KeyCode.values()) {
            for (KeyStroke each :
                    List.of(
                            KeyStroke.plain(code),
                            KeyStroke.shortcutShift(code),
                            KeyStroke.alt(code))) {
                assertThat(KeyStroke.read(each.stored())).contains(each);
            }
        }
    }
}
