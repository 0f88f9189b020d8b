package org.fieldproof.engine.project;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.project.ProjectDefinition.PipelineDefinition;
import org.fieldproof.api.project.ProjectDefinition.TransformDefinition;
import org.jspecify.annotations.Nullable;

/// Reads pipelines: which connections' records go where.
final class PipelineReader {
    private final Problems problems;
    private final FieldReader fields;
    private final ConnectorReader connectors;
    private final References references;
    private final TransformReader transforms;
    private final Map<String, Place> ids = new HashMap<>();

    PipelineReader(
            Problems problems,
            ConnectorReader connectors,
            References references,
            TransformReader transforms) {
        this.transforms = transforms;
        this.problems = problems;
        this.fields = new FieldReader(problems);
        this.connectors = connectors;
        this.references = references;
    }

    List<PipelineDefinition> read(YamlNode.Mapping root) {
        List<PipelineDefinition> pipelines = new ArrayList<>();
        List<References.Route> routes = new ArrayList<>();
        for (YamlNode.Mapping item : connectors.items(root, "pipelines")) {
            String id = item.textOf("id");
            String object = "pipeline " + (id.isEmpty() ? "without id" : id);
            List<String> known = new ArrayList<>();
            ProjectFields.PIPELINE.forEach(field -> known.add(field.name()));
            known.add(TransformReader.SECTION);
            fields.refuseUnknown(item, known, object);
            CheckedConfig config = fields.read(item, ProjectFields.PIPELINE, object);
            claim(id, item, object);
            List<String> from = config.texts("from");
            List<String> to = config.texts("to");
            named(item, "from", references.connections(), object, "connection");
            named(item, "to", references.destinations(), object, "destination");
            checkFilters(item, object);
            List<TransformDefinition> changes = transforms.read(item, id, object);
            List<String> match = config.texts("match");
            routes.add(new References.Route(item.place(), id, from, match, !changes.isEmpty(), to));
            String title = config.text("title");
            pipelines.add(
                    new PipelineDefinition(
                            id, title.isEmpty() ? id : title, from, match, changes, to));
        }
        references.checkLoops(routes);
        if (problems.errors() == 0) {
            // With an error above, "unused" is mostly its echo.
            references.checkUnused(routes);
        }
        return pipelines;
    }

    private void claim(String id, YamlNode.Mapping item, String object) {
        if (id.isEmpty()) {
            return;
        }
        Place place = item.get("id").orElse(item).place();
        connectors.checkId(id, place, object);
        @Nullable Place first = ids.putIfAbsent(id, place);
        if (first != null) {
            problems.error(
                    place,
                    "PROJ-0303",
                    object,
                    "The id " + id + " is taken already in line " + first.line() + ".",
                    "Give this pipeline another id.");
        }
    }

    private void named(
            YamlNode.Mapping item, String field, Set<String> ids, String object, String what) {
        for (YamlNode.Scalar name : scalars(item.get(field))) {
            references.require(name.text(), ids, name.place(), object, what);
        }
    }

    private void checkFilters(YamlNode.Mapping item, String object) {
        for (YamlNode.Scalar filter : scalars(item.get("match"))) {
            if (!isFilter(filter.text())) {
                problems.error(
                        filter.place(),
                        "PROJ-0310",
                        object,
                        '"' + filter.text() + "\" is not a topic filter.",
                        "# stands alone at the end, + stands for one whole level: plant/+/temp,"
                                + " plant/#.");
            }
        }
    }

    /// MQTT 5, section 4.7.1.
    static boolean isFilter(String filter) {
        if (filter.isEmpty() || filter.length() > 65_535) {
            return false;
        }
        String[] levels = filter.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            boolean hash = levels[i].contains("#");
            if (hash && (!levels[i].equals("#") || i != levels.length - 1)) {
                return false;
            }
            if (levels[i].contains("+") && !levels[i].equals("+")) {
                return false;
            }
        }
        return true;
    }

    private static List<YamlNode.Scalar> scalars(Optional<YamlNode> node) {
        List<YamlNode.Scalar> scalars = new ArrayList<>();
        if (node.isPresent() && node.get() instanceof YamlNode.Sequence list) {
            for (YamlNode item : list.items()) {
                if (item instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
                    scalars.add(scalar);
                }
            }
        }
        return scalars;
    }
}
