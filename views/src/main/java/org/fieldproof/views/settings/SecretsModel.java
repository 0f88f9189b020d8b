package org.fieldproof.views.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.secret.SecretDesk;
import org.fieldproof.api.secret.SecretPlace;
import org.fieldproof.api.secret.SecretsSeen;
import org.fieldproof.api.secret.SecretsSeen.EncryptedFile;
import org.fieldproof.views.perspective.Desk;

/// Where secrets live, and what is under way with them. Needs no toolkit; confined to the FX
/// thread.
final class SecretsModel {

    private final Desk desk;
    private final SecretDesk secrets;
    private final Runnable changed;
    private Optional<SecretsSeen> seen = Optional.empty();
    private Optional<Problem> refused = Optional.empty();
    private boolean busy;

    /// @param changed told when there is something else to show
    SecretsModel(Desk desk, Runnable changed) {
        this.desk = desk;
        this.secrets = desk.workspace().secrets();
        this.changed = changed;
    }

    boolean busy() {
        return busy;
    }

    /// Why the last thing could not be done, and why the encrypted file is not of use.
    List<Problem> problems() {
        return Stream.concat(refused.stream(), seen.flatMap(SecretsSeen::unopened).stream())
                .distinct()
                .toList();
    }

    boolean lists(String name) {
        return secrets().stream().anyMatch(each -> each.name().equals(name));
    }

    /// Whether there is no encrypted file yet, so that the first password makes it.
    boolean makesFile() {
        return seen.map(each -> each.file() == EncryptedFile.ABSENT).orElse(false);
    }

    List<SecretsSeen.Kept> secrets() {
        return seen.map(SecretsSeen::secrets).orElse(List.of());
    }

    /// Whether a password would be of use.
    boolean wantsPassword() {
        return seen.map(each -> each.file() != EncryptedFile.OPEN).orElse(false);
    }

    /// What can be said of the two places.
    String places() {
        return seen.map(
                        each ->
                                each.keychain()
                                                .map(Problem::message)
                                                .orElse(desk.text("settings.secrets.keychain"))
                                        + " "
                                        + desk.text("settings.secrets.file." + each.file()))
                .orElse("");
    }

    String where(SecretsSeen.Kept secret) {
        return secret.places().stream()
                .map(place -> desk.text("settings.secrets.place." + place))
                .collect(Collectors.joining(", "));
    }

    /// Whether it can be moved there: it lies somewhere else that we may take it away from.
    boolean movable(SecretsSeen.Kept secret, SecretPlace to) {
        return secret.places().stream()
                .anyMatch(place -> place != SecretPlace.ENVIRONMENT && place != to);
    }

    void look() {
        refused = Optional.empty();
        list();
    }

    private void list() {
        busy = true;
        changed.run();
        desk.commands()
                .ask(
                        secrets.list(),
                        outcome -> {
                            busy = false;
                            switch (outcome) {
                                case Outcome.SecretsListed(SecretsSeen now) ->
                                        seen = Optional.of(now);
                                case Outcome.Refused(Problem why) -> {
                                    seen = Optional.empty();
                                    refused = Optional.of(why);
                                }
                                default -> {}
                            }
                            changed.run();
                        });
    }

    void store(String name, char[] value) {
        CompletionStage<Outcome> stored = secrets.store(name, value, Optional.empty());
        Arrays.fill(value, '\0');
        does(stored, "settings.secrets.stored", name);
    }

    void remove(String name) {
        does(secrets.remove(name), "settings.secrets.removed", name);
    }

    void move(String name, SecretPlace to) {
        does(secrets.move(name, to), "settings.secrets.moved", name);
    }

    void unlock(char[] password) {
        CompletionStage<Outcome> unlocked = secrets.unlock(password);
        Arrays.fill(password, '\0');
        does(unlocked, "settings.secrets.unlocked", "");
    }

    private void does(CompletionStage<Outcome> request, String told, String name) {
        refused = Optional.empty();
        busy = true;
        changed.run();
        desk.commands()
                .ask(
                        request,
                        outcome -> {
                            if (outcome instanceof Outcome.Refused(Problem why)) {
                                refused = Optional.of(why);
                            } else {
                                desk.toasts().show(desk.text(told, name, placeOf(outcome)));
                            }
                            list();
                        });
    }

    private String placeOf(Outcome outcome) {
        return outcome instanceof Outcome.Done(String done)
                ? List.of(SecretPlace.values()).stream()
                        .filter(each -> each.name().equals(done))
                        .map(each -> desk.text("settings.secrets.place." + each))
                        .findFirst()
                        .orElse("")
                : "";
    }
}
