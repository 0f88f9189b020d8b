package org.fieldproof.views.writing;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import org.fieldproof.api.command.Outcome.WritableTag;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;

/// The way from a list to the panel: a button that says why it is off, and the panel. FX thread.
public final class WriteAct {
    private final Desk desk;
    private final Writables writables;
    private final Button button;
    private final WritePanel panel;
    private final Supplier<String> hindrance;
    private final Supplier<List<WritableTag>> chosen;
    private boolean wanted;

    /// The way from a list.
    ///
    /// @param id of the button
    /// @param writables that the list asks for the tags of its rows
    /// @param hindrance why the chosen row cannot be written; empty if it can
    /// @param chosen the tags of the chosen row
    public WriteAct(
            Desk desk,
            String id,
            Writables writables,
            Supplier<String> hindrance,
            Supplier<List<WritableTag>> chosen,
            Runnable closed) {
        this.desk = desk;
        this.writables = writables;
        this.hindrance = hindrance;
        this.chosen = chosen;
        button = Parts.button(desk.text("writing.open.button"), this::open);
        button.setId(id);
        panel = new WritePanel(desk, closed);
    }

    public Button button() {
        return button;
    }

    public WritePanel panel() {
        return panel;
    }

    /// Draws a beat.
    public void show(Frame frame) {
        writables.follow(frame.snapshot());
        hinder();
        panel.show(frame);
        if (writables.isKnown()) {
            panel.follow(writables.all());
        }
        if (wanted && writables.isKnown()) {
            wanted = false;
            ask();
        }
    }

    /// There is another row.
    public void hinder() {
        Parts.hinder(button, hindrance());
    }

    /// Why the chosen row cannot be written; empty if it can.
    public String hindrance() {
        String back = desk.lookingBack();
        if (!back.isEmpty()) {
            return back;
        }
        if (!writables.isKnown()) {
            return desk.text("writing.hindrance.unread");
        }
        if (writables.all().isEmpty()) {
            return desk.text("writing.hindrance.none");
        }
        return chosen.get().isEmpty() ? hindrance.get() : "";
    }

    /// Opens the panel for the chosen row, or says why not.
    public void open() {
        open(panel::open);
    }

    private void open(Consumer<List<WritableTag>> way) {
        String why = hindrance();
        if (why.isEmpty()) {
            way.accept(chosen.get());
        } else {
            desk.toasts().show(why);
        }
    }

    /// The same by a key that is a letter.
    public void openByKey() {
        open(panel::openByKey);
    }

    /// Opens it for the chosen row, or else for all tags that could be written, once they are
    /// known.
    public void reveal() {
        wanted = true;
    }

    private void ask() {
        if (hindrance().isEmpty() || writables.all().isEmpty()) {
            open();
        } else {
            panel.open(writables.all());
        }
    }
}
