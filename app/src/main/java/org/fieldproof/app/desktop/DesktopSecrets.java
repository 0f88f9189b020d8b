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
import org.fieldproof.app.RunningGateway;
import org.fieldproof.engine.secret.SecretKeeper;

/// The secrets of the gateway that runs in this process. All of it happens on `fp-secrets`, which
/// may wait for the keychain of the system.
final class DesktopSecrets implements SecretDesk {
    private final Supplier<Optional<RunningGateway>> running;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("fp-secrets").daemon(true).factory());

    /// @param running the gateway that runs, if one does; asked on `fp-secrets`
    DesktopSecrets(Supplier<Optional<RunningGateway>> running) {
        this.running = running;
    }

    /// What is done with the secrets of a gateway.
    @FunctionalInterface
    private interface Work {
        Outcome in(SecretKeeper secrets) throws ConnectorException;
    }

    @Override
    public CompletionStage<Outcome> list() {
        return onThread("", secrets -> new Outcome.SecretsListed(secrets.list()));
    }

    @Override
    public CompletionStage<Outcome> store(String name, char[] value, Optional<SecretPlace> to) {
        return withOwn(
                "store secret " + name,
                value,
                (secrets, own) -> new Outcome.Done(secrets.store(name, own, to).name()));
    }

    @Override
    public CompletionStage<Outcome> move(String name, SecretPlace to) {
        return onThread(
                "move secret " + name + " to the " + to.word(),
                secrets -> {
                    secrets.move(name, to);
                    return new Outcome.Done(to.name());
                });
    }

    @Override
    public CompletionStage<Outcome> remove(String name) {
        return onThread(
                "remove secret " + name,
                secrets -> {
                    secrets.remove(name);
                    return new Outcome.Done(name);
                });
    }

    @Override
    public CompletionStage<Outcome> unlock(char[] password) {
        return withOwn(
                "unlock the encrypted secrets",
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
    private CompletionStage<Outcome> withOwn(String act, char[] typed, TypedWork work) {
        char[] own = typed.clone();
        return onThread(act, secrets -> work.in(secrets, own))
                .whenComplete((outcome, failure) -> Arrays.fill(own, '\0'));
    }

    /// @param act for the audit trail, with names and no values; empty where nothing changes
    private CompletionStage<Outcome> onThread(String act, Work work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Optional<RunningGateway> present = running.get();
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
                        Outcome outcome = work.in(present.get().secrets());
                        told(present.get(), act, "done");
                        return outcome;
                    } catch (ConnectorException refused) {
                        told(present.get(), act, "refused: " + refused.problem().code());
                        return new Outcome.Refused(refused.problem());
                    }
                },
                thread);
    }

    private static void told(RunningGateway gateway, String act, String result) {
        if (!act.isEmpty()) {
            gateway.acted("access", act, result);
        }
    }

    void shutDown() {
        thread.shutdown();
    }
}
