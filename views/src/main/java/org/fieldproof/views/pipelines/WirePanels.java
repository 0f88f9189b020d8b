package org.fieldproof.views.pipelines;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.perspective.Desk;

/// The messages of the wire that was clicked last, and beside it those of one that is pinned. FX
/// thread.
final class WirePanels extends HBox {
    private final Desk desk;
    private final Runnable closed;
    private Optional<WirePanel> current = Optional.empty();
    private Optional<WirePanel> pinned = Optional.empty();

    /// @param closed told when one of them is to go
    WirePanels(Desk desk, Runnable closed) {
        super(10);
        this.desk = desk;
        this.closed = closed;
        setMinWidth(0);
    }

    /// Shows the messages of a wire; a pinned one stays beside it.
    void open(PipelineWire wire) {
        if (pinned.filter(panel -> panel.isOf(wire)).isPresent()) {
            return;
        }
        WirePanel panel = current.orElseGet(this::panel);
        current = Optional.of(panel);
        panel.open(wire);
        lay();
    }

    private WirePanel panel() {
        WirePanel[] made = new WirePanel[1];
        made[0] = new WirePanel(desk, () -> close(made[0]), () -> pin(made[0]));
        HBox.setHgrow(made[0], Priority.ALWAYS);
        return made[0];
    }

    private void close(WirePanel panel) {
        panel.stop();
        current = current.filter(each -> !each.equals(panel));
        pinned = pinned.filter(each -> !each.equals(panel));
        lay();
        closed.run();
    }

    /// Keeps one there, or lets it go again; one at a time.
    private void pin(WirePanel panel) {
        if (pinned.filter(panel::equals).isPresent()) {
            pinned = Optional.empty();
            current.ifPresent(WirePanel::stop);
            current = Optional.of(panel);
            panel.showPinned(false);
        } else {
            pinned.ifPresent(WirePanel::stop);
            pinned = Optional.of(panel);
            current = Optional.empty();
            panel.showPinned(true);
        }
        lay();
    }

    private void lay() {
        List<Node> wanted =
                Stream.concat(pinned.stream(), current.stream()).<Node>map(panel -> panel).toList();
        if (!wanted.equals(getChildren())) {
            getChildren().setAll(wanted);
        }
    }

    /// Closes what is not pinned.
    void closeCurrent() {
        current.ifPresent(WirePanel::stop);
        current = Optional.empty();
        lay();
    }

    /// Closes everything.
    void closeAll() {
        pinned.ifPresent(WirePanel::stop);
        pinned = Optional.empty();
        closeCurrent();
    }

    boolean isEmpty() {
        return getChildren().isEmpty();
    }

    boolean hasCurrent() {
        return current.isPresent();
    }

    void show(Frame frame) {
        current.ifPresent(panel -> panel.show(frame));
        pinned.ifPresent(panel -> panel.show(frame));
    }
}
