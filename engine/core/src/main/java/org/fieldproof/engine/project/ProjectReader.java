package org.fieldproof.engine.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.fieldproof.api.drill.DrillDefinition;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.project.ProjectDefinition.DestinationDefinition;
import org.fieldproof.api.project.ProjectDefinition.Limits;
import org.fieldproof.api.project.ProjectDefinition.PipelineDefinition;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.jspecify.annotations.Nullable;

/// Reads a project's folder: `project.yaml`, `drills/*.yaml` and the tag tables that they name. All
/// problems at once, or a complete definition; nothing in between (PRJ-1). What is wrong with its
/// tests is told and hinders nobody: a gateway does not need them. Reads files, opens nothing else.
public final class ProjectReader {
    private static final String PROJECT_FILE = "project.yaml";
    private static final int DRILL_FILES_MAX = 200;
    private static final List<String> SECTIONS =
            List.of("standIns", "connections", "pipelines", "destinations");

    private final Catalog catalog;
    private final @Nullable SortedMap<String, String> inMemory;
    private final Problems problems = new Problems();
    private final Problems testProblems = new Problems();
    private final List<YamlText> texts = new ArrayList<>();
    private List<PipelineTest> tests = List.of();
    private Map<String, byte[]> transformFiles = Map.of();
    private final TagFiles tagFiles;

    private ProjectReader(
            Catalog catalog,
            Path folder,
            @Nullable SortedMap<String, String> inMemory,
            Map<Path, byte[]> tables) {
        this.catalog = catalog;
        this.inMemory = inMemory;
        this.tagFiles = new TagFiles(folder, tables, problems);
    }

    /// Reads a project.
    ///
    /// @param project its folder, or the `project.yaml` in it
    public static ProjectRead read(Path project, Catalog catalog) {
        return readWith(project, Map.of(), catalog);
    }

    /// Reads a project as it would be with other tag tables, which are not written yet.
    ///
    /// @param tables bytes by where a table lies, absolute and normal
    public static ProjectRead readWith(Path project, Map<Path, byte[]> tables, Catalog catalog) {
        Path folder = folderOf(project);
        return new ProjectReader(catalog, folder, null, tables).folder(folder);
    }

    /// The folder of a project that is named by its folder or by the `project.yaml` in it; absolute
    /// and normal.
    public static Path folderOf(Path project) {
        Path given = project.toAbsolutePath().normalize();
        Path parent = given.getParent();
        boolean isFile = given.endsWith(PROJECT_FILE) && !Files.isDirectory(given);
        return isFile && parent != null ? parent : given;
    }

    /// Reads a project that is not written yet, as it would be read from the folder. Tag tables are
    /// read from there.
    ///
    /// @param files text by name: `project.yaml`, `drills/<name>.yaml`; others are not looked at
    public static ProjectRead read(Path folder, SortedMap<String, String> files, Catalog catalog) {
        Path absolute = folder.toAbsolutePath().normalize();
        return new ProjectReader(catalog, absolute, files, Map.of()).folder(absolute);
    }

    private ProjectRead folder(Path folder) {
        Optional<YamlNode.Mapping> root = open(folder);
        Optional<ProjectDefinition> project =
                root.isPresent() && versionIsKnown(root.get())
                        ? project(folder, root.get())
                        : Optional.empty();
        if (project.isEmpty() || problems.errors() > 0) {
            return new ProjectRead.Refused(all());
        }
        return new ProjectRead.Ready(project.get(), all(), configurationText(), tests);
    }

    /// Errors before warnings; the project's before those of its tests.
    private List<Problem> all() {
        return Stream.concat(problems.sorted().stream(), testProblems.sorted().stream())
                .sorted(Comparator.comparing(Problem::severity))
                .toList();
    }

    private Optional<YamlNode.Mapping> open(Path folder) {
        if (inMemory != null) {
            return text(folder.resolve(PROJECT_FILE), PROJECT_FILE)
                    .flatMap(text -> YamlTree.read(text, problems));
        }
        if (!Files.isDirectory(folder)) {
            problems.error(
                    Place.NOWHERE,
                    "PROJ-0101",
                    "project " + folder,
                    Files.exists(folder) ? "This is not a folder." : "This folder does not exist.",
                    "Give the folder that holds " + PROJECT_FILE + ".");
            return Optional.empty();
        }
        if (!Files.exists(folder.resolve(PROJECT_FILE))) {
            boolean yml = Files.exists(folder.resolve("project.yml"));
            problems.error(
                    Place.NOWHERE,
                    "PROJ-0102",
                    "project " + folder,
                    "There is no " + PROJECT_FILE + " in this folder.",
                    yml
                            ? "Rename project.yml to " + PROJECT_FILE + "."
                            : "Give the folder that holds it, or begin with a copy of the sample.");
            return Optional.empty();
        }
        return text(folder.resolve(PROJECT_FILE), PROJECT_FILE)
                .flatMap(text -> YamlTree.read(text, problems));
    }

    private Optional<YamlText> text(Path path, String name) {
        Optional<YamlText> text =
                inMemory == null
                        ? YamlText.read(path, name, problems)
                        : YamlText.of(inMemory.getOrDefault(name, ""), name, problems);
        text.ifPresent(texts::add);
        return text;
    }

    /// A newer format is one problem, not a hundred unknown fields.
    private boolean versionIsKnown(YamlNode.Mapping root) {
        String version = root.textOf("fieldproof");
        if (version.matches("\\d{1,9}") && Integer.parseInt(version) > ProjectFields.VERSION) {
            problems.error(
                    root.get("fieldproof").orElse(root).place(),
                    "PROJ-0113",
                    "file " + PROJECT_FILE,
                    "It is written for a newer Fieldproof (format "
                            + version
                            + "; this one knows "
                            + ProjectFields.VERSION
                            + ").",
                    "Use that newer version of the program.");
            return false;
        }
        return true;
    }

    private Optional<ProjectDefinition> project(Path folder, YamlNode.Mapping root) {
        FieldReader fields = new FieldReader(problems);
        String object = "project";
        List<String> names = new ArrayList<>(SECTIONS);
        ProjectFields.ROOT.forEach(field -> names.add(field.name()));
        fields.refuseUnknown(root, names, object);
        CheckedConfig head = fields.read(root, ProjectFields.ROOT, object);
        ConnectorReader connectors = new ConnectorReader(catalog, problems, tagFiles);
        checkHead(head, connectors, object);
        int before = problems.errors();
        List<ConnectorDefinition> standIns = connectors.sources(root, "standIns");
        List<ConnectorDefinition> connections = connectors.sources(root, "connections");
        List<DestinationDefinition> destinations = connectors.destinations(root);
        boolean sound = problems.errors() == before;
        References references = new References(connectors.known(), problems);
        references.checkConnectors();
        TransformReader transforms = new TransformReader(catalog, problems, connectors, folder);
        List<PipelineDefinition> pipelines =
                new PipelineReader(problems, connectors, references, transforms).read(root);
        transformFiles = transforms.files();
        List<DrillDefinition> drills =
                drills(
                        folder,
                        new DrillReader(problems, references, connections, destinations),
                        sound);
        tests =
                new PipelineTestReader(
                                testProblems, references.connections(), references.destinations())
                        .read(folder);
        Optional<Limits> limits = limits(root, head, fields);
        if (problems.errors() > 0 || limits.isEmpty()) {
            return Optional.empty();
        }
        String title = head.text("title");
        return Optional.of(
                new ProjectDefinition(
                        folder,
                        head.text("name"),
                        title.isEmpty() ? head.text("name") : title,
                        contentHash(),
                        standIns,
                        connections,
                        pipelines,
                        destinations,
                        drills,
                        head.text("liveDrills").equals(ProjectFields.LIVE_LINES),
                        limits.get()));
    }

    private void checkHead(CheckedConfig head, ConnectorReader connectors, String object) {
        if (head.has("fieldproof") && head.integer("fieldproof") != ProjectFields.VERSION) {
            problems.error(
                    head.placeOf("fieldproof"),
                    "PROJ-0113",
                    object,
                    "There is no format " + head.integer("fieldproof") + ".",
                    "Write fieldproof: " + ProjectFields.VERSION + ".");
        }
        if (head.has("name")) {
            connectors.checkId(head.text("name"), head.placeOf("name"), object);
        }
    }

    private Optional<Limits> limits(YamlNode.Mapping root, CheckedConfig head, FieldReader fields) {
        int before = problems.errors();
        List<Field> known =
                ProjectFields.ROOT.stream()
                        .filter(field -> field.name().equals("limits"))
                        .flatMap(field -> field.fields().stream())
                        .toList();
        Config limits =
                head.group("limits")
                        .orElseGet(
                                () ->
                                        fields.read(
                                                new YamlNode.Mapping(root.place(), List.of()),
                                                known,
                                                "limits"));
        if (problems.errors() > before
                || !limits.has("intakeBytes")
                || !limits.has("logBytes")
                || !limits.has("segmentBytes")
                || !limits.has("commitLinger")) {
            return Optional.empty();
        }
        if (limits.bytes("logBytes") < 2 * limits.bytes("segmentBytes")) {
            problems.error(
                    limits.placeOf("logBytes"),
                    "PROJ-0312",
                    "limits",
                    "The log may hold less than two of its files.",
                    "Raise logBytes to at least twice segmentBytes ("
                            + Quantities.ofBytes(2 * limits.bytes("segmentBytes"))
                            + ").");
        }
        return Optional.of(
                new Limits(
                        limits.bytes("intakeBytes"),
                        limits.bytes("logBytes"),
                        limits.bytes("segmentBytes"),
                        limits.duration("commitLinger").toNanos()));
    }

    private List<DrillDefinition> drills(Path folder, DrillReader reader, boolean sound) {
        List<DrillDefinition> drills = new ArrayList<>();
        for (Path file : drillFiles(folder)) {
            String fileName = String.valueOf(file.getFileName());
            String name = fileName.substring(0, fileName.length() - ".yaml".length());
            String relative = "drills/" + fileName;
            if (!ProjectFields.ID.matcher(name).matches()) {
                problems.error(
                        new Place(relative, 0, 0, ""),
                        "PROJ-0302",
                        "drill " + name,
                        "A drill is named by its file, and this name cannot be used.",
                        "Use lower-case letters, digits and dashes, at most 48.");
            }
            text(file, relative)
                    .flatMap(text -> YamlTree.read(text, problems))
                    .flatMap(root -> reader.read(name, root, sound))
                    .ifPresent(drills::add);
        }
        return drills;
    }

    private List<Path> drillFiles(Path folder) {
        Path drills = folder.resolve("drills");
        List<Path> files = new ArrayList<>();
        if (inMemory != null) {
            inMemory.keySet().stream()
                    .filter(name -> name.matches("drills/[^/]+\\.yaml"))
                    .forEach(name -> files.add(folder.resolve(name)));
            return files;
        }
        if (!Files.isDirectory(drills)) {
            return files;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(drills)) {
            for (Path child : children) {
                String name = String.valueOf(child.getFileName());
                if (name.endsWith(".yaml")) {
                    files.add(child);
                } else if (name.endsWith(".yml")) {
                    problems.warning(
                            new Place("drills/" + name, 0, 0, ""),
                            "PROJ-0114",
                            "file drills/" + name,
                            "It is not read: drills end in .yaml.",
                            "Rename it.");
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException failure) {
            problems.error(
                    new Place("drills", 0, 0, ""),
                    "PROJ-0103",
                    "folder drills",
                    "It cannot be read: " + failure.getMessage() + ".",
                    "Check its permissions.");
        }
        if (files.size() > DRILL_FILES_MAX) {
            problems.error(
                    new Place("drills", 0, 0, ""),
                    "PROJ-0104",
                    "folder drills",
                    "It holds more than " + DRILL_FILES_MAX + " drills.",
                    "Move some to another project.");
            return List.of();
        }
        files.sort(null);
        return files;
    }

    /// Over names and bytes, lengths first, so that no two projects look the same.
    private String contentHash() {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            texts.forEach(text -> hash(hash, text.file(), text.bytes()));
            tagFiles.files().forEach((name, bytes) -> hash(hash, name, bytes));
            transformFiles.forEach((name, bytes) -> hash(hash, name, bytes));
            return HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256: missing from this JDK", impossible);
        }
    }

    private static void hash(MessageDigest hash, String file, byte[] bytes) {
        hash.update((file + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
        hash.update(bytes);
    }

    private String configurationText() {
        StringBuilder all = new StringBuilder();
        for (YamlText text : texts) {
            if (!all.isEmpty()) {
                all.append("---\n");
            }
            String lines = text.text().replace("\r\n", "\n");
            all.append("# ").append(text.file()).append('\n').append(lines);
            if (!lines.endsWith("\n")) {
                all.append('\n');
            }
        }
        return all.toString();
    }
}
