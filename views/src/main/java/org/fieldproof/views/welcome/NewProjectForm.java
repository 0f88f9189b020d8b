package org.fieldproof.views.welcome;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;

/// Names a new project and says where it will be. Enter makes it.
final class NewProjectForm extends VBox {
    private final Desk desk;
    private final BiConsumer<Path, String> create;
    private final TextField name = new TextField();
    private final Label where = Parts.prose("", "fp-muted", "fp-small");
    private final Button make;
    private Optional<Path> chosen = Optional.empty();

    NewProjectForm(Desk desk, BiConsumer<Path, String> create) {
        this.desk = desk;
        this.create = create;
        setSpacing(6);
        name.setId("new-project-name");
        name.setPromptText(desk.text("welcome.name.prompt"));
        name.setAccessibleText(desk.text("welcome.name.label"));
        name.textProperty().addListener((property, was, is) -> show());
        name.setOnAction(event -> make());
        make = Parts.button(desk.text("welcome.make.button"), this::make, "fp-primary");
        make.setId("new-project-make");
        getChildren()
                .addAll(
                        Parts.label(desk.text("welcome.name.label"), "fp-section"),
                        Parts.row(
                                name,
                                Parts.telling(make),
                                Parts.button(desk.text("welcome.place.button"), this::choose)),
                        where);
        close();
    }

    void open() {
        setVisible(true);
        setManaged(true);
        name.clear();
        chosen = Optional.empty();
        show();
        name.requestFocus();
    }

    void close() {
        setVisible(false);
        setManaged(false);
    }

    /// The name as ids are written.
    private String id() {
        String plain = name.getText().strip().toLowerCase(Locale.ROOT);
        return plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    }

    private Path folder() {
        return chosen.map(folder -> folder.resolve(id()))
                .orElseGet(() -> desk.workspace().folderFor(id()));
    }

    private void show() {
        boolean named = !id().isEmpty();
        Parts.hinder(make, named ? "" : desk.text("welcome.make.unnamed"));
        where.setText(
                named ? desk.text("welcome.place.text", folder()) : desk.text("welcome.name.help"));
    }

    private void choose() {
        chosen = desk.files().folder(desk.text("welcome.place.title"));
        show();
    }

    private void make() {
        if (!id().isEmpty()) {
            create.accept(folder(), id());
        }
    }
}
