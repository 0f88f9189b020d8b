package org.fieldproof.views.settings;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.secret.SecretPlace;
import org.fieldproof.api.secret.SecretsSeen;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ProblemCard;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.perspective.Desk;

/// Where each secret lives, and its ways from one place to another. A value that is typed goes to
/// its place and is not kept here. FX thread.
final class SecretsCard extends VBox {
    private static final double TABLE_HEIGHT = 150;

    private final Desk desk;
    private final SecretsModel model;
    private final RowTable<SecretsSeen.Kept> table;
    private final Label places = Parts.prose("", "fp-muted");
    private final VBox wrong = new VBox();
    private final TextField name = new TextField();
    private final PasswordField value = new PasswordField();
    private final PasswordField password = new PasswordField();
    private final PasswordField again = new PasswordField();
    private final AskRow ask;
    private final Button store;
    private final Button unlock;
    private final Button toKeychain;
    private final Button toFile;
    private final Button remove;
    private final HBox opening;

    /// @param reveal brings a part of it into sight
    SecretsCard(Desk desk, Consumer<Node> reveal) {
        this.desk = desk;
        setSpacing(8);
        model = new SecretsModel(desk, this::render);
        table =
                new RowTable<>(SecretsSeen.Kept::name, desk.text("settings.secrets.none"))
                        .mono(
                                desk.text("settings.secrets.column.name"),
                                150,
                                SecretsSeen.Kept::name)
                        .named("name")
                        .text(desk.text("settings.secrets.column.where"), 240, model::where)
                        .named("where");
        table.setId("secrets-table");
        table.setPrefHeight(TABLE_HEIGHT);
        // Each act is one on a single secret.
        table.getSelectionModel().setSelectionMode(SelectionMode.SINGLE);
        table.getSelectionModel().selectedItemProperty().addListener((p, was, is) -> chosen());
        toKeychain = move("secrets-to-keychain", SecretPlace.KEYCHAIN);
        toFile = move("secrets-to-file", SecretPlace.ENCRYPTED_FILE);
        remove = Parts.button(desk.text("settings.secrets.remove"), this::remove);
        remove.setId("secrets-remove");
        ask =
                new AskRow(
                        "secrets", desk.text("settings.secrets.keep"), () -> reveal.accept(remove));
        store = Parts.button(desk.text("settings.secrets.store"), this::store);
        store.setId("secrets-store");
        unlock = Parts.button(desk.text("settings.secrets.unlock"), this::unlock);
        unlock.setId("secrets-unlock");
        field(name, "name");
        field(value, "value");
        field(password, "password");
        field(again, "again");
        value.setOnAction(event -> store());
        password.setOnAction(event -> unlock());
        again.setOnAction(event -> unlock());
        opening = Parts.row(password, again, Parts.telling(unlock));
        getChildren()
                .addAll(
                        places,
                        wrong,
                        desk.filtered(table, "secrets"),
                        Parts.row(
                                Parts.telling(toKeychain),
                                Parts.telling(toFile),
                                Parts.telling(remove)),
                        Parts.row(name, value, Parts.telling(store)),
                        ask,
                        opening);
        sceneProperty()
                .addListener(
                        (property, was, is) -> {
                            forget();
                            if (is != null) {
                                model.look();
                            }
                        });
    }

    private Button move(String id, SecretPlace to) {
        Button button =
                Parts.button(
                        desk.text("settings.secrets.to." + to),
                        () -> table.selectedId().ifPresent(chosen -> model.move(chosen, to)));
        button.setId(id);
        return button;
    }

    private void field(TextField field, String key) {
        field.setId("secrets-" + key);
        field.setPromptText(desk.text("settings.secrets." + key));
        field.setAccessibleText(desk.text("settings.secrets." + key));
        field.setMinWidth(90);
        HBox.setHgrow(field, Priority.ALWAYS);
        field.textProperty().addListener((property, was, is) -> chosen());
    }

    private void store() {
        if (store.isDisabled()) {
            return;
        }
        String named = typedName();
        if (model.lists(named)) {
            ask.ask(
                    desk.text("settings.secrets.replace.ask", named),
                    desk.text("settings.secrets.replace"),
                    this::storeNow);
        } else {
            storeNow();
        }
    }

    private void storeNow() {
        model.store(typedName(), value.getText().toCharArray());
        value.clear();
    }

    private String typedName() {
        return name.getText().strip();
    }

    private void remove() {
        table.selectedId()
                .ifPresent(
                        chosen ->
                                ask.ask(
                                        desk.text("settings.secrets.remove.ask", chosen),
                                        desk.text("settings.secrets.remove"),
                                        () -> model.remove(chosen)));
    }

    private void unlock() {
        if (!unlock.isDisabled()) {
            model.unlock(password.getText().toCharArray());
            password.clear();
            again.clear();
        }
    }

    private void forget() {
        value.clear();
        password.clear();
        again.clear();
    }

    private void render() {
        places.setText(model.places());
        shown(places, !model.places().isEmpty());
        wrong.getChildren().setAll(model.problems().stream().map(ProblemCard::new).toList());
        table.update(model.secrets());
        shown(opening, model.wantsPassword());
        shown(again, model.makesFile());
        unlock.setText(
                desk.text(
                        model.makesFile() ? "settings.secrets.create" : "settings.secrets.unlock"));
        chosen();
    }

    /// What can be done with what is selected and typed.
    private void chosen() {
        // What is asked may not be about what is there now.
        ask.close();
        Optional<SecretsSeen.Kept> secret = table.selected();
        String unchosen = secret.isEmpty() ? "unchosen" : "";
        hinder(toKeychain, disabled(secret, SecretPlace.KEYCHAIN), unchosen, "there");
        hinder(toFile, disabled(secret, SecretPlace.ENCRYPTED_FILE), unchosen, "there");
        hinder(store, name.getText().isBlank() || value.getText().isEmpty(), "", "untyped");
        store.setText(
                desk.text(
                        model.lists(typedName())
                                ? "settings.secrets.replace"
                                : "settings.secrets.store"));
        hinder(remove, secret.isEmpty(), "", "unchosen");
        boolean agree = !model.makesFile() || password.getText().equals(again.getText());
        hinder(unlock, !agree, "", "unlike");
        if (agree) {
            hinder(unlock, password.getText().isEmpty(), "", "noPassword");
        }
    }

    private void hinder(Button button, boolean off, String first, String otherwise) {
        String why = model.busy() ? "busy" : !off ? "" : first.isEmpty() ? otherwise : first;
        Parts.hinder(button, why.isEmpty() ? "" : desk.text("settings.secrets.off." + why));
    }

    private boolean disabled(Optional<SecretsSeen.Kept> secret, SecretPlace to) {
        return model.busy() || !secret.map(each -> model.movable(each, to)).orElse(false);
    }

    private static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
