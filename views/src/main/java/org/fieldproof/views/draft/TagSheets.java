package org.fieldproof.views.draft;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.tags.TagImport;
import org.fieldproof.views.tags.TagPicker;
import org.fieldproof.views.tags.TagSheet;
import org.jspecify.annotations.Nullable;

/// What can be done with all tags of the connection that is chosen: picked in its device, taken
/// from a file, written to one. One sheet lies over the editor at a time. FX thread.
final class TagSheets {
    private final Desk desk;
    private final StackPane over;
    private final Node beside;
    private final Runnable focus;
    private @Nullable TagSheet open;

    /// @param beside what could change the connection meanwhile
    /// @param focus gives it back
    TagSheets(Desk desk, StackPane over, Node beside, Runnable focus) {
        this.desk = desk;
        this.over = over;
        this.beside = beside;
        this.focus = focus;
    }

    boolean isOpen() {
        return open != null;
    }

    /// The draft may have changed: a sheet of a connection that is gone goes, too.
    void refresh() {
        TagSheet sheet = open;
        if (sheet == null) {
            return;
        }
        if (desk.draft().model().draft().part(sheet.connection()).isPresent()) {
            sheet.refresh();
        } else {
            desk.toasts().show(desk.text("tags.toast.gone", sheet.connection().id()));
            sheet.close();
        }
    }

    /// Whether somebody who acts elsewhere is led back to an open sheet.
    boolean leadsBack() {
        TagSheet sheet = open;
        if (sheet != null) {
            desk.toasts().show(desk.text("tags.toast.open"));
            sheet.takeFocus();
        }
        return sheet != null;
    }

    void run(EditorAct act, Optional<PartRef> chosen) {
        boolean picks = act == EditorAct.PICK_TAGS;
        Optional<PartRef> connection =
                chosen.filter(picks ? desk.draft()::picksTags : desk.draft()::hasTags);
        if (connection.isEmpty()) {
            desk.toasts().show(desk.text(picks ? "tags.toast.none" : "tags.toast.noTags"));
        } else if (picks) {
            hold(TagPicker.open(desk, connection.get(), over, this::closed));
        } else if (act == EditorAct.IMPORT_TAGS) {
            take(connection.get());
        } else {
            give(connection.get());
        }
    }

    private void take(PartRef connection) {
        List<String> patterns =
                desk.draft().desk().tags().fileEnds().stream().map(end -> "*" + end).toList();
        desk.files()
                .file(desk.text("tags.import.choose"), desk.text("tags.import.kind"), patterns)
                .ifPresent(
                        file -> hold(TagImport.open(desk, connection, file, over, this::closed)));
    }

    private void give(PartRef connection) {
        Optional<Path> file =
                desk.files().save(desk.text("tags.export.choose"), connection.id() + ".csv");
        file.ifPresent(to -> desk.draft().exportTags(connection.id(), to, this::told));
    }

    private void told(Outcome outcome) {
        switch (outcome) {
            case Outcome.Done(String file) ->
                    desk.toasts().show(desk.text("export.file.done", file));
            case Outcome.Refused(var why) -> desk.toasts().problem(why);
            default -> throw new IllegalStateException("an export answers " + outcome);
        }
    }

    private void hold(TagSheet sheet) {
        open = sheet;
        // What is chosen can be changed in the inspector, which lies beside.
        beside.setDisable(true);
    }

    private void closed() {
        open = null;
        beside.setDisable(false);
        focus.run();
    }
}
