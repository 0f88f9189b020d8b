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

/// Names a project that is to be made and says where it will be. Enter makes it. FX thread.
public final class ProjectForm extends VBox {
    private final Desk desk;
    private final BiConsumer<Path, String> create;
    private final TextField name = new TextField();
    private final Label where = Parts.prose("", "fp-muted", "fp-small");
    private final Button make;
    private Optional<Path> chosen = Optional.empty();

    /// @param id of its parts, which begin so
    /// @param label of the button that makes it
    /// @param create told the folder and the project's short name
    public ProjectForm(Desk desk, String id, String label, BiConsumer<Path, String> create) {
        this.desk = desk;
        this.create = create;
        setSpacing(6);
        name.setId(id + "-name");
        name.setPromptText(desk.text("welcome.name.prompt"));
        name.setAccessibleText(desk.text("welcome.name.label"));
        name.textProperty().addListener((property, was, is) -> show());
        name.setOnAction(event -> make());
        make = Parts.button(label, this::make, "fp-primary");
        make.setId(id + "-make");
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

    public void open() {
        setVisible(true);
        setManaged(true);
        name.clear();
        chosen = Optional.empty();
        show();
        name.requestFocus();
    }

    public void close() {
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
