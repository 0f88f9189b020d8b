package org.fieldproof.engine.project;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Location;
import org.fieldproof.api.project.Mend;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.project.ProjectDefinition.DestinationDefinition;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.project.ProjectDefinition.ReplayOrder;
import org.fieldproof.api.spi.Accompanied;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.ConnectorFactory;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.SinkFactory;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.tag.TagSchema;
import org.jspecify.annotations.Nullable;

/// Reads stand-ins, connections and destinations against the schemas of their types. Confined to
/// the reading thread.
final class ConnectorReader {
    /// Fields in which a connector names another one of its project.
    static final List<String> REFERENCES = List.of("connectTo", "target");

    private final Catalog catalog;
    private final Problems problems;
    private final FieldReader fields;
    private final boolean linesOnly;
    private final Map<String, Place> ids = new HashMap<>();

    /// What was read and is needed for the checks between connectors.
    ///
    /// @param refersTo id that the connector names; empty if none
    /// @param accompanied what it is shown that others bring
    /// @param subscribes topic filters; empty if none
    /// @param publishes the topic of a destination's records; empty if it has none
    /// @param bringing made when it is asked for, since a table may have many tags
    record Known(
            String id,
            String section,
            Place place,
            String refersTo,
            List<Endpoint> endpoints,
            List<Accompanied> accompanied,
            List<String> subscribes,
            String publishes,
            Supplier<Bringing> bringing) {

        /// Of which nothing is known but that it is there.
        static Known ofUnknownType(String id, String section, Place place) {
            return new Known(
                    id,
                    section,
                    place,
                    "",
                    List.of(),
                    List.of(),
                    List.of(),
                    "",
                    Bringing.Anywhere::new);
        }
    }

    /// Whether a connector brings records of its own, and where.
    sealed interface Bringing {
        /// Records that accompany those of others.
        record Along() implements Bringing {}

        /// Its own, at addresses that only its peer knows.
        record Anywhere() implements Bringing {}

        /// Its own, at these.
        record At(Set<String> addresses) implements Bringing {}
    }

    private final List<Known> known = new ArrayList<>();

    ConnectorReader(Catalog catalog, Problems problems, TagFiles tagFiles) {
        this(catalog, problems, tagFiles, false);
    }

    private ConnectorReader(
            Catalog catalog, Problems problems, TagFiles tagFiles, boolean linesOnly) {
        this.catalog = catalog;
        this.problems = problems;
        this.fields = new FieldReader(problems, tagFiles);
        this.linesOnly = linesOnly;
    }

    /// One for whom only the ways to the devices matter, and no tags.
    static ConnectorReader ofLines(Catalog catalog, Problems problems, TagFiles tagFiles) {
        return new ConnectorReader(catalog, problems, tagFiles, true);
    }

    List<ConnectorDefinition> sources(YamlNode.Mapping root, String section) {
        List<ConnectorDefinition> read = new ArrayList<>();
        List<String> types = catalog.sources().stream().map(ConnectorFactory::type).toList();
        for (YamlNode.Mapping item : items(root, section)) {
            source(item, section, types).ifPresent(read::add);
        }
        return read;
    }

    /// One item of [#items].
    Optional<ConnectorDefinition> source(
            YamlNode.Mapping item, String section, List<String> types) {
        List<Field> common =
                section.equals("connections")
                        ? catalog.source(item.textOf("type"))
                                .map(ProjectFields::connection)
                                .orElse(ProjectFields.CONNECTION)
                        : ProjectFields.STAND_IN;
        boolean located = common.equals(ProjectFields.CONNECTION);
        return connector(item, section, common, types, catalog::source)
                .map(
                        c ->
                                new ConnectorDefinition(
                                        c.id,
                                        c.type,
                                        c.title,
                                        deviceClass(c),
                                        c.common.text("link").equals("proxied"),
                                        located ? location(c) : Location.NONE,
                                        c.own));
    }

    List<DestinationDefinition> destinations(YamlNode.Mapping root) {
        List<DestinationDefinition> read = new ArrayList<>();
        List<String> types = catalog.sinks().stream().map(ConnectorFactory::type).toList();
        for (YamlNode.Mapping item : items(root, "destinations")) {
            Optional<Read> connector =
                    connector(
                            item, "destinations", ProjectFields.DESTINATION, types, catalog::sink);
            connector.ifPresent(
                    c ->
                            lane(item, c)
                                    .ifPresent(
                                            lane ->
                                                    read.add(
                                                            new DestinationDefinition(
                                                                    c.id,
                                                                    c.type,
                                                                    c.title,
                                                                    c.common
                                                                            .text("link")
                                                                            .equals("proxied"),
                                                                    lane,
                                                                    c.own))));
        }
        return read;
    }

    /// Everything with an id of its own that could be read, complete or not.
    List<Known> known() {
        return List.copyOf(known);
    }

    /// The groups of a list; what is something else is recorded.
    List<YamlNode.Mapping> items(YamlNode.Mapping root, String section) {
        List<YamlNode.Mapping> groups = new ArrayList<>();
        Optional<YamlNode> node = root.get(section);
        if (node.isEmpty() || (node.get() instanceof YamlNode.Scalar s && s.isNull())) {
            return groups;
        }
        if (!(node.get() instanceof YamlNode.Sequence list)) {
            notAList(node.get(), section);
            return groups;
        }
        for (YamlNode item : list.items()) {
            if (item instanceof YamlNode.Mapping group) {
                groups.add(group);
            } else {
                notAList(item, section);
            }
        }
        return groups;
    }

    private void notAList(YamlNode node, String section) {
        problems.error(
                node.place(),
                "PROJ-0205",
                section,
                "Here stands " + node.kind() + "; expected is a list of groups.",
                "Write each entry below " + section + ", beginning with a dash.");
    }

    private Optional<Read> connector(
            YamlNode.Mapping item,
            String section,
            List<Field> common,
            List<String> types,
            java.util.function.Function<String, ? extends Optional<? extends ConnectorFactory>>
                    factories) {
        int before = problems.errors();
        String id = item.textOf("id");
        String object = nameOf(section) + " " + (id.isEmpty() ? "without id" : id);
        CheckedConfig commonConfig = fields.read(item, common, object);
        claim(id, item, section, object);
        String type = item.textOf("type");
        Optional<? extends ConnectorFactory> factory = factories.apply(type);
        if (factory.isEmpty()) {
            unknownType(item, section, object, types);
            known.add(Known.ofUnknownType(id, section, item.place()));
            return Optional.empty();
        }
        List<Field> own = factory.get().schema().fields();
        Set<String> names = new HashSet<>();
        common.forEach(field -> names.add(field.name()));
        own.forEach(field -> names.add(field.name()));
        fields.refuseUnknown(item, names, object);
        CheckedConfig ownConfig = fields.read(item, own, object);
        boolean sound = problems.errors() == before;
        String refersTo = refersTo(ownConfig, own);
        List<Endpoint> endpoints = sound ? factory.get().endpoints(ownConfig) : List.of();
        known.add(
                new Known(
                        id,
                        section,
                        placeOfReference(ownConfig, own, item),
                        refersTo,
                        endpoints,
                        sound && factory.get() instanceof SourceFactory source
                                ? source.accompanied(ownConfig)
                                : List.of(),
                        sound && factory.get() instanceof SourceFactory source
                                ? source.subscribes(ownConfig)
                                : List.of(),
                        sound && factory.get() instanceof SinkFactory sink
                                ? sink.publishes(ownConfig).orElse("")
                                : "",
                        () -> bringing(factory.get(), sound, id, ownConfig)));
        if (!sound) {
            return Optional.empty();
        }
        for (Problem problem : faults(factory.get(), ownConfig)) {
            problems.add(
                    problem.where().equals(Place.NOWHERE) ? problem.at(item.place()) : problem);
        }
        String title = commonConfig.text("title");
        return Optional.of(
                new Read(
                        id,
                        type,
                        title.isEmpty() ? id : title,
                        commonConfig,
                        ownConfig,
                        endpoints,
                        refersTo,
                        factory.get() instanceof SourceFactory source && source.accompanies()));
    }

    private List<Problem> faults(ConnectorFactory factory, Config config) {
        if (linesOnly && factory instanceof SourceFactory source) {
            return source.checkLine(config);
        }
        List<Problem> found = factory.check(config);
        if (found.isEmpty()
                || !factory.schema().fields().contains(TagSchema.INSTANCES)
                || !config.has(TagSchema.INSTANCES.name())) {
            return found;
        }
        // A connector sees plain tags and does not know what they were made of.
        TagSchema.Tags tags = TagSchema.of(config);
        return found.stream().map(tags::traced).toList();
    }

    /// A type that is missing was told with the common fields.
    private void unknownType(
            YamlNode.Mapping item, String section, String object, List<String> types) {
        String type = item.textOf("type");
        if (!type.isEmpty()) {
            problems.error(
                    item.get("type").orElse(item).place(),
                    "PROJ-0301",
                    object,
                    "There is no type "
                            + type
                            + " for "
                            + section
                            + "."
                            + Suggestion.question(type, types),
                    "Write one of " + String.join(", ", types) + ".",
                    Suggestion.meant(type, types));
        }
    }

    private static Bringing bringing(
            ConnectorFactory factory, boolean sound, String id, Config config) {
        if (!(factory instanceof SourceFactory source)) {
            return new Bringing.Anywhere();
        }
        if (source.accompanies()) {
            return new Bringing.Along();
        }
        return (sound ? source.addresses(id, config) : Optional.<Set<String>>empty())
                .<Bringing>map(Bringing.At::new)
                .orElseGet(Bringing.Anywhere::new);
    }

    private void claim(String id, YamlNode.Mapping item, String section, String object) {
        if (id.isEmpty()) {
            return;
        }
        Place place = item.get("id").orElse(item).place();
        checkId(id, place, object);
        @Nullable Place first = ids.putIfAbsent(id, place);
        if (first != null) {
            problems.error(
                    place,
                    "PROJ-0303",
                    object,
                    "The id " + id + " is taken already in line " + first.line() + ".",
                    "Give this "
                            + nameOf(section)
                            + " another id; connections, stand-ins and destinations share them.");
        }
    }

    void checkId(String id, Place place, String object) {
        if (!ProjectFields.ID.matcher(id).matches() || ProjectFields.RESERVED.contains(id)) {
            String plain = id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            problems.error(
                    place,
                    "PROJ-0302",
                    object,
                    "The id " + id + " cannot be used.",
                    "Use lower-case letters, digits and dashes, at most 48, such as "
                            + (plain.matches("[a-z0-9][a-z0-9-]{0,46}") ? plain : "press-line")
                            + ".");
        }
    }

    private static String refersTo(Config config, List<Field> own) {
        for (Field field : own) {
            if (field.kind() == Kind.TEXT
                    && REFERENCES.contains(field.name())
                    && config.has(field.name())) {
                return config.text(field.name());
            }
        }
        return "";
    }

    private static Place placeOfReference(Config config, List<Field> own, YamlNode.Mapping item) {
        for (Field field : own) {
            if (REFERENCES.contains(field.name()) && config.has(field.name())) {
                return config.placeOf(field.name());
            }
        }
        return item.place();
    }

    private DeviceClass deviceClass(Read connector) {
        String written = connector.common.text("class");
        boolean loopback = isLoopback(connector);
        if (written.isEmpty()) {
            return loopback ? DeviceClass.SIM : DeviceClass.LIVE;
        }
        DeviceClass wanted = DeviceClass.valueOf(written);
        if (wanted == DeviceClass.SIM && !loopback && !connector.accompanies) {
            problems.warning(
                    connector.common.placeOf("class"),
                    "PROJ-0304",
                    "connection " + connector.id,
                    "Its class is SIM, but it is not confined to this machine.",
                    "Write class: BENCH or LIVE if real devices may be there: what is SIM is drilled"
                            + " without being armed.",
                    // The class with the most guards.
                    new Mend.Write(DeviceClass.LIVE.name()));
        }
        return wanted;
    }

    private Location location(Read connector) {
        String written = connector.common.text(ProjectFields.LOCATION);
        switch (Location.read(written)) {
            case Location.Read.Sound(Location location) -> {
                return location;
            }
            case Location.Read.Unsound(String why) -> {
                String meant = Location.tidied(written);
                problems.error(
                        connector.common.placeOf(ProjectFields.LOCATION),
                        "PROJ-0316",
                        "connection " + connector.id,
                        why,
                        "Write 1 to 4 levels with a / between them, such as"
                                + " north-works/hall-2/line-4. A level is a name of letters,"
                                + " digits, blanks, dots, dashes and underscores, at most 48,"
                                + " with a letter or digit first; or {1} to {16} alone for a level"
                                + " of the device's topic.",
                        !meant.isEmpty() && Location.read(meant) instanceof Location.Read.Sound
                                ? new Mend.Write(meant)
                                : new Mend.ByHand());
                return Location.NONE;
            }
        }
    }

    private static boolean isLoopback(Read connector) {
        return connector.endpoints.isEmpty()
                ? !connector.refersTo.isEmpty()
                : connector.endpoints.stream()
                        .allMatch(endpoint -> Endpoint.isLoopback(endpoint.host()));
    }

    private Optional<LaneDefinition> lane(YamlNode.Mapping item, Read destination) {
        Config lane =
                destination
                        .common
                        .group("lane")
                        .orElseGet(
                                () ->
                                        fields.read(
                                                new YamlNode.Mapping(item.place(), List.of()),
                                                laneFields(),
                                                "destination " + destination.id));
        FullPolicy policy = FullPolicy.valueOf(constant(lane.text("whenFull")));
        ReplayOrder order = ReplayOrder.valueOf(constant(lane.text("replayOrder")));
        Duration timeout = lane.duration("writeTimeout");
        return Optional.of(
                new LaneDefinition(
                        (int) lane.integer("batchRecords"),
                        lane.bytes("batchBytes"),
                        lane.duration("linger").toNanos(),
                        lane.bytes("queue"),
                        lane.bytes("buffer"),
                        lane.integer("bufferRecords"),
                        lane.duration("bufferAge").toNanos(),
                        policy,
                        (int) lane.integer("sampleOneOf"),
                        (int) lane.integer("replayPerSecond"),
                        order,
                        timeout.toNanos(),
                        lane.integer("quarantineRecords"),
                        lane.bytes("quarantine"),
                        lane.duration("idleProbe").toNanos()));
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static List<Field> laneFields() {
        for (Field field : ProjectFields.DESTINATION) {
            if (field.name().equals("lane")) {
                return field.fields();
            }
        }
        throw new IllegalStateException("lane: no fields (expected: in DESTINATION)");
    }

    static String nameOf(String section) {
        return switch (section) {
            case "standIns" -> "stand-in";
            case "connections" -> "connection";
            case "destinations" -> "destination";
            default -> "pipeline";
        };
    }

    /// A connector whose fields are sound.
    ///
    /// @param accompanies it reaches nobody by itself
    private record Read(
            String id,
            String type,
            String title,
            CheckedConfig common,
            CheckedConfig own,
            List<Endpoint> endpoints,
            String refersTo,
            boolean accompanies) {}
}
