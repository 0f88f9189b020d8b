package org.fieldproof.engine.project;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fieldproof.api.draft.PartType;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.TransformType;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConnectorFactory;
import org.fieldproof.api.spi.SourceFactory;

/// What can be added to a project, made from the same fields that the reader checks. Pure.
public final class PartTypes {
    private PartTypes() {}

    /// Connections, then the pipeline, then destinations, then stand-ins, each sorted by type.
    public static List<PartType> of(Catalog catalog) {
        List<PartType> types = new ArrayList<>();
        List<PartType> standIns = new ArrayList<>();
        for (SourceFactory source : catalog.sources()) {
            // A stand-in brings nothing in: it is of use in its own section only.
            if (source.type().endsWith("-stand-in")) {
                standIns.add(type(Section.STAND_INS, source, ProjectFields.STAND_IN));
            } else {
                types.add(type(Section.CONNECTIONS, source, ProjectFields.connection(source)));
            }
        }
        types.add(
                new PartType(
                        Section.PIPELINES,
                        "",
                        "Pipeline",
                        "Pipeline",
                        new ConfigSchema(ProjectFields.PIPELINE),
                        names(ProjectFields.PIPELINE)));
        catalog.sinks()
                .forEach(
                        sink ->
                                types.add(
                                        type(
                                                Section.DESTINATIONS,
                                                sink,
                                                ProjectFields.DESTINATION)));
        types.addAll(standIns);
        return List.copyOf(types);
    }

    /// What can be put into a pipeline, sorted by type.
    public static List<TransformType> transforms(Catalog catalog) {
        return catalog.transforms().stream()
                .map(
                        each ->
                                new TransformType(
                                        each.type(),
                                        each.title(),
                                        schema(each, ProjectFields.TRANSFORM)))
                .toList();
    }

    /// The fields of a drill in the order of its course; `fault` may also be a word.
    public static ConfigSchema drill() {
        List<Field> fields = new ArrayList<>(ProjectFields.DRILL);
        fields.removeIf(field -> field.name().startsWith("$"));
        int after = names(fields).indexOf("publisher") + 1;
        Field[] fault = ProjectFields.FAULT.toArray(Field[]::new);
        fields.add(after, Field.group("fault", true, "What is done to the line.", fault));
        return new ConfigSchema(fields);
    }

    private static PartType type(Section section, ConnectorFactory factory, List<Field> common) {
        return new PartType(
                section,
                factory.type(),
                factory.name(),
                factory.title(),
                schema(factory, common),
                names(common));
    }

    private static ConfigSchema schema(ConnectorFactory factory, List<Field> common) {
        List<Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        common.forEach(field -> names.add(field.name()));
        fields.addAll(common);
        factory.schema().fields().stream()
                .filter(field -> names.add(field.name()))
                .forEach(fields::add);
        return new ConfigSchema(fields);
    }

    private static List<String> names(List<Field> fields) {
        return fields.stream().map(Field::name).toList();
    }
}
