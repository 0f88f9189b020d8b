package org.fieldproof.engine.project;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fieldproof.api.drill.DrillDefinition;
import org.fieldproof.api.drill.Fault;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.project.ProjectDefinition.DestinationDefinition;
import org.fieldproof.api.spi.ConfigSchema.Field;

/// Reads `drills/*.yaml`.
final class DrillReader {
    private final Problems problems;
    private final FieldReader fields;
    private final References references;
    private final Set<String> proxied = new HashSet<>();
    private final Set<String> linkable;

    DrillReader(
            Problems problems,
            References references,
            List<ConnectorDefinition> connections,
            List<DestinationDefinition> destinations) {
        this.problems = problems;
        this.fields = new FieldReader(problems);
        this.references = references;
        this.linkable = new HashSet<>(references.connections());
        this.linkable.addAll(references.destinations());
        connections.stream().filter(c -> c.proxied()).forEach(c -> proxied.add(c.id()));
        destinations.stream().filter(d -> d.proxied()).forEach(d -> proxied.add(d.id()));
    }

    /// The drill in one file; empty where it has errors.
    Optional<DrillDefinition> read(String name, YamlNode.Mapping root, boolean connectorsAreSound) {
        int before = problems.errors();
        String object = "drill " + name;
        Set<String> names =
                ProjectFields.DRILL.stream().map(Field::name).collect(Collectors.toSet());
        names.add("fault");
        fields.refuseUnknown(root, names, object);
        CheckedConfig config = fields.read(root, ProjectFields.DRILL, object);
        Optional<Fault> fault = fault(root, object);
        String link = config.text("link");
        String publisher = config.text("publisher");
        if (!link.isEmpty()) {
            Place place = config.placeOf("link");
            references.require(link, linkable, place, object, "connection or destination");
            if (connectorsAreSound && linkable.contains(link) && !proxied.contains(link)) {
                problems.error(
                        place,
                        "PROJ-0311",
                        object,
                        "The line of "
                                + link
                                + " cannot be faulted: it does not lead through a"
                                + " link.",
                        "Write link: proxied at " + link + ".");
            }
        }
        if (!publisher.isEmpty()) {
            references.require(
                    publisher,
                    references.connections(),
                    config.placeOf("publisher"),
                    object,
                    "connection");
        }
        if (problems.errors() > before || fault.isEmpty()) {
            return Optional.empty();
        }
        String title = config.text("title");
        return Optional.of(
                new DrillDefinition(
                        name,
                        title.isEmpty() ? name : title,
                        config.text("hypothesis"),
                        link,
                        publisher,
                        fault.get(),
                        config.duration("baseline"),
                        config.duration("hold"),
                        config.duration("recoverLimit"),
                        config.duration("drainLimit"),
                        config.duration("settle")));
    }

    private Optional<Fault> fault(YamlNode.Mapping root, String object) {
        Optional<YamlNode> node = root.get("fault");
        if (node.isEmpty()) {
            problems.error(
                    root.place(),
                    "PROJ-0203",
                    object,
                    "The field fault is missing: what is done to the line.",
                    "Add a line fault: down, or fault: {kind: latency, delay: 500ms}.");
            return Optional.empty();
        }
        YamlNode.Mapping group =
                switch (node.get()) {
                    case YamlNode.Mapping mapping -> mapping;
                    // `fault: down` is short for a group with only a kind.
                    case YamlNode.Scalar kind ->
                            new YamlNode.Mapping(
                                    kind.place(),
                                    List.of(new YamlNode.Entry(kind.place(), "kind", kind)));
                    case YamlNode.Sequence list -> new YamlNode.Mapping(list.place(), List.of());
                };
        int before = problems.errors();
        fields.refuseUnknown(group, ProjectFields.FAULT.stream().map(Field::name).toList(), object);
        CheckedConfig config = fields.read(group, ProjectFields.FAULT, object);
        return problems.errors() > before ? Optional.empty() : build(config, group, object);
    }

    private Optional<Fault> build(CheckedConfig config, YamlNode.Mapping group, String object) {
        return switch (config.text("kind")) {
            case "down" -> Optional.of(new Fault.Down());
            case "hang" -> Optional.of(new Fault.Hang());
            case "latency" ->
                    needs(config, group, object, "delay")
                            .map(
                                    f ->
                                            new Fault.Latency(
                                                    config.duration(f), config.duration("jitter")));
            case "bandwidth" ->
                    needs(config, group, object, "bytesPerSecond")
                            .map(f -> new Fault.Bandwidth(config.bytes(f)));
            case "reset-after" ->
                    needs(config, group, object, "bytes")
                            .map(f -> new Fault.ResetAfter(config.bytes(f)));
            case "slicer" ->
                    needs(config, group, object, "chunkBytes")
                            .map(f -> new Fault.Slicer((int) config.bytes(f)));
            default -> needs(config, group, object, "kind").map(f -> new Fault.Down());
        };
    }

    private Optional<String> needs(
            CheckedConfig config, YamlNode.Mapping group, String object, String field) {
        if (config.has(field)) {
            return Optional.of(field);
        }
        problems.error(
                group.place(),
                "PROJ-0203",
                object,
                "The field " + field + " of the fault is missing.",
                "Add " + field + ", such as fault: {kind: latency, delay: 500ms}.");
        return Optional.empty();
    }
}
