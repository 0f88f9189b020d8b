package org.fieldproof.engine.tag;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.project.Problem.Severity;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagDiff;
import org.fieldproof.api.tag.TagMerge;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagRows;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.engine.data.WholeFile;
import org.fieldproof.engine.project.Catalog;
import org.fieldproof.engine.project.InstanceTags;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.project.ProjectReader;

/// The tag tables of a project's folder: imported into, exported, put back. A running gateway has
/// read its tables; it takes a changed one when it is started anew. Any thread, one at a time.
public final class TagTables {
    /// Behind the name of a table: what its last change replaced.
    static final String BEFORE = ".before";

    private static final TagDiff NOTHING = new TagDiff(List.of(), 0);

    private final Path folder;
    private final Catalog catalog;

    /// @param folder of the project, or the `project.yaml` in it
    public TagTables(Path folder, Catalog catalog) {
        this.folder = ProjectReader.folderOf(folder);
        this.catalog = catalog;
    }

    /// What taking a file into a table would do.
    ///
    /// @param table its path in the project, such as `tags/boiler.csv`
    /// @param partial whether faulty lines and conflicts are left out
    public TagChange planImport(String table, Path file, TagMerge mode, boolean partial) {
        if (!Files.isRegularFile(folder.resolve("project.yaml"))) {
            return new TagChange.Refused(NOTHING, ProjectReader.read(folder, catalog).problems());
        }
        try {
            if (isTemplate(table)) {
                return refused(template(table));
            }
            Optional<byte[]> before = bytes(place(table));
            if (before.isEmpty() && mode != TagMerge.CREATE) {
                return refused(noTable(table));
            }
            return plan(table, before, readFile(file), mode, partial);
        } catch (IOException | InvalidPathException e) {
            return refused(unreadable(table, table, e));
        }
    }

    private TagChange plan(
            String table, Optional<byte[]> before, TagRead file, TagMerge mode, boolean partial)
            throws IOException {
        TagRead current =
                before.map(bytes -> TagTable.readCsv(table, bytes))
                        .orElseGet(() -> new TagRead.Complete(TagTable.of(List.of())));
        return switch (mode.plan(current, file, partial)) {
            case TagMerge.Plan.Refused(TagDiff diff, List<Problem> problems) ->
                    new TagChange.Refused(diff, problems);
            case TagMerge.Plan.Possible(TagTable after, TagDiff diff, List<Problem> problems) ->
                    checked(new Step(table, before, after.csv()), diff, problems);
        };
    }

    /// The tags of a table of the project.
    public TagRead read(String table) {
        try {
            return bytes(place(table))
                    .map(bytes -> TagTable.readCsv(table, bytes))
                    .orElseGet(() -> new TagRead.Refused(List.of(noTable(table))));
        } catch (IOException | InvalidPathException e) {
            return new TagRead.Refused(List.of(unreadable(table, table, e)));
        }
    }

    /// The tags of any file, by the form that the end of its name tells.
    public static TagRead readFile(Path file) {
        Optional<TagFormat> format = TagFormat.of(file.toString());
        if (format.isEmpty()) {
            return new TagRead.Refused(List.of(unknownForm(file)));
        }
        try {
            return format.get().read(String.valueOf(file.getFileName()), bytesOf(file));
        } catch (IOException e) {
            return new TagRead.Refused(List.of(unreadable(file, e)));
        }
    }

    /// What putting back what the last change replaced would do; doing it twice changes nothing.
    public TagChange planUndo(String table) {
        try {
            if (isTemplate(table)) {
                return refused(template(table));
            }
            Optional<byte[]> now = bytes(place(table));
            Optional<byte[]> kept = bytes(place(table + BEFORE));
            if (now.isEmpty() || kept.isEmpty()) {
                return refused(nothingKept(table));
            }
            TagDiff diff =
                    TagDiff.between(
                            TagTable.readCsv(table, now.get()).sound(),
                            TagTable.readCsv(table, kept.get()).sound());
            return new TagChange.Possible(diff, List.of(), new Step(table, now, kept.get()));
        } catch (IOException | InvalidPathException e) {
            return refused(unreadable(table, table, e));
        }
    }

    /// Makes a planned change.
    ///
    /// @return why it was not made; then the table is as it was (TIO-1)
    /// @throws IOException if the disk refuses; then the table is as it was, or as planned
    public Optional<Problem> make(TagChange.Possible change) throws IOException {
        Step step = change.step();
        Path place = place(step.table());
        Optional<byte[]> now = bytes(place);
        if (!now.map(bytes -> step.before().filter(b -> Arrays.equals(b, bytes)).isPresent())
                .orElse(step.before().isEmpty())) {
            return Optional.of(changedMeanwhile(step.table()));
        }
        if (now.isPresent() && Arrays.equals(now.get(), step.after())) {
            return Optional.empty();
        }
        Files.createDirectories(place.resolveSibling("."));
        if (now.isPresent()) {
            WholeFile.put(place(step.table() + BEFORE), now.get());
        } else {
            // What an earlier table left is nothing that this one replaced.
            Files.deleteIfExists(place(step.table() + BEFORE));
        }
        WholeFile.put(place, step.after());
        return Optional.empty();
    }

    /// Writes a table to a file that is not there yet.
    ///
    /// @return why it was not written; empty if it was
    public List<Problem> export(String table, Path file) throws IOException {
        if (Files.exists(file)) {
            return List.of(alreadyThere(file));
        }
        TagRead read = read(table);
        if (!(read instanceof TagRead.Refused) && isTemplate(table)) {
            return List.of(template(table));
        }
        return read instanceof TagRead.Complete(TagTable tags)
                ? write(tags, file)
                : read.problems();
    }

    /// What became of writing all tags of a connection.
    ///
    /// @param problems why nothing was written; empty if it was
    /// @param made how many of the tags were made of templates
    public record Exported(List<Problem> problems, int tags, int made) {
        public Exported {
            problems = List.copyOf(problems);
        }

        private static Exported not(List<Problem> problems) {
            return new Exported(problems, 0, 0);
        }
    }

    /// Whether a word names a table, and not a connection.
    public static boolean isTable(String word) {
        return TagFormat.of(word).isPresent() || word.indexOf('/') >= 0;
    }

    /// Writes all tags of a connection to a file that is not there yet: those of its table, of its
    /// list, and those that its instances make, which become plain tags there.
    public Exported exportAll(String connection, Path file) throws IOException {
        if (Files.exists(file)) {
            return Exported.not(List.of(alreadyThere(file)));
        }
        ProjectRead read = ProjectReader.read(folder, catalog);
        if (!(read instanceof ProjectRead.Ready ready)) {
            return Exported.not(read.problems());
        }
        Optional<ConnectorDefinition> found =
                Stream.concat(
                                ready.project().connections().stream(),
                                ready.project().standIns().stream())
                        .filter(each -> each.id().equals(connection))
                        .findFirst()
                        .filter(this::hasTags);
        if (found.isEmpty()) {
            return Exported.not(List.of(noTags(connection)));
        }
        TagSchema.Tags tags = TagSchema.of(found.get().config());
        List<TagDefinition> all = tags.entries().stream().map(TagTable.Entry::tag).toList();
        return new Exported(write(TagTable.of(all), file), all.size(), tags.made().size());
    }

    /// Whether its type takes a table and a list of tags.
    private boolean hasTags(ConnectorDefinition connection) {
        return catalog.source(connection.type())
                .map(type -> type.schema().fields())
                .filter(fields -> fields.containsAll(List.of(TagSchema.TABLE, TagSchema.LIST)))
                .isPresent();
    }

    /// Writes tags to a file, over what is there, in the form that the end of its name tells.
    ///
    /// @return why it was not written; empty if it was
    public static List<Problem> write(TagTable tags, Path file) throws IOException {
        Optional<TagFormat> format = TagFormat.of(file.toString());
        Optional<byte[]> written = format.flatMap(form -> form.write(tags));
        if (written.isEmpty()) {
            return List.of(format.isEmpty() ? unknownForm(file) : noRoom(file));
        }
        if (written.get().length > TagTable.FILE_BYTES_MAX
                || tags.tags().size() > TagTable.TAGS_MAX) {
            // We could not read it again.
            return TagRows.tooLarge(file.toString()).problems();
        }
        WholeFile.put(file, written.get());
        return List.of();
    }

    /// The change, unless the project has an error with it that it does not have now (TIO-2),
    /// wherever that stands: lines move.
    private TagChange checked(Step step, TagDiff diff, List<Problem> leftOut) throws IOException {
        Set<Problem> known = new HashSet<>();
        ProjectReader.read(folder, catalog)
                .problems()
                .forEach(each -> known.add(each.at(Place.NOWHERE)));
        List<Problem> added =
                ProjectReader.readWith(folder, Map.of(place(step.table()), step.after()), catalog)
                        .problems()
                        .stream()
                        .filter(each -> each.severity() == Severity.ERROR)
                        .filter(each -> !known.contains(each.at(Place.NOWHERE)))
                        .toList();
        return added.isEmpty()
                ? new TagChange.Possible(diff, leftOut, step)
                : new TagChange.Refused(diff, added);
    }

    /// Whether instances of the project name a file as their template, by whatever path.
    private boolean isTemplate(String table) throws IOException {
        Path project = folder.resolve("project.yaml");
        if (!Files.isRegularFile(project)) {
            return false;
        }
        Path place = place(table);
        String text = new String(bytesOf(project), StandardCharsets.UTF_8);
        for (String each : InstanceTags.templates(text)) {
            try {
                Path template = folder.resolve(each).normalize();
                if (template.equals(place)
                        || (Files.exists(template)
                                && Files.exists(place)
                                && Files.isSameFile(template, place))) {
                    return true;
                }
            } catch (InvalidPathException _) {
                // It is no file, and so not this one.
            }
        }
        return false;
    }

    /// Where a table lies: a CSV file in the project's folder.
    private Path place(String table) throws IOException {
        Path place = folder.resolve(table).normalize();
        if (!place.startsWith(folder) || TagFormat.of(plain(table)).orElse(null) != TagFormat.CSV) {
            throw new IOException("a table is a .csv file in the project's folder");
        }
        return place;
    }

    private static String plain(String table) {
        return table.endsWith(BEFORE)
                ? table.substring(0, table.length() - BEFORE.length())
                : table;
    }

    /// All of a table: what is cut off could not be put back.
    private static Optional<byte[]> bytes(Path place) throws IOException {
        try {
            byte[] bytes = bytesOf(place);
            if (bytes.length > TagTable.FILE_BYTES_MAX) {
                throw new IOException("it is larger than 32 MiB");
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytesOf(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(TagTable.FILE_BYTES_MAX + 1);
        }
    }

    private static TagChange refused(Problem problem) {
        return new TagChange.Refused(NOTHING, List.of(problem));
    }

    private static Problem unknownForm(Path file) {
        return Problem.error(
                "TAGS-0121",
                "file " + file,
                "Its name does not tell what form it has.",
                "Let it end with one of " + String.join(", ", TagFormat.known()) + ".");
    }

    private static Problem noRoom(Path file) {
        return Problem.error(
                "TAGS-0130",
                "file " + file,
                "A workbook has no room for them: a text is longer than 32,767 characters, or there"
                        + " are more than 200,000 tags, 32 million characters or 128 MiB of"
                        + " cells.",
                "Let the name end with .csv.");
    }

    private static Problem noTable(String table) {
        return Problem.error(
                "TAGS-0122",
                "tag table " + table,
                "The project's folder has no such file.",
                "Correct the path, or begin a new table with create.");
    }

    private static Problem template(String table) {
        return Problem.error(
                "TAGS-0142",
                "file " + table,
                "It is a template of the project and no table: its cells have parameters.",
                "Name a table, or edit the template itself.");
    }

    private static Problem noTags(String connection) {
        return Problem.error(
                "TAGS-0122",
                "connection " + connection,
                "The project has no such connection with tags.",
                "Write the id of one, or the path of a table such as tags/boiler.csv.");
    }

    private static Problem nothingKept(String table) {
        return Problem.error(
                "TAGS-0123",
                "tag table " + table,
                "Nothing is kept that an import replaced.",
                "Look in your version control, or import an earlier file.");
    }

    private static Problem changedMeanwhile(String table) {
        return Problem.error(
                "TAGS-0124",
                "tag table " + table,
                "It was changed since the difference was shown.",
                "Look at the difference again.");
    }

    private static Problem alreadyThere(Path file) {
        return Problem.error(
                "TAGS-0125",
                "file " + file,
                "There is a file of that name.",
                "Name one that is not there yet.");
    }

    private static Problem unreadable(Path file, IOException cause) {
        return Problem.error(
                "TAGS-0126",
                "file " + file,
                cause instanceof NoSuchFileException
                        ? "There is no such file."
                        : "It cannot be read: " + cause.getMessage() + ".",
                "Check the path, and that it is a file that this user may read.");
    }

    private static Problem unreadable(String table, Object file, Exception cause) {
        return Problem.error(
                "TAGS-0126",
                "tag table " + table + ", file " + file,
                "One of them cannot be read: " + cause.getMessage() + ".",
                "Check the paths, and that they are files that this user may read.");
    }
}
