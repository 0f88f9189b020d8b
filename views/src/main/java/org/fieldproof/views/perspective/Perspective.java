package org.fieldproof.views.perspective;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.place.PerspectiveId;

/// A page of the console. Made when it is first opened, shown frames only while it is visible. All
/// calls on the FX thread.
public interface Perspective {

    PerspectiveId id();

    /// What fills the middle; the same node at every call.
    Node content();

    /// What the inspector at the right shows; without one the middle takes its room.
    default Optional<Node> inspector() {
        return Optional.empty();
    }

    /// Draws a frame.
    void show(Frame frame);

    /// Brings an object to view and selects it: an id as in the snapshot, with its kind before it
    /// (`lane/upstream`, `device/devices/press-01`, `evidence/PATH`).
    default void reveal(String object) {}

    /// Whether it shows what [Desk#held] holds also where that lies back; else it shows what is.
    default boolean looksBack() {
        return false;
    }

    /// Ends what goes on by itself: the project is closed or the window is built anew, and nobody
    /// sees this page again.
    default void close() {}

    /// What can be done here, for the palette.
    default List<Action> actions() {
        return List.of();
    }
}
