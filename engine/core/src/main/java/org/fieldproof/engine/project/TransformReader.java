package org.fieldproof.engine.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.project.ProjectDefinition.TransformDefinition;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorFactory;
import org.fieldproof.api.spi.TransformFactory;
import org.fieldproof.api.spi.TransformHost;
import org.fieldproof.api.time.GatewayClock;

/// Reads the transforms of a pipeline against the schemas of their types, and makes each of them
/// once, so that a file it needs is missed here and not when the first record comes. Confined to
/// the reading thread.
final class TransformReader {
    static final String SECTION = "transforms";

    private static final int TRANSFORMS_MAX = 50;

    private final Catalog catalog;
    private final Problems problems;
    private final ConnectorReader connectors;
    private final FieldReader fields;
    private final Path folder;
    private final Map<String, byte[]> files = new TreeMap<>();

    TransformReader(Catalog catalog, Problems problems, ConnectorReader connectors, Path folder) {
        this.catalog = catalog;
        this.problems = problems;
        this.connectors = connectors;
        this.fields = new FieldReader(problems);
        this.folder = folder;
    }

    List<TransformDefinition> read(YamlNode.Mapping pipeline, String pipelineId, String object) {
        List<TransformDefinition> read = new ArrayList<>();
        List<YamlNode.Mapping> items = connectors.items(pipeline, SECTION);
        if (items.size() > TRANSFORMS_MAX) {
            problems.error(
                    pipeline.place(),
                    "PROJ-0320",
                    object,
                    "It has " + items.size() + " transforms; " + TRANSFORMS_MAX + " are the most.",
                    "Put some of them together.");
            return read;
        }
        Set<String> names = new HashSet<>();
        for (YamlNode.Mapping item : items) {
            String type = item.textOf("type");
            String id = item.textOf("id");
            String own = id.isEmpty() ? type + "-" + (read.size() + 1) : id;
            String name = pipelineId + "/" + own;
            if (!id.isEmpty()) {
                connectors.checkId(id, item.get("id").orElse(item).place(), object);
            }
            if (!names.add(own)) {
                problems.error(
                        item.place(),
                        "PROJ-0303",
                        object,
                        "There are two transforms of the name " + own + ".",
                        "Give one of them another id.");
            }
            transform(item, type, name).ifPresent(read::add);
        }
        return read;
    }

    private Optional<TransformDefinition> transform(
            YamlNode.Mapping item, String type, String name) {
        int before = problems.errors();
        String object = "transform " + name;
        fields.read(item, ProjectFields.TRANSFORM, object);
        Optional<TransformFactory> factory = catalog.transform(type);
        if (factory.isEmpty()) {
            if (!type.isEmpty()) {
                unknownType(item, type, object);
            }
            return Optional.empty();
        }
        List<Field> own = factory.get().schema().fields();
        List<String> known = new ArrayList<>();
        ProjectFields.TRANSFORM.forEach(field -> known.add(field.name()));
        own.forEach(field -> known.add(field.name()));
        fields.refuseUnknown(item, known, object);
        CheckedConfig config = fields.read(item, own, object);
        if (problems.errors() > before) {
            return Optional.empty();
        }
        factory.get().check(config).forEach(problem -> add(problem, item));
        TransformDefinition definition = new TransformDefinition(name, type, config);
        if (problems.errors() == before) {
            tryOut(factory.get(), definition, item);
        }
        return problems.errors() > before ? Optional.empty() : Optional.of(definition);
    }

    private void unknownType(YamlNode.Mapping item, String type, String object) {
        List<String> types = catalog.transforms().stream().map(ConnectorFactory::type).toList();
        problems.error(
                item.get("type").orElse(item).place(),
                "PROJ-0301",
                object,
                "There is no type " + type + " for transforms." + Suggestion.question(type, types),
                "Write one of " + String.join(", ", types) + ".",
                Suggestion.meant(type, types));
    }

    /// The files that transforms read, by name: they belong to what the project is.
    Map<String, byte[]> files() {
        return files;
    }

    private void keepFiles(Config config, List<Field> own) {
        for (Field field : own) {
            switch (field.kind()) {
                case PATH -> keepFile(config.text(field.name()));
                case GROUP ->
                        config.group(field.name())
                                .ifPresent(group -> keepFiles(group, field.fields()));
                case LIST_OF_GROUPS ->
                        config.groups(field.name())
                                .forEach(group -> keepFiles(group, field.fields()));
                default -> {}
            }
        }
    }

    private void keepFile(String name) {
        Path file = folder.resolve(name).normalize();
        if (!name.isEmpty() && file.startsWith(folder) && Files.isRegularFile(file)) {
            try {
                files.put(name, Files.readAllBytes(file));
            } catch (IOException e) {
                problems.error(
                        new Place(name, 0, 0, ""),
                        "PROJ-0103",
                        "file " + name,
                        "It cannot be read: " + e.getMessage() + ".",
                        "Check its permissions.");
            }
        }
    }

    private void tryOut(
            TransformFactory factory, TransformDefinition definition, YamlNode.Mapping item) {
        try {
            factory.create(
                    new Trial(
                            definition.name(), definition.config(), folder, GatewayClock.system()));
            keepFiles(definition.config(), factory.schema().fields());
        } catch (ConnectorException e) {
            add(e.problem(), item);
        }
    }

    private void add(Problem problem, YamlNode.Mapping item) {
        problems.add(problem.where().equals(Place.NOWHERE) ? problem.at(item.place()) : problem);
    }

    private record Trial(String name, Config config, Path projectDirectory, GatewayClock clock)
            implements TransformHost {}
}
