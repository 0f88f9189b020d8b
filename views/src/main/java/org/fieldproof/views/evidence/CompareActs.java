package org.fieldproof.views.evidence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyEvent;
import javafx.stage.WindowEvent;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.action.KeyScope;
import org.fieldproof.views.action.LocalKey;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.perspective.Desk;

/// The ways to choose two runs: two of the list, one and that before it, one and a file. FX thread.
final class CompareActs {
    private static final List<LocalKey> KEYS =
            List.of(LocalKey.COMPARE_BEFORE, LocalKey.COMPARE_CHOSEN, LocalKey.COMPARE_FILE);

    private final Desk desk;
    private final RowTable<EvidenceRow> list;
    private final BiConsumer<String, String> compare;
    private final List<Action> all = new ArrayList<>();
    private final List<Button> buttons = new ArrayList<>();

    /// @param compare told which two files, in any order
    CompareActs(Desk desk, RowTable<EvidenceRow> list, BiConsumer<String, String> compare) {
        this.desk = desk;
        this.list = list;
        this.compare = compare;
        add(LocalKey.COMPARE_BEFORE, this::noneBefore, this::compareBefore);
        add(LocalKey.COMPARE_CHOSEN, this::notTwo, this::compareChosen);
        add(LocalKey.COMPARE_FILE, this::notOne, this::compareFile);
        for (LocalKey key : KEYS) {
            Action action = of(key);
            Button button = Parts.button(action.label(), () -> run(action));
            button.setId(action.id().replace('.', '-'));
            buttons.add(button);
        }
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        list.getSelectionModel().getSelectedItems().subscribe(this::follow);
    }

    private void add(LocalKey key, Supplier<String> hindrance, Runnable act) {
        all.add(
                new Action(
                        key.id(),
                        desk.text("evidence.act." + key.name()),
                        desk.text("shell.perspective.evidence"),
                        "compare run report",
                        List.of(),
                        hindrance,
                        act));
    }

    List<Action> actions() {
        return List.copyOf(all);
    }

    List<Node> nodes() {
        return buttons.stream().<Node>map(Parts::telling).toList();
    }

    /// The menu of the list, above what it has.
    void intoMenu() {
        List<MenuItem> items = new ArrayList<>();
        for (LocalKey key : KEYS) {
            Action action = of(key);
            MenuItem item = new MenuItem(action.label());
            item.setId(action.id().replace('.', '-') + "-item");
            item.setOnAction(event -> run(action));
            list.getContextMenu()
                    .addEventHandler(
                            WindowEvent.WINDOW_SHOWING,
                            event -> item.setDisable(!action.available()));
            items.add(item);
        }
        items.add(new SeparatorMenuItem());
        list.getContextMenu().getItems().addAll(0, items);
    }

    /// Says of each way why it is none now.
    void follow() {
        for (int i = 0; i < KEYS.size(); i++) {
            Parts.hinder(buttons.get(i), of(KEYS.get(i)).hindrance().get());
        }
    }

    private Action of(LocalKey key) {
        return all.stream().filter(each -> each.id().equals(key.id())).findFirst().orElseThrow();
    }

    private static void run(Action action) {
        if (action.available()) {
            action.act().run();
        }
    }

    private void key(KeyEvent event) {
        desk.keys()
                .pressed(KeyScope.EVIDENCE, event)
                .map(this::of)
                .filter(Action::available)
                .ifPresent(
                        action -> {
                            action.act().run();
                            event.consume();
                        });
    }

    private String notTwo() {
        return list.selectedIds().size() == 2 ? "" : desk.text("evidence.hindrance.two");
    }

    private void compareChosen() {
        List<String> two = list.selectedIds();
        compare.accept(two.get(0), two.get(1));
    }

    private String notOne() {
        return list.selectedIds().size() == 1 ? "" : desk.text("evidence.hindrance.one");
    }

    private void compareFile() {
        String one = list.selectedIds().getFirst();
        desk.files()
                .file(
                        desk.text("evidence.compare.file"),
                        desk.text("evidence.verify.kind"),
                        List.of("*.zip"))
                .map(Path::toString)
                .ifPresent(other -> compare.accept(other, one));
    }

    private String noneBefore() {
        if (!notOne().isEmpty()) {
            return notOne();
        }
        return before().isPresent() ? "" : desk.text("evidence.hindrance.first");
    }

    private void compareBefore() {
        String one = list.selectedIds().getFirst();
        before().ifPresent(other -> compare.accept(other, one));
    }

    /// The last run of the same drill before the one that is chosen.
    private Optional<String> before() {
        List<DrillSnapshot.Result> results =
                desk.pulse()
                        .frame()
                        .map(frame -> frame.snapshot().drills().results())
                        .orElse(List.of());
        return results.stream()
                .filter(each -> list.selectedIds().contains(each.evidence()))
                .findFirst()
                .flatMap(
                        chosen ->
                                results.stream()
                                        .filter(each -> !each.evidence().isEmpty())
                                        .filter(each -> each.name().equals(chosen.name()))
                                        .filter(
                                                each ->
                                                        each.startedAt()
                                                                .isBefore(chosen.startedAt()))
                                        .max(Comparator.comparing(DrillSnapshot.Result::startedAt)))
                .map(DrillSnapshot.Result::evidence);
    }
}
