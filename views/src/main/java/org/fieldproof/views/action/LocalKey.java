package org.fieldproof.views.action;

import static org.fieldproof.views.action.KeyStroke.plain;
import static org.fieldproof.views.action.KeyStroke.shift;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;

/// What keys mean in one place only, with the keys they have unless a person gives others. The one
/// table of them: whoever listens to keys asks [KeyMap#pressed] which of these it was.
public enum LocalKey {
    ADD("draft.add", "shell.action.draft.add", KeyScope.CANVAS, plain(KeyCode.A)),
    CONNECT("draft.connect", "shell.action.draft.connect", KeyScope.CANVAS, plain(KeyCode.C)),
    GROUP("draft.group", "shell.action.draft.group", KeyScope.CANVAS, plain(KeyCode.G)),
    NOTE("draft.note", "shell.action.draft.note", KeyScope.CANVAS, plain(KeyCode.N)),
    RENAME("draft.rename", "shell.action.draft.rename", KeyScope.CANVAS, plain(KeyCode.F2)),
    DELETE_PART(
            "draft.delete",
            "shell.action.draft.delete",
            KeyScope.CANVAS,
            plain(KeyCode.DELETE),
            plain(KeyCode.BACK_SPACE)),
    SECOND_BACK(
            "time.back",
            "time.action.back",
            KeyScope.TIME_BAR,
            plain(KeyCode.LEFT),
            shift(KeyCode.LEFT)),
    SECOND_FORWARD(
            "time.forward",
            "time.action.forward",
            KeyScope.TIME_BAR,
            plain(KeyCode.RIGHT),
            shift(KeyCode.RIGHT)),
    MINUTE_BACK(
            "time.minuteBack", "time.action.minuteBack", KeyScope.TIME_BAR, plain(KeyCode.PAGE_UP)),
    MINUTE_FORWARD(
            "time.minuteForward",
            "time.action.minuteForward",
            KeyScope.TIME_BAR,
            plain(KeyCode.PAGE_DOWN)),
    FIRST_SECOND("time.first", "time.action.first", KeyScope.TIME_BAR, plain(KeyCode.HOME)),
    PRESENT("time.live", "time.action.live", KeyScope.TIME_BAR, plain(KeyCode.END)),
    NEXT_MARK("time.nextMark", "time.action.nextMark", KeyScope.TIME_BAR, plain(KeyCode.M)),
    PREVIOUS_MARK(
            "time.previousMark", "time.action.previousMark", KeyScope.TIME_BAR, shift(KeyCode.M)),
    TREE("live.tree", "keys.local.tree", KeyScope.LIVE, plain(KeyCode.T)),
    PLANT("devices.tree", "keys.local.plant", KeyScope.DEVICES, plain(KeyCode.T)),
    PIN("live.pin", "keys.local.pin", KeyScope.LIVE_LIST, plain(KeyCode.P)),
    WRITE("live.write", "keys.local.write", KeyScope.LIVE_LIST, plain(KeyCode.W)),
    TREND_NEXT("trend.nextMark", "time.action.nextMark", KeyScope.TRENDS, plain(KeyCode.M)),
    TREND_PREVIOUS(
            "trend.previousMark", "time.action.previousMark", KeyScope.TRENDS, shift(KeyCode.M)),
    TREND_MARK("trend.mark", "marker.action.set", KeyScope.TRENDS, plain(KeyCode.N)),
    TREND_CLOSER(
            "trend.closer",
            "keys.local.closer",
            KeyScope.TRENDS,
            plain(KeyCode.PLUS),
            shift(KeyCode.PLUS),
            plain(KeyCode.EQUALS),
            shift(KeyCode.EQUALS),
            plain(KeyCode.ADD)),
    TREND_FARTHER(
            "trend.farther",
            "keys.local.farther",
            KeyScope.TRENDS,
            plain(KeyCode.MINUS),
            plain(KeyCode.SUBTRACT)),
    TREND_OLDEST("trend.oldest", "keys.local.oldest", KeyScope.TRENDS, plain(KeyCode.HOME)),
    TREND_FOLLOW("trend.follow", "keys.local.follow", KeyScope.TRENDS, plain(KeyCode.END)),
    PIN_WIRE("wire.pin", "keys.local.pinWire", KeyScope.WIRE, plain(KeyCode.P)),
    RETRY("quarantine.retry", "quarantine.act.retry", KeyScope.QUARANTINE, plain(KeyCode.R)),
    EDIT(
            "quarantine.edit",
            "quarantine.act.edit",
            KeyScope.QUARANTINE,
            plain(KeyCode.ENTER),
            plain(KeyCode.F2)),
    DISCARD(
            "quarantine.discard",
            "quarantine.act.discard",
            KeyScope.QUARANTINE,
            plain(KeyCode.DELETE)),
    ACKNOWLEDGE("alarms.acknowledge", "alarms.act.ACKNOWLEDGE", KeyScope.ALARMS, plain(KeyCode.A)),
    SHELVE("alarms.shelve", "alarms.act.SHELVE", KeyScope.ALARMS, plain(KeyCode.S)),
    UNSHELVE("alarms.unshelve", "alarms.act.UNSHELVE", KeyScope.ALARMS, plain(KeyCode.U)),
    ALARMS_OPEN("alarms.open", "alarms.act.ALARMS_OPEN", KeyScope.ALARMS, plain(KeyCode.RIGHT)),
    ALARMS_CLOSE("alarms.close", "alarms.act.ALARMS_CLOSE", KeyScope.ALARMS, plain(KeyCode.LEFT)),
    ALARM_OBJECT("alarms.object", "alarms.act.ALARM_OBJECT", KeyScope.ALARMS, plain(KeyCode.ENTER)),
    REMOVE_DRILL("drills.remove", "drills.form.remove", KeyScope.DRILLS, plain(KeyCode.DELETE)),
    COMPARE_CHOSEN(
            "evidence.compare", "evidence.act.COMPARE_CHOSEN", KeyScope.EVIDENCE, plain(KeyCode.C)),
    COMPARE_BEFORE(
            "evidence.compareBefore",
            "evidence.act.COMPARE_BEFORE",
            KeyScope.EVIDENCE,
            plain(KeyCode.B)),
    COMPARE_FILE(
            "evidence.compareFile",
            "evidence.act.COMPARE_FILE",
            KeyScope.EVIDENCE,
            plain(KeyCode.F));

    private final String id;
    private final String labelKey;
    private final KeyScope scope;

    @SuppressWarnings("ImmutableEnumChecker") // List.of never changes
    private final List<KeyStroke> keys;

    LocalKey(String id, String labelKey, KeyScope scope, KeyStroke... keys) {
        this.id = id;
        this.labelKey = labelKey;
        this.scope = scope;
        this.keys = List.of(keys);
    }

    static Optional<LocalKey> of(String id) {
        return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
    }

    /// The action's.
    public String id() {
        return id;
    }

    public KeyScope scope() {
        return scope;
    }

    List<KeyStroke> keys() {
        return keys;
    }

    String labelKey() {
        return labelKey;
    }
}
