package org.fieldproof.engine.project;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.api.tag.TagTemplate;
import org.jspecify.annotations.Nullable;

/// The tag tables and templates of a project, each read once: their faults are problems of the
/// project, and their bytes count in its content hash. Confined to the reading thread.
final class TagFiles {
    private final @Nullable Path folder;
    private final Map<Path, byte[]> inMemory;
    private final Problems problems;
    private final Map<String, Optional<TagTable>> tables = new HashMap<>();
    private final Map<String, Optional<TagTemplate>> templates = new HashMap<>();

    /// What is both a table and a template is read once.
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /// @param folder of the project; null where there is none, as for defaults
    TagFiles(@Nullable Path folder, Problems problems) {
        this(folder, Map.of(), problems);
    }

    /// @param inMemory tables and templates by where they lie that are read in place of
    ///     those in the folder
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
        return tables.computeIfAbsent(
                name,
                _ ->
                        bytes(project, name, field, object, "tag table")
                                .flatMap(bytes -> table(name, bytes)));
    }

    private Optional<TagTable> table(String name, byte[] bytes) {
        TagRead read = TagTable.readCsv(name, bytes);
        read.problems().forEach(problems::add);
        return read instanceof TagRead.Refused ? Optional.empty() : Optional.of(read.sound());
    }

    /// The template at a path, unless it cannot be read; what is faulty in it is recorded.
    Optional<TagTemplate> template(String name, Place field, String object) {
        @Nullable Path project = folder;
        if (project == null) {
            return Optional.empty();
        }
        return templates.computeIfAbsent(
                name,
                _ ->
                        bytes(project, name, field, object, "template")
                                .flatMap(bytes -> template(name, bytes)));
    }

    private Optional<TagTemplate> template(String name, byte[] bytes) {
        TagTemplate.Read read = TagTemplate.read(name, bytes);
        read.problems().forEach(problems::add);
        return read.template();
    }

    /// The bytes of everything read by name, in the order in which the project names it.
    Map<String, byte[]> files() {
        return Collections.unmodifiableMap(files);
    }

    /// @param kind in messages
    private Optional<byte[]> bytes(
            Path project, String name, Place field, String object, String kind) {
        byte @Nullable [] before = files.get(name);
        if (before != null) {
            return Optional.of(before);
        }
        try (InputStream in = open(project, name)) {
            byte[] bytes = in.readNBytes(TagTable.FILE_BYTES_MAX + 1);
            files.put(name, bytes);
            return Optional.of(bytes);
        } catch (IOException | java.nio.file.InvalidPathException failure) {
            boolean missing = failure instanceof java.nio.file.NoSuchFileException;
            problems.error(
                    field,
                    "PROJ-0209",
                    object,
                    "The " + kind + " " + name + (missing ? " is not there." : " cannot be read."),
                    "Put it into the project's folder, or correct the path.");
            return Optional.empty();
        }
    }

    private InputStream open(Path project, String name) throws IOException {
        // However the project spells the path.
        Path place = project.resolve(name).normalize();
        byte @Nullable [] bytes = inMemory.get(place);
        return bytes == null ? Files.newInputStream(place) : new ByteArrayInputStream(bytes);
    }
}
