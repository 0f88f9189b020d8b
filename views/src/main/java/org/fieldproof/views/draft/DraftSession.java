package org.fieldproof.views.draft;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftDesk;
import org.fieldproof.api.draft.DraftMerge;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.KeptDraft;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.PartType;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.TransformType;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.views.bridge.UiExecutor;
import org.fieldproof.views.i18n.Texts;

/// The draft of the open project with its desk: loads, checks after each change, applies. Lives as
/// long as the window, so that neither a change of language nor a restart of the gateway costs an
/// edit. FX thread.
public final class DraftSession {
    private static final String ANOTHER_RUNS = "PROJ-0401";
    private static final Editor NO_EDITOR = new Editor() {};

    private final Workspace workspace;
    private final UiExecutor ui;
    private final DraftModel model = new DraftModel();
    private final DraftKeeping keeping;
    private List<PartType> types = List.of();
    private List<TransformType> transforms = List.of();
    private Optional<Path> project = Optional.empty();
    private boolean commissioning;
    private List<String> contested = List.of();
    private boolean applying;
    private long askedVersion = -1;
    private boolean checking;
    private Editor editor = NO_EDITOR;
    private Consumer<Problem> refusals = why -> {};
    private int loads;

    /// What the visible editor can do; without one, nothing happens.
    public interface Editor {
        default void refresh() {}

        default void run(EditorAct act) {}
    }

    public DraftSession(Workspace workspace, UiExecutor ui, GatewayClock clock) {
        this.workspace = workspace;
        this.ui = ui;
        keeping = new DraftKeeping(workspace.recovery(), ui, clock);
    }

    public DraftModel model() {
        return model;
    }

    /// What keeps the draft beyond the console, and what it has found.
    public DraftKeeping keeping() {
        return keeping;
    }

    public DraftDesk desk() {
        return workspace.drafts();
    }

    /// Who draws the draft now.
    public void setEditor(Editor next) {
        editor = next;
    }

    /// Who tells a person what was refused without being asked for.
    public void onRefused(Consumer<Problem> listener) {
        refusals = listener;
    }

    public Editor editor() {
        return editor;
    }

    /// What can be added; asked once.
    public List<PartType> types() {
        if (types.isEmpty()) {
            types = workspace.drafts().types();
        }
        return types;
    }

    /// What can be put into a pipeline; asked once.
    public List<TransformType> transforms() {
        if (transforms.isEmpty()) {
            transforms = workspace.drafts().transforms();
        }
        return transforms;
    }

    /// The type of a part as it is written; empty for one that is not known.
    public Optional<PartType> typeOf(PartRef ref) {
        return typeOf(ref, model.part(ref).orElse(Group.EMPTY));
    }

    /// The same for a part as another revision has it.
    Optional<PartType> typeOf(PartRef ref, Group part) {
        String type = part.text("type");
        return types().stream()
                .filter(t -> sameKind(t.section(), ref.section()))
                .filter(t -> ref.section() == Section.PIPELINES || t.type().equals(type))
                .findFirst();
    }

    private static boolean sameKind(Section one, Section other) {
        // A source may stand in either section.
        boolean source = one == Section.CONNECTIONS || one == Section.STAND_INS;
        boolean otherSource = other == Section.CONNECTIONS || other == Section.STAND_INS;
        return one == other || (source && otherSource);
    }

    /// The field by which a part names another one; empty if it has none.
    public String referring(PartRef ref) {
        return typeOf(ref).map(PartType::referring).orElse("");
    }

    /// The workspace went from one phase to another. What is opened once more is read anew, as
    /// what another console has done to it cannot be known.
    public void status(Workspace.Status status) {
        boolean open = status.phase() == Workspace.Phase.OPEN;
        if (!open) {
            forget();
            editor = NO_EDITOR;
        } else if (!project.equals(status.project())) {
            forget();
            project = status.project();
            project.ifPresent(keeping::opened);
            load();
        }
    }

    private void forget() {
        loads++;
        project = Optional.empty();
        commissioning = false;
        keeping.closed();
        model.clear();
    }

    private void load() {
        load(
                (draft, hash) -> {
                    model.load(draft, hash);
                    contested = List.of();
                    // Who has nothing yet has come to build.
                    commissioning |= draft.refs().isEmpty();
                });
    }

    /// Asks what runs; an answer that comes after the project was closed is of no interest.
    private void load(BiConsumer<ProjectDraft, String> take) {
        int mine = ++loads;
        await(
                workspace.drafts().load(),
                outcome -> {
                    if (mine != loads) {
                        return;
                    }
                    if (outcome instanceof Outcome.DraftLoaded(ProjectDraft draft, String hash)) {
                        take.accept(draft, hash);
                        changed();
                    } else if (outcome instanceof Outcome.Refused(Problem why)) {
                        refusals.accept(why);
                    }
                });
    }

    /// Whether the draft may be edited; otherwise the console only observes.
    public boolean isCommissioning() {
        return commissioning && model.isLoaded();
    }

    public void setCommissioning(boolean on) {
        commissioning = on;
        editor.refresh();
    }

    public boolean isApplying() {
        return applying;
    }

    /// Makes an edit, shows it and has it checked.
    ///
    /// @return false if nothing changed
    public boolean edit(String name, String mergeKey, UnaryOperator<ProjectDraft> edit) {
        boolean changed = isCommissioning() && model.edit(name, mergeKey, edit);
        if (changed) {
            changed();
        }
        return changed;
    }

    public boolean edit(String name, UnaryOperator<ProjectDraft> edit) {
        return edit(name, "", edit);
    }

    public void undo() {
        if (model.undo()) {
            changed();
        }
    }

    /// What undo would do now, in words; empty if there is nothing to undo.
    public Optional<String> undoLabel(Texts texts) {
        return named(texts, "shell.action.draft.undo", model.undoName());
    }

    /// The same for redo.
    public Optional<String> redoLabel(Texts texts) {
        return named(texts, "shell.action.draft.redo", model.redoName());
    }

    private static Optional<String> named(Texts texts, String act, Optional<String> step) {
        return step.map(name -> texts.get("shell.step.named", texts.get(act), name));
    }

    /// What takes back the edit that was just made, and nothing that came after it.
    public Runnable undoing() {
        ProjectDraft made = model.draft();
        return () -> {
            if (isCommissioning() && model.draft().equals(made)) {
                undo();
            }
        };
    }

    public void redo() {
        if (model.redo()) {
            changed();
        }
    }

    /// Makes what runs the draft again, as an edit that can be undone.
    public void discard(String name) {
        edit(name, draft -> model.running());
    }

    /// Puts the edits of the draft that is offered onto the present one, as one edit; what others
    /// have changed since it was made stays.
    public void restore(KeptDraft offer, String name) {
        if (model.isLoaded() && keeping.offer().equals(Optional.of(offer))) {
            commissioning = true;
            edit(name, present -> merged(offer).draft());
            keeping.taken(model);
            editor.refresh();
        }
    }

    /// What the present draft would be with the edits of a kept one.
    public DraftMerge.Merged merged(KeptDraft kept) {
        return DraftMerge.of(kept.base(), kept.draft(), model.draft());
    }

    private void changed() {
        keeping.changed(model);
        editor.refresh();
        check();
    }

    /// One check at a time: of what is edited while one is under way, the last is checked after it.
    private void check() {
        long version = model.version();
        if (!model.isLoaded() || checking || askedVersion == version) {
            return;
        }
        askedVersion = version;
        checking = true;
        await(
                workspace.drafts().check(model.draft()),
                outcome -> {
                    checking = false;
                    if (version == model.version()
                            && outcome instanceof Outcome.DraftChecked(var problems, var sound)) {
                        model.checked(version, problems, sound);
                        editor.refresh();
                    }
                    check();
                });
    }

    /// Asks what applying would do.
    public void review(Consumer<Outcome> then) {
        await(workspace.drafts().review(model.draft()), then);
    }

    /// Applies the draft as it is now. If another revision runs than the one it was made from, the
    /// edits are put onto that one, to be reviewed and applied again.
    public void apply(Consumer<Outcome> then) {
        ProjectDraft asked = model.draft();
        applying = true;
        await(
                workspace.drafts().apply(asked, model.hash()),
                outcome -> {
                    applying = false;
                    if (outcome instanceof Outcome.DraftApplied applied) {
                        model.applied(asked, applied.running(), applied.hash());
                        contested = List.of();
                        keeping.changed(model);
                        check();
                    }
                    then.accept(outcome);
                    editor.refresh();
                    if (outcome instanceof Outcome.Refused(Problem why)
                            && why.code().equals(ANOTHER_RUNS)) {
                        refusals.accept(why);
                        load((running, hash) -> contested = model.rebase(running, hash));
                    }
                });
    }

    /// What others have applied meanwhile and this draft changes, too; its version would stand.
    public List<String> contested() {
        return contested;
    }

    /// Whether tags of a part can be picked in its device.
    public boolean picksTags(PartRef ref) {
        return ref.section() == Section.CONNECTIONS
                && typeOf(ref).filter(type -> desk().tags().offers(type.type())).isPresent();
    }

    /// Asks what lies under a place of a drafted connection's device.
    public void look(String connection, String place, Consumer<Outcome> then) {
        await(desk().tags().look(model.draft(), connection, place), then);
    }

    /// Whether a part brings bare registers, whose order can be found by what its device shows.
    public boolean findsWays(PartRef ref) {
        return ref.section() == Section.CONNECTIONS
                && typeOf(ref).filter(type -> desk().tags().findsWays(type.type())).isPresent();
    }

    /// Asks how an address of a drafted connection's device is to be read.
    public void ways(String connection, String address, BigDecimal shown, Consumer<Outcome> then) {
        await(desk().tags().ways(model.draft(), connection, address, shown), then);
    }

    /// Whether a part has a list of tags.
    public boolean hasTags(PartRef ref) {
        return ref.section() == Section.CONNECTIONS
                && typeOf(ref).stream()
                        .flatMap(type -> type.schema().fields().stream())
                        .anyMatch(field -> field.name().equals(TagSchema.LIST.name()));
    }

    /// Asks for the tags of the table that a drafted connection names.
    public void tagTable(String connection, Consumer<Outcome> then) {
        await(desk().tags().table(model.draft(), connection), then);
    }

    /// Asks for the tags that the instances of a drafted part make.
    public void tagsMade(PartRef part, Consumer<Outcome> then) {
        await(desk().tags().made(model.draft(), part), then);
    }

    /// Whether a part's device can be asked for tags that are not there yet.
    public boolean asksForTags(PartRef ref) {
        return ref.section() == Section.CONNECTIONS
                && typeOf(ref).filter(type -> desk().tags().examines(type.type())).isPresent();
    }

    /// Asks what a drafted connection's device has of tags that are not the connection's yet.
    public void tagsSeen(String connection, TagTable tags, Consumer<Outcome> then) {
        await(desk().tags().seen(model.draft(), connection, tags), then);
    }

    /// Asks for the tags of a file.
    public void tagFile(Path file, Consumer<Outcome> then) {
        await(desk().tags().file(file), then);
    }

    /// Asks for a file with all tags of a drafted connection.
    public void exportTags(String connection, Path file, Consumer<Outcome> then) {
        await(desk().tags().export(model.draft(), connection, file), then);
    }

    public void revisions(Consumer<Outcome> then) {
        await(workspace.drafts().revisions(), then);
    }

    /// Makes a kept revision the draft, as one edit.
    public void takeBack(long number, String name, Consumer<Outcome> then) {
        await(
                workspace.drafts().revision(number),
                outcome -> {
                    if (outcome instanceof Outcome.DraftLoaded(ProjectDraft draft, String _)) {
                        edit(name, was -> draft);
                    }
                    then.accept(outcome);
                });
    }

    private void await(
            java.util.concurrent.CompletionStage<Outcome> request, Consumer<Outcome> then) {
        var _ =
                request.exceptionally(DraftSession::broken)
                        .thenAccept(outcome -> ui.run(() -> then.accept(outcome)));
    }

    private static Outcome broken(Throwable failure) {
        return new Outcome.Refused(
                Problem.error(
                        "APP-0912",
                        "console",
                        "The request failed inside: " + failure + ".",
                        "Report it with the journal of the data directory."));
    }
}
