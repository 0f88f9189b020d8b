package org.fieldproof.app.desktop;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftTags;
import org.fieldproof.api.draft.DraftText;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.TagDesk;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.app.RunningGateway;
import org.fieldproof.engine.doctor.DeviceLook;
import org.fieldproof.engine.doctor.DeviceTags;
import org.fieldproof.engine.project.Catalog;
import org.fieldproof.engine.project.InstanceTags;
import org.fieldproof.engine.project.OneConnection;
import org.fieldproof.engine.tag.TagFormat;
import org.fieldproof.engine.tag.TagTables;
import org.jspecify.annotations.Nullable;

/// The tag desk of this machine. One line to one device at most, all of it on `fp-tags`: a device
/// that does not answer keeps nobody waiting but who asks for the next look. Files are read and
/// written elsewhere.
final class DesktopTags implements TagDesk {
    private static final Duration SEEN_LIMIT = Duration.ofSeconds(60);

    private final Catalog catalog;
    private final Executor thread;
    private final Executor files;
    private final Supplier<Optional<Path>> folder;
    private final Supplier<Optional<RunningGateway>> running;

    /// Counts how often somebody has left: what was asked before is not begun after it.
    private final AtomicInteger visit = new AtomicInteger();

    /// Confined to `fp-tags`.
    private @Nullable Line line;

    /// A line to a device.
    ///
    /// @param connection as it was written when it was dialled, without its tags
    private record Line(RunningGateway gateway, Group connection, DeviceLook look) {}

    /// @param files where files are read and written, however long a device lets `thread` wait
    /// @param folder of the open project
    /// @param running what knows this installation's certificates, secrets and stand-ins
    DesktopTags(
            Catalog catalog,
            Executor thread,
            Executor files,
            Supplier<Optional<Path>> folder,
            Supplier<Optional<RunningGateway>> running) {
        this.catalog = catalog;
        this.thread = thread;
        this.files = files;
        this.folder = folder;
        this.running = running;
    }

    @Override
    public boolean offers(String type) {
        return catalog.source(type).filter(SourceFactory::browses).isPresent();
    }

    @Override
    public CompletionStage<Outcome> look(ProjectDraft draft, String connection, String place) {
        PartRef ref = new PartRef(Section.CONNECTIONS, connection);
        return asked(connection, () -> looked(draft, ref, place));
    }

    @Override
    public boolean findsWays(String type) {
        return catalog.source(type).flatMap(SourceFactory::readingFinder).isPresent();
    }

    @Override
    public CompletionStage<Outcome> ways(
            ProjectDraft draft, String connection, String address, BigDecimal shown) {
        PartRef ref = new PartRef(Section.CONNECTIONS, connection);
        return asked(connection, () -> found(draft, ref, address, shown));
    }

    @Override
    public boolean examines(String type) {
        return catalog.source(type).filter(DeviceTags::canAsk).isPresent();
    }

    @Override
    public CompletionStage<Outcome> seen(ProjectDraft draft, String connection, TagTable tags) {
        PartRef ref = new PartRef(Section.CONNECTIONS, connection);
        // For up to a minute, on lines of its own: who looks into a device meanwhile does not wait.
        return CompletableFuture.supplyAsync(
                () -> seen(draft, ref, tags),
                task -> Thread.ofVirtual().name("fp-tags-seen").start(task));
    }

    @Override
    public CompletionStage<Outcome> table(ProjectDraft draft, String connection) {
        return DesktopDrafts.inFolder(
                folder,
                files,
                at ->
                        new Outcome.TagsRead(
                                standing(at, draft, new PartRef(Section.CONNECTIONS, connection))));
    }

    @Override
    public CompletionStage<Outcome> made(ProjectDraft draft, PartRef part) {
        return DesktopDrafts.inFolder(
                folder, files, at -> new Outcome.TagsRead(madeOf(at, draft, part)));
    }

    private static TagRead madeOf(Path at, ProjectDraft draft, PartRef part) {
        return InstanceTags.read(
                at,
                DraftText.write(draft.project(), draft.tail()),
                part.section().field(),
                part.id());
    }

    /// What stands elsewhere than in the list.
    private TagRead standing(Path at, ProjectDraft draft, PartRef ref) {
        TagRead table = tableOf(at, draft, ref);
        TagRead made = madeOf(at, draft, ref);
        boolean none = made.sound().tags().isEmpty() && made.problems().isEmpty();
        if (none || table instanceof TagRead.Refused) {
            return table;
        }
        List<Problem> problems = new ArrayList<>(table.problems());
        problems.addAll(errors(made));
        TagTable all = table.sound().with(made.sound().tags());
        return problems.isEmpty() ? new TagRead.Complete(all) : new TagRead.Partial(all, problems);
    }

    @Override
    public List<String> fileEnds() {
        return TagFormat.known();
    }

    @Override
    public CompletionStage<Outcome> file(Path file) {
        return CompletableFuture.supplyAsync(
                () -> new Outcome.TagsRead(TagTables.readFile(file)), files);
    }

    @Override
    public CompletionStage<Outcome> export(ProjectDraft draft, String connection, Path file) {
        PartRef ref = new PartRef(Section.CONNECTIONS, connection);
        return DesktopDrafts.inFolder(folder, files, at -> exported(at, draft, ref, file));
    }

    private TagRead tableOf(Path at, ProjectDraft draft, PartRef ref) {
        String name = draft.part(ref).map(part -> part.text(TagSchema.TABLE.name())).orElse("");
        return name.isEmpty()
                ? new TagRead.Complete(TagTable.of(List.of()))
                : new TagTables(at, catalog).read(name);
    }

    private Outcome exported(Path at, ProjectDraft draft, PartRef ref, Path file) {
        try {
            if (isOfProject(at, draft, file)) {
                return new Outcome.Refused(ownFile(file));
            }
        } catch (IOException e) {
            return new Outcome.Refused(unwritable(file, e));
        }
        TagRead table = tableOf(at, draft, ref);
        TagRead list = DraftTags.read(draft, ref);
        TagRead made = madeOf(at, draft, ref);
        List<Problem> problems = new ArrayList<>(table.problems());
        problems.addAll(list.problems());
        problems.addAll(errors(made));
        Set<String> names = new HashSet<>();
        table.sound().tags().forEach(tag -> names.add(tag.name()));
        List<TagDefinition> others = new ArrayList<>(list.sound().tags());
        others.addAll(made.sound().tags());
        others.stream()
                .filter(tag -> !names.add(tag.name()))
                .forEach(tag -> problems.add(twice(tag)));
        try {
            if (problems.isEmpty()) {
                problems.addAll(TagTables.write(table.sound().with(others), file));
            }
        } catch (IOException e) {
            problems.add(unwritable(file, e));
        }
        return problems.isEmpty()
                ? new Outcome.Done(file.toString())
                : new Outcome.Refused(problems.getFirst());
    }

    /// A template without members is doubtful, and no hindrance.
    private static List<Problem> errors(TagRead read) {
        return read.problems().stream()
                .filter(each -> each.severity() == Problem.Severity.ERROR)
                .toList();
    }

    /// The table and the templates that a part names.
    private static List<String> filesOf(Group part) {
        List<String> files = new ArrayList<>(List.of(part.text(TagSchema.TABLE.name())));
        if (part.get(TagSchema.INSTANCES.name()).orElse(null) instanceof Items instances) {
            instances.groups().forEach(each -> files.add(each.text(TagSchema.TEMPLATE)));
        }
        return files;
    }

    /// Whether a file is the project file, or a table or template of the draft, by whatever path.
    /// What is not there is not written over.
    private static boolean isOfProject(Path at, ProjectDraft draft, Path file) throws IOException {
        List<String> own = new ArrayList<>(List.of("project.yaml"));
        for (Section section : List.of(Section.CONNECTIONS, Section.STAND_INS)) {
            draft.parts(section).forEach(part -> own.addAll(filesOf(part)));
        }
        for (String each : own) {
            try {
                if (!each.isEmpty() && Files.isSameFile(at.resolve(each), file)) {
                    return true;
                }
            } catch (NoSuchFileException | InvalidPathException _) {
                // The next one.
            }
        }
        return false;
    }

    private CompletionStage<Outcome> asked(String connection, Supplier<Outcome> look) {
        int when = visit.get();
        return CompletableFuture.supplyAsync(
                () -> when == visit.get() ? look.get() : new Outcome.Refused(left(connection)),
                thread);
    }

    @Override
    public void leave() {
        visit.incrementAndGet();
        thread.execute(this::hangUp);
    }

    private Outcome looked(ProjectDraft draft, PartRef ref, String place) {
        Optional<Path> project = folder.get();
        Optional<RunningGateway> gateway = running.get();
        if (project.isEmpty() || gateway.isEmpty()) {
            return DesktopDrafts.nothingRuns();
        }
        Line before = line;
        try {
            return on(gateway.get(), project.get(), draft, ref).under(place, FOUND_MAX);
        } catch (ConnectorException e) {
            // A device ends a line on which nothing was asked for a while.
            boolean kept = before != null && before.equals(line);
            hangUp();
            return kept ? looked(draft, ref, place) : refused(e);
        } catch (RuntimeException e) {
            hangUp();
            throw e;
        }
    }

    private Outcome found(ProjectDraft draft, PartRef ref, String address, BigDecimal shown) {
        Optional<Path> project = folder.get();
        Optional<RunningGateway> gateway = running.get();
        if (project.isEmpty() || gateway.isEmpty()) {
            return DesktopDrafts.nothingRuns();
        }
        hangUp();
        try {
            ConnectorDefinition connection =
                    definition(project.get(), withoutTags(draft, ref), ref);
            return new Outcome.WaysFound(gateway.get().ways(connection, address, shown));
        } catch (ConnectorException e) {
            return new Outcome.Refused(e.problem());
        }
    }

    private Outcome seen(ProjectDraft draft, PartRef ref, TagTable tags) {
        Optional<Path> project = folder.get();
        Optional<RunningGateway> gateway = running.get();
        if (project.isEmpty() || gateway.isEmpty()) {
            return DesktopDrafts.nothingRuns();
        }
        try {
            ConnectorDefinition connection =
                    definition(project.get(), withoutTags(draft, ref), ref);
            DeviceTags.Seen seen = gateway.get().tags(connection, tags, SEEN_LIMIT);
            return new Outcome.TagsSeen(seen.tags(), seen.notAsked());
        } catch (ConnectorException e) {
            return new Outcome.Refused(e.problem());
        }
    }

    private static Outcome refused(ConnectorException why) {
        return why.consent()
                .<Outcome>map(consent -> new Outcome.ConsentNeeded(why.problem(), consent))
                .orElseGet(() -> new Outcome.Refused(why.problem()));
    }

    private DeviceLook on(RunningGateway gateway, Path project, ProjectDraft draft, PartRef ref)
            throws ConnectorException {
        ProjectDraft without = withoutTags(draft, ref);
        Group connection = without.part(ref).orElseThrow(() -> new ConnectorException(gone(ref)));
        Line present = line;
        if (present != null
                && present.gateway == gateway
                && present.connection.equals(connection)) {
            return present.look;
        }
        hangUp();
        DeviceLook look = gateway.look(definition(project, without, ref));
        line = new Line(gateway, connection, look);
        return look;
    }

    private ConnectorDefinition definition(Path project, ProjectDraft draft, PartRef ref)
            throws ConnectorException {
        OneConnection read =
                OneConnection.read(
                        project, DraftText.write(draft.project(), draft.tail()), ref.id(), catalog);
        return read.connection()
                .orElseThrow(
                        () ->
                                new ConnectorException(
                                        read.problems().stream()
                                                .findFirst()
                                                .orElseGet(() -> gone(ref))));
    }

    /// As a line is known by: with other tags it is the same line to the same device.
    private static ProjectDraft withoutTags(ProjectDraft draft, PartRef ref) {
        ProjectDraft without = draft;
        for (Field field : TagSchema.FIELDS) {
            without = DraftEdits.set(without, ref, FieldPath.PART.then(field.name()), null);
        }
        return without;
    }

    private void hangUp() {
        Line present = line;
        line = null;
        if (present != null) {
            present.look.close();
        }
    }

    private static Problem left(String connection) {
        return Problem.error(
                "APP-0926",
                "connection " + connection,
                "The look was given up before it had begun.",
                "Look again.");
    }

    private static Problem twice(TagDefinition tag) {
        return Problem.error(
                "TAGS-0109",
                "tag " + tag.name(),
                "The name stands in two of table, list and templates.",
                "Give each tag of a connection a name of its own.");
    }

    private static Problem ownFile(Path file) {
        return Problem.error(
                "TAGS-0131",
                "file " + file,
                "It belongs to the project, which the export would write over.",
                "Choose another name.");
    }

    private static Problem unwritable(Path file, IOException cause) {
        return Problem.error(
                "TAGS-0127",
                "file " + file,
                "It cannot be written: " + cause.getMessage() + ".",
                "Check space and permissions there.");
    }

    private static Problem gone(PartRef ref) {
        return Problem.error(
                "APP-0925",
                "connection " + ref.id(),
                "The draft has no such connection.",
                "Choose one of the draft's.");
    }
}
