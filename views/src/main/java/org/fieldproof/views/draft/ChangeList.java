package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.level.CardRef;

/// The list of what changes: the pictures in words. A line that stands in them leads there. FX
/// thread.
final class ChangeList extends VBox {
    private final Consumer<DiffTarget> go;
    private final Map<DiffTarget, Button> lines = new LinkedHashMap<>();
    private Optional<DiffTarget> chosen = Optional.empty();

    /// @param go shows something in the pictures
    ChangeList(Consumer<DiffTarget> go) {
        super(1);
        this.go = go;
        setId("review-changes");
    }

    void clear() {
        getChildren().clear();
        lines.clear();
        chosen = Optional.empty();
    }

    /// Puts something above or below the lines.
    void add(Node remark) {
        getChildren().add(remark);
    }

    void add(List<DiffRow> rows) {
        for (DiffRow row : rows) {
            DiffTarget target = row.target().orElse(null);
            if (target == null || lines.containsKey(target)) {
                getChildren().add(Parts.prose(row.text(), "fp-change"));
            } else {
                Button line = Parts.button(row.text(), () -> press(target), "fp-change");
                line.setWrapText(true);
                line.setMinWidth(0);
                line.setMinHeight(USE_PREF_SIZE);
                line.setMaxWidth(Double.MAX_VALUE);
                lines.put(target, line);
                getChildren().add(line);
            }
        }
    }

    private void press(DiffTarget target) {
        mark(Optional.of(target));
        go.accept(target);
    }

    /// The next line that leads somewhere, or the one before; from the last to the first.
    Optional<Node> walk(int step) {
        List<DiffTarget> all = new ArrayList<>(lines.keySet());
        if (all.isEmpty()) {
            return Optional.empty();
        }
        int at = chosen.map(all::indexOf).orElse(step > 0 ? -1 : 0);
        DiffTarget next = all.get(Math.floorMod(at + step, all.size()));
        press(next);
        return Optional.ofNullable(lines.get(next));
    }

    /// Marks the line of something that was pressed in a picture.
    ///
    /// @param diff tells what is inside a sub-pipeline, whose card stands for all of it
    Optional<Node> choose(Optional<DiffTarget> target, GraphDiff diff) {
        Optional<DiffTarget> line = target.flatMap(of -> line(of, diff));
        mark(line);
        return line.map(lines::get);
    }

    private Optional<DiffTarget> line(DiffTarget of, GraphDiff diff) {
        if (lines.containsKey(of)) {
            return Optional.of(of);
        }
        return of instanceof DiffTarget.OfCard(CardRef.OfSub(String sub))
                ? lines.keySet().stream().filter(each -> diff.isInside(each, sub)).findFirst()
                : Optional.empty();
    }

    private void mark(Optional<DiffTarget> next) {
        chosen = next;
        lines.forEach(
                (target, line) ->
                        Parts.toggle(
                                line, "fp-change-chosen", next.filter(target::equals).isPresent()));
    }
}
