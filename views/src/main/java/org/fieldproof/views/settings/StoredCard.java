package org.fieldproof.views.settings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.StoredPart;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ProblemCard;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.perspective.Desk;

/// What lies on the disk, how much, since when, and how long it stays. Counted when somebody
/// looks. FX thread.
final class StoredCard extends VBox {
    private final Desk desk;
    private final RowTable<StoredPart> table;
    private final Label room = Parts.prose("", "fp-muted", "fp-small");
    private final VBox wrong = new VBox();

    StoredCard(Desk desk) {
        super(8);
        this.desk = desk;
        table =
                new RowTable<StoredPart>(
                                part -> part.kind().name(), desk.text("settings.stored.none"))
                        .text(desk.text("settings.stored.column.what"), 115, this::what)
                        .named("what")
                        .right(
                                desk.text("settings.stored.column.files"),
                                60,
                                part -> desk.figures().count(part.files()))
                        .named("files", Measure.NUMBER)
                        .right(
                                desk.text("settings.stored.column.size"),
                                90,
                                part -> desk.figures().bytes(part.bytes()))
                        .named("size", Measure.BYTES)
                        .text(desk.text("settings.stored.column.oldest"), 150, this::oldest)
                        .named("oldest")
                        .text(desk.text("settings.stored.column.until"), 270, this::until)
                        .named("until");
        table.setId("stored-table");
        table.setPrefHeight(240);
        desk.menu(table, "stored");
        room.setId("stored-room");
        Button again = Parts.button(desk.text("settings.stored.again"), this::look);
        again.setId("stored-again");
        getChildren().addAll(table, Parts.row(again, room), wrong);
        sceneProperty()
                .addListener(
                        (property, was, is) -> {
                            if (is != null) {
                                look();
                            }
                        });
    }

    private String what(StoredPart part) {
        return desk.text("settings.stored.what." + part.kind().name());
    }

    private String until(StoredPart part) {
        return desk.text("settings.stored.until." + part.kind().name());
    }

    /// One file that is written on and on is as old as its last line, which tells nobody anything.
    private String oldest(StoredPart part) {
        Instant oldest = part.oldest();
        return oldest == null || part.files() == 1
                ? ""
                : desk.figures().time(oldest, desk.clock().now());
    }

    /// Where no gateway runs there is nothing to count, which is no fault.
    private void look() {
        desk.commands().ask(new Command.ReadStorage(), this::take);
    }

    private void take(Outcome outcome) {
        boolean runs = desk.workspace().gateway().isPresent();
        Optional<ProblemCard> problem = Optional.empty();
        if (outcome instanceof Outcome.StorageRead(var folder, var parts, long free)) {
            table.update(parts);
            room.setText(desk.text("settings.stored.room", desk.figures().bytes(free), folder));
        } else {
            table.update(List.of());
            room.setText("");
            if (outcome instanceof Outcome.Refused(var why) && runs) {
                problem = Optional.of(new ProblemCard(why));
            }
        }
        wrong.getChildren().setAll(problem.stream().toList());
    }
}
