package org.fieldproof.engine.project;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagTable;
import org.jspecify.annotations.Nullable;

/// The tag tables of a project, each read once: their faults are problems of the project, and
/// their bytes count in its content hash. Confined to the reading thread.
final class TagFiles {
    private final @Nullable Path folder;
    private final Map<Path, byte[]> inMemory;
    private final Problems problems;
    private final Map<String, Optional<TagFile>> files = new LinkedHashMap<>();

    /// A table and its bytes as on disk.
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    record TagFile(String name, byte[] bytes, TagTable table) {}

    /// @param folder of the project; null where there is none, as for defaults
    TagFiles(@Nullable Path folder, Problems problems) {
        this(folder, Map.of(), problems);
    }

    /// @param inMemory tables by where they lie that are read in place of those in the folder
    TagFiles(@Nullable Path folder, Map<Path, byte[]> inMemory, Problems problems) {
        this.folder = folder;
        this.inMemory = inMemory;
        this.problems = problems;
    }

    /// The table at a path, unless the file cannot be read; faulty lines are recorded and left out.
    Optional<TagTable> table(String name, Place field, String object) {
        @Nullable Path project = folder;
        if (project == null) {
            return Optional.empty();
        }
        Optional<TagFile> known =
                files.computeIfAbsent(name, _ -> read(project, name, field, object));
        return known.map(TagFile::table);
    }

    /// Everything read, in the order in which the project names it.
    Collection<TagFile> files() {
        return files.values().stream().flatMap(Optional::stream).toList();
    }

    private Optional<TagFile> read(Path project, String name, Place field, String object) {
        byte[] bytes;
        try (InputStream in = open(project, name)) {
            bytes = in.readNBytes(TagTable.FILE_BYTES_MAX + 1);
        } catch (IOException | java.nio.file.InvalidPathException failure) {
            boolean missing = failure instanceof java.nio.file.NoSuchFileException;
            problems.error(
                    field,
                    "PROJ-0209",
                    object,
                    "The tag table " + name + (missing ? " is not there." : " cannot be read."),
                    "Put it into the project's folder, or correct the path.");
            return Optional.empty();
        }
        TagRead read = TagTable.readCsv(name, bytes);
        read.problems().forEach(problems::add);
        return switch (read) {
            case TagRead.Complete(TagTable table) -> Optional.of(new TagFile(name, bytes, table));
            case TagRead.Partial(TagTable sound, var _) ->
                    Optional.of(new TagFile(name, bytes, sound));
            case TagRead.Refused _ -> Optional.empty();
        };
    }

    private InputStream open(Path project, String name) throws IOException {
        // However the project spells the path.
        Path place = project.resolve(name).normalize();
        byte @Nullable [] bytes = inMemory.get(place);
        return bytes == null ? Files.newInputStream(place) : new ByteArrayInputStream(bytes);
    }
}
