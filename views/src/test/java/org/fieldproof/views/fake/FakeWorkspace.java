package org.fieldproof.views.fake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftDesk;
import org.fieldproof.api.draft.DraftRecovery;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.report.PdfOrder;
import org.fieldproof.api.secret.SecretDesk;
import org.fieldproof.api.support.SupportDesk;

/// A workspace whose only project is the pretended sample. Everything happens at once.
public final class FakeWorkspace implements Workspace {
    /// What was to be written as PDF.
    public final List<PdfOrder> printed = new ArrayList<>();

    public final FakeClock clock = new FakeClock();
    public final FakeGateway gateway = new FakeGateway(clock);
    public final FakeDrafts drafts = new FakeDrafts(this);
    public final FakeRecovery recovery = new FakeRecovery();

    /// Files that somebody had written.
    public final Map<Path, byte[]> saved = new HashMap<>();

    /// What was copied, and whereto.
    public final Map<Path, ProjectDraft> copies = new HashMap<>();

    /// What a copy answers when a test says so.
    public Optional<CompletableFuture<Outcome>> copyLater = Optional.empty();

    /// Why no file can be written; empty if one can.
    public String saveRefusal = "";

    public final FakeSupport support = new FakeSupport();
    public final FakeSecrets secrets = new FakeSecrets();

    /// Of somebody who has been round.
    private final Map<String, String> preferences = new HashMap<>(Map.of("firstSteps", "over"));

    private Status status = new Status(Phase.EMPTY, Optional.empty(), List.of());
    private List<Path> recent = List.of();
    public Optional<Path> shownOutside = Optional.empty();

    /// Addresses that were asked for a newer version.
    public final List<String> updatesAsked = new ArrayList<>();

    /// What such an address answers when a test says so.
    public Optional<CompletableFuture<Outcome>> updateLater = Optional.empty();

    @Override
    public CompletionStage<Outcome> lookForUpdate(String address) {
        updatesAsked.add(address);
        if (updateLater.isPresent()) {
            return updateLater.get();
        }
        return CompletableFuture.completedFuture(
                address.contains("away")
                        ? new Outcome.Refused(
                                Problem.error(
                                        "APP-0931", "updates", "It does not answer.", "Check it."))
                        : new Outcome.UpdateSeen(
                                "0.1.0", "0.2.0", true, "https://intranet.example/fieldproof"));
    }

    @Override
    public Status status() {
        return status;
    }

    @Override
    public Optional<Gateway> gateway() {
        return status.phase() == Phase.OPEN ? Optional.of(gateway) : Optional.empty();
    }

    @Override
    public CompletionStage<Outcome> open(Path project) {
        if (recent.contains(project)) {
            return openSample();
        }
        Problem problem =
                Problem.error(
                        "PROJ-0101",
                        "project " + project,
                        "There is no project.yaml in this folder.",
                        "Choose the folder that holds project.yaml.");
        status = new Status(Phase.FAILED, Optional.of(project), List.of(problem));
        return CompletableFuture.completedFuture(new Outcome.Refused(problem));
    }

    @Override
    public CompletionStage<Outcome> create(Path folder, String name) {
        drafts.openEmpty(name);
        status = new Status(Phase.OPEN, Optional.of(folder), List.of());
        recent = List.of(folder);
        return CompletableFuture.completedFuture(new Outcome.Done("Created."));
    }

    @Override
    public CompletionStage<Outcome> copy(Path folder, String name, ProjectDraft draft) {
        copies.put(folder, draft);
        return copyLater.orElseGet(
                () -> CompletableFuture.completedFuture(new Outcome.Done(folder.toString())));
    }

    @Override
    public Path folderFor(String name) {
        return Path.of("/home/eng/fieldproof-projects", name);
    }

    @Override
    public DraftDesk drafts() {
        return drafts;
    }

    @Override
    public DraftRecovery recovery() {
        return recovery;
    }

    @Override
    public SecretDesk secrets() {
        return secrets;
    }

    @Override
    public SupportDesk support() {
        return support;
    }

    @Override
    public CompletionStage<Outcome> openSample() {
        drafts.openSample();
        Path path = Path.of("/opt/fieldproof/sample-projects/field-demo");
        status = new Status(Phase.OPEN, Optional.of(path), List.of());
        recent = List.of(path);
        return CompletableFuture.completedFuture(new Outcome.Done("The sample plant runs."));
    }

    /// The project that is open is opened once more: for a moment it is not.
    public void opening() {
        status = new Status(Phase.OPENING, status.project(), List.of());
    }

    @Override
    public CompletionStage<Outcome> close() {
        status = new Status(Phase.EMPTY, Optional.empty(), List.of());
        return CompletableFuture.completedFuture(new Outcome.Done("Closed."));
    }

    @Override
    public List<Path> recentProjects() {
        return recent;
    }

    @Override
    public Optional<String> preference(String key) {
        return Optional.ofNullable(preferences.get(key));
    }

    @Override
    public void setPreference(String key, String value) {
        preferences.put(key, value);
    }

    @Override
    public CompletionStage<Outcome> showOutside(Path file) {
        shownOutside = Optional.of(file);
        return CompletableFuture.completedFuture(new Outcome.Done("Shown."));
    }

    @Override
    public CompletionStage<Outcome> print(PdfOrder order) {
        printed.add(order);
        return CompletableFuture.completedFuture(new Outcome.Done(order.to().toString()));
    }

    @Override
    public CompletionStage<Outcome> save(Path file, Supplier<byte[]> content) {
        if (!saveRefusal.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new Outcome.Refused(
                            Problem.error("APP-0921", "file " + file, saveRefusal, "Try again.")));
        }
        saved.put(file, content.get());
        return CompletableFuture.completedFuture(new Outcome.Done(file.toString()));
    }

    @Override
    public List<List<String>> about() {
        return List.of(
                List.of("version", "0.1.0-SNAPSHOT"),
                List.of("java", "25.0.3"),
                List.of("javafx", "26.0.2"),
                List.of("data", "/var/lib/fieldproof/field-demo"));
    }
}
