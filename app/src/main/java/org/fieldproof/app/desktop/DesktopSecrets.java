package org.fieldproof.app.desktop;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.secret.SecretDesk;
import org.fieldproof.api.secret.SecretPlace;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.engine.secret.SecretKeeper;

/// The secrets of the gateway that runs in this process. All of it happens on `fp-secrets`, which
/// may wait for the keychain of the system.
final class DesktopSecrets implements SecretDesk {
    private final Supplier<Optional<SecretKeeper>> keeper;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("fp-secrets").daemon(true).factory());

    /// @param keeper that of the gateway that runs, if one does; asked on `fp-secrets`
    DesktopSecrets(Supplier<Optional<SecretKeeper>> keeper) {
        this.keeper = keeper;
    }

    /// What is done with the secrets of a gateway.
    @FunctionalInterface
    private interface Work {
        Outcome in(SecretKeeper secrets) throws ConnectorException;
    }

    @Override
    public CompletionStage<Outcome> list() {
        return onThread(secrets -> new Outcome.SecretsListed(secrets.list()));
    }

    @Override
    public CompletionStage<Outcome> store(String name, char[] value, Optional<SecretPlace> to) {
        return withOwn(
                value, (secrets, own) -> new Outcome.Done(secrets.store(name, own, to).name()));
    }

    @Override
    public CompletionStage<Outcome> move(String name, SecretPlace to) {
        return onThread(
                secrets -> {
                    secrets.move(name, to);
                    return new Outcome.Done(to.name());
                });
    }

    @Override
    public CompletionStage<Outcome> remove(String name) {
        return onThread(
                secrets -> {
                    secrets.remove(name);
                    return new Outcome.Done(name);
                });
    }

    @Override
    public CompletionStage<Outcome> unlock(char[] password) {
        return withOwn(
                password,
                (secrets, own) -> {
                    secrets.unlock(own);
                    return new Outcome.Done("open");
                });
    }

    /// What is done with something secret that was typed.
    @FunctionalInterface
    private interface TypedWork {
        Outcome in(SecretKeeper secrets, char[] own) throws ConnectorException;
    }

    /// Wipes its copy also where there is nothing to do it with.
    private CompletionStage<Outcome> withOwn(char[] typed, TypedWork work) {
        char[] own = typed.clone();
        return onThread(secrets -> work.in(secrets, own))
                .whenComplete((outcome, failure) -> Arrays.fill(own, '\0'));
    }

    private CompletionStage<Outcome> onThread(Work work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Optional<SecretKeeper> present = keeper.get();
                    if (present.isEmpty()) {
                        return new Outcome.Refused(
                                Problem.error(
                                        "APP-0922",
                                        "secrets",
                                        "No gateway runs, so there is no data directory to keep"
                                                + " them in.",
                                        "Open a project, or use 'fieldproof secret'."));
                    }
                    try {
                        return work.in(present.get());
                    } catch (ConnectorException refused) {
                        return new Outcome.Refused(refused.problem());
                    }
                },
                thread);
    }

    void shutDown() {
        thread.shutdown();
    }
}
