package org.fieldproof.views.shell;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.views.action.Action;

/// The console's menu: its parts, and what stands in each. It holds every action of the registry
/// once; what can be done says so itself.
enum MenuPart {
    RECENT(each("project.recent.")),
    PROJECT(
            acts("project.sample", "project.create", "project.open"),
            part(RECENT),
            acts("project.copy", "project.close"),
            line(),
            acts("app.support"),
            line(),
            acts("app.quit")),
    EDIT(
            acts("draft.mode"),
            line(),
            acts("draft.undo", "draft.redo"),
            line(),
            acts("draft.cut", "draft.copy", "draft.paste", "draft.duplicate"),
            acts("draft.delete", "draft.bypass", "draft.rename", "draft.selectAll"),
            line(),
            acts("draft.review", "draft.revisions", "draft.discard"),
            acts("draft.restore", "draft.forget")),
    ARRANGE(
            acts("draft.layout", "draft.fit"),
            line(),
            acts("draft.alignLeft", "draft.alignRight", "draft.alignTop", "draft.alignBottom"),
            acts("draft.spreadAcross", "draft.spreadDown")),
    PIPELINE(
            acts("draft.add", "draft.connect", "draft.note"),
            line(),
            acts("draft.tags", "draft.tagsImport", "draft.tagsExport"),
            line(),
            acts("draft.trial", "draft.previousProblem", "draft.mendProblem"),
            line(),
            acts("draft.group", "draft.fold", "draft.dissolve", "draft.enter", "draft.leave"),
            acts("draft.takeOut", "draft.moveIn"),
            line(),
            part(ARRANGE)),
    THEME(acts("shell.theme"), line(), each("shell.theme.")),
    LANGUAGE(each("shell.language.")),
    VIEW(
            acts("shell.palette", "shell.find"),
            line(),
            acts("shell.freeze", "shell.problems", "shell.log"),
            line(),
            acts("shell.nextPane", "shell.previousPane", "view.window", "view.home"),
            line(),
            acts("shell.larger", "shell.smaller"),
            part(THEME),
            part(LANGUAGE)),
    TIME(
            acts("time.open", "time.close", "time.live", "marker.set"),
            line(),
            acts("time.back", "time.forward", "time.minuteBack", "time.minuteForward"),
            acts("time.first", "time.previousMark", "time.nextMark")),
    GO(
            each("go."),
            line(),
            acts("devices.doctor", "buffers.quarantine", "evidence.verify"),
            line(),
            acts("shell.back", "shell.forward")),
    DRILLS(
            acts("drills.stop"),
            line(),
            acts("drills.lock", "drills.release"),
            line(),
            acts("writing.write", "writing.disarm")),
    HELP(acts("shell.help", "shell.shortcuts", "shell.keys", "shell.menu"));

    /// What stands in the menu itself, in this order.
    static final List<MenuPart> TOP =
            List.of(PROJECT, EDIT, PIPELINE, VIEW, TIME, GO, DRILLS, HELP);

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
    private final List<Entry> entries;

    MenuPart(Entry... entries) {
        this.entries = List.of(entries);
    }

    /// What stands in a part of the menu.
    sealed interface Entry {

        /// Actions, by their ids.
        record Acts(List<String> ids) implements Entry {
            public Acts {
                ids = List.copyOf(ids);
            }
        }

        /// All actions whose ids begin so.
        record Each(String prefix) implements Entry {}

        /// A part of its own.
        record Part(MenuPart part) implements Entry {}

        /// A line between two groups.
        record Line() implements Entry {}
    }

    List<Entry> entries() {
        return entries;
    }

    /// The actions of an entry, of those that there are.
    static List<Action> actions(Entry entry, List<Action> all) {
        return switch (entry) {
            case Entry.Acts(List<String> ids) -> {
                List<Action> found = new ArrayList<>();
                ids.forEach(id -> all.stream().filter(a -> a.id().equals(id)).forEach(found::add));
                yield found;
            }
            case Entry.Each(String prefix) ->
                    all.stream().filter(action -> action.id().startsWith(prefix)).toList();
            case Entry.Part _, Entry.Line _ -> List.of();
        };
    }

    private static Entry acts(String... ids) {
        return new Entry.Acts(List.of(ids));
    }

    private static Entry each(String prefix) {
        return new Entry.Each(prefix);
    }

    private static Entry part(MenuPart part) {
        return new Entry.Part(part);
    }

    private static Entry line() {
        return new Entry.Line();
    }
}
