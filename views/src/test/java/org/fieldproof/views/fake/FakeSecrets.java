package org.fieldproof.views.fake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.secret.SecretDesk;
import org.fieldproof.api.secret.SecretPlace;
import org.fieldproof.api.secret.SecretsSeen;
import org.fieldproof.api.secret.SecretsSeen.EncryptedFile;

/// Secrets of which only the places are remembered, and the last value.
public final class FakeSecrets implements SecretDesk {
    public final Map<String, SecretPlace> places = new TreeMap<>();
    public Optional<Problem> keychain = Optional.empty();
    public EncryptedFile file = EncryptedFile.ABSENT;
    public Optional<Problem> refusal = Optional.empty();
    public Optional<Problem> unopened = Optional.empty();
    public String lastValue = "";

    /// What was handed in last, itself.
    public char[] last = {};

    @Override
    public CompletionStage<Outcome> list() {
        List<SecretsSeen.Kept> kept =
                places.entrySet().stream()
                        .map(each -> new SecretsSeen.Kept(each.getKey(), List.of(each.getValue())))
                        .toList();
        return CompletableFuture.completedFuture(
                new Outcome.SecretsListed(new SecretsSeen(kept, keychain, file, unopened)));
    }

    @Override
    public CompletionStage<Outcome> store(String name, char[] value, Optional<SecretPlace> to) {
        lastValue = new String(value);
        last = value;
        return move(
                name,
                to.orElse(keychain.isEmpty() ? SecretPlace.KEYCHAIN : SecretPlace.ENCRYPTED_FILE));
    }

    @Override
    public CompletionStage<Outcome> move(String name, SecretPlace to) {
        if (refusal.isEmpty()) {
            places.put(name, to);
        }
        return answer(to.name());
    }

    @Override
    public CompletionStage<Outcome> remove(String name) {
        if (refusal.isEmpty()) {
            places.remove(name);
        }
        return answer(name);
    }

    @Override
    public CompletionStage<Outcome> unlock(char[] password) {
        last = password;
        if (refusal.isEmpty()) {
            file = EncryptedFile.OPEN;
        }
        return answer("open");
    }

    private CompletionStage<Outcome> answer(String done) {
        return CompletableFuture.completedFuture(
                refusal.<Outcome>map(Outcome.Refused::new).orElseGet(() -> new Outcome.Done(done)));
    }
}
