package org.fieldproof.views.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.fieldproof.api.Gateway;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.perspective.Desk;

/// The messages of the wire that was clicked last, and beside them those of one that is pinned; of
/// one gateway. FX thread.
final class WirePanels extends HBox {
    private final Desk desk;
    private final Runnable closed;
    private List<WirePanel> panels = List.of();
    private Optional<Gateway> gateway = Optional.empty();

    /// @param closed told when one of them has gone
    WirePanels(Desk desk, Runnable closed) {
        super(10);
        this.desk = desk;
        this.closed = closed;
        setMinWidth(0);
    }

    /// Shows the messages of a wire, in the place of those that are not pinned.
    void open(PipelineWire wire) {
        gateway = desk.workspace().gateway();
        if (panels.stream().anyMatch(panel -> panel.isPinned() && panel.isOf(wire))) {
            return;
        }
        WirePanel panel =
                panels.stream()
                        .filter(each -> !each.isPinned())
                        .reduce((_, last) -> last)
                        .orElseGet(this::panel);
        keep(each -> each.isPinned() || each.equals(panel));
        if (!panels.contains(panel)) {
            List<WirePanel> more = new ArrayList<>(panels);
            more.add(panel);
            lay(more);
        }
        panel.open(wire);
    }

    private WirePanel panel() {
        WirePanel[] made = new WirePanel[1];
        made[0] = new WirePanel(desk, () -> close(made[0]), () -> pin(made[0]));
        HBox.setHgrow(made[0], Priority.ALWAYS);
        return made[0];
    }

    private void close(WirePanel panel) {
        keep(each -> !each.equals(panel));
        closed.run();
    }

    /// Keeps one there, or lets it go with the next wire; there is room for one at a time.
    private void pin(WirePanel panel) {
        panels.stream().filter(each -> !each.equals(panel)).forEach(each -> each.showPinned(false));
    }

    private void keep(Predicate<WirePanel> wanted) {
        panels.stream().filter(wanted.negate()).forEach(WirePanel::stop);
        lay(panels.stream().filter(wanted).toList());
    }

    private void lay(List<WirePanel> next) {
        panels = List.copyOf(next);
        if (!panels.equals(getChildren())) {
            getChildren().setAll(panels);
            panels.forEach(panel -> panel.share(panels.size() > 1));
        }
    }

    /// Closes what is not pinned.
    void closeCurrent() {
        keep(WirePanel::isPinned);
    }

    /// Closes everything.
    void closeAll() {
        keep(_ -> false);
    }

    boolean isEmpty() {
        return panels.isEmpty();
    }

    boolean hasCurrent() {
        return panels.stream().anyMatch(panel -> !panel.isPinned());
    }

    void show(Frame frame) {
        if (!panels.isEmpty() && !desk.workspace().gateway().equals(gateway)) {
            closeAll();
            closed.run();
        }
        panels.forEach(panel -> panel.show(frame));
    }
}
