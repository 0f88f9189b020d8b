package org.fieldproof.engine.project;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.project.Problem.Place;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Builds [YamlNode]s from a text, one document, bounded in depth and number; aliases, tags and
/// composite keys are refused (PRJ-4). Confined to the reading thread.
final class YamlTree {
    static final int DEPTH_MAX = 32;
    static final int NODES_MAX = 100_000;

    private final String file;
    private final Problems problems;
    private final int nodesMax;
    private int nodes;

    /// What ends a reading early; the problem is already recorded.
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Stopped() {
            super("reading stopped", null, false, false);
        }
    }

    private YamlTree(String file, Problems problems, int nodesMax) {
        this.file = file;
        this.problems = problems;
        this.nodesMax = nodesMax;
    }

    /// The group of fields that a file holds; empty if it cannot be read as one.
    static Optional<YamlNode.Mapping> read(YamlText text, Problems problems) {
        return new YamlTree(text.file(), problems, NODES_MAX).fields(text.text());
    }

    /// Whatever one document holds; empty if it cannot be read.
    static Optional<YamlNode> readAny(YamlText text, int nodesMax, Problems problems) {
        return new YamlTree(text.file(), problems, nodesMax).document(text.text());
    }

    private Optional<YamlNode.Mapping> fields(String text) {
        Optional<YamlNode> root = document(text);
        if (root.isPresent() && !(root.get() instanceof YamlNode.Mapping)) {
            problem(
                    root.get().place(),
                    "PROJ-0107",
                    "It holds " + root.get().kind() + " where fields are expected.",
                    "Write fields as name: value, one a line.");
        }
        return root.filter(YamlNode.Mapping.class::isInstance).map(YamlNode.Mapping.class::cast);
    }

    private Optional<YamlNode> document(String text) {
        LoadSettings settings =
                LoadSettings.builder().setLabel(file).setCodePointLimit(text.length() + 1).build();
        try {
            Iterator<Event> events = new Parse(settings).parseString(text).iterator();
            @Nullable YamlNode root = null;
            while (events.hasNext()) {
                Event event = events.next();
                if (event.getEventId() == Event.ID.DocumentStart) {
                    if (root != null) {
                        problem(
                                placeOf(event, ""),
                                "PROJ-0111",
                                "It holds more than one document.",
                                "Remove the line --- and what follows, or make it a file of its"
                                        + " own.");
                        break;
                    }
                    root = node(events.next(), events, "", 0);
                }
            }
            if (root != null) {
                return Optional.of(root);
            }
            problem(
                    new Place(file, 1, 1, ""),
                    "PROJ-0107",
                    "It is empty.",
                    "Write fields as name: value, one a line.");
        } catch (Stopped reported) {
            return Optional.empty();
        } catch (MarkedYamlEngineException broken) {
            problem(
                    placeOf(broken.getProblemMark().or(broken::getContextMark), ""),
                    "PROJ-0106",
                    "This is not YAML: " + sentence(broken),
                    "Check indentation (spaces, no tabs), colons, quotes and brackets there and"
                            + " in the line before.");
        } catch (YamlEngineException broken) {
            problem(
                    new Place(file, 0, 0, ""),
                    "PROJ-0106",
                    "This is not YAML: " + broken.getMessage() + ".",
                    "Check the file with any YAML tool.");
        }
        return Optional.empty();
    }

    private YamlNode node(Event event, Iterator<Event> events, String path, int depth) {
        Place place = placeOf(event, path);
        if (++nodes > nodesMax) {
            problem(
                    place,
                    "PROJ-0108",
                    String.format(Locale.ROOT, "It holds more than %,d values.", nodesMax),
                    "Split it.");
            throw new Stopped();
        }
        if (depth > DEPTH_MAX) {
            problem(
                    place,
                    "PROJ-0108",
                    "It is nested more than " + DEPTH_MAX + " levels deep.",
                    "No field of a project needs that; remove the brackets.");
            throw new Stopped();
        }
        return switch (event) {
            case ScalarEvent scalar -> {
                refuseTag(scalar.getTag(), place);
                yield new YamlNode.Scalar(place, scalar.getValue(), scalar.isPlain());
            }
            case SequenceStartEvent start -> {
                refuseTag(start.getTag(), place);
                yield sequence(place, events, depth);
            }
            case MappingStartEvent start -> {
                refuseTag(start.getTag(), place);
                yield mapping(place, events, depth);
            }
            case AliasEvent alias -> {
                problem(
                        place,
                        "PROJ-0109",
                        "The alias *" + alias.getAlias() + " is not allowed here.",
                        "Write the value out; projects are read without aliases and merges.");
                yield new YamlNode.Scalar(place, "", true);
            }
            default ->
                    throw new IllegalStateException("YAML event: " + event + " (expected: node)");
        };
    }

    private YamlNode sequence(Place place, Iterator<Event> events, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = events.next();
                event.getEventId() != Event.ID.SequenceEnd;
                event = events.next()) {
            items.add(node(event, events, place.path() + "[" + items.size() + "]", depth + 1));
        }
        return new YamlNode.Sequence(place, items);
    }

    private YamlNode mapping(Place place, Iterator<Event> events, int depth) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        Map<String, Place> seen = new HashMap<>();
        for (Event event = events.next();
                event.getEventId() != Event.ID.MappingEnd;
                event = events.next()) {
            if (!(event instanceof ScalarEvent key)) {
                problem(
                        placeOf(event, place.path()),
                        "PROJ-0110",
                        "A field's name must be a word, not " + "a list or a group.",
                        "Put quotes around a value that begins with { or [ or *.");
                throw new Stopped();
            }
            String name = key.getValue();
            String path = place.path().isEmpty() ? name : place.path() + "." + name;
            Place at = placeOf(event, path);
            YamlNode value = node(events.next(), events, path, depth + 1);
            @Nullable Place first = seen.putIfAbsent(name, at);
            if (first == null) {
                entries.add(new YamlNode.Entry(at, name, value));
            } else {
                problem(
                        at,
                        "PROJ-0201",
                        "The field "
                                + name
                                + " is there twice; the first is in line "
                                + first.line()
                                + ".",
                        "Remove one of the two.");
            }
        }
        return new YamlNode.Mapping(place, entries);
    }

    private void refuseTag(Optional<String> tag, Place place) {
        if (tag.isPresent()) {
            problem(
                    place,
                    "PROJ-0109",
                    "The tag " + tag.get() + " is not allowed here.",
                    "Remove the word that begins with an exclamation mark.");
        }
    }

    private static String sentence(MarkedYamlEngineException broken) {
        String problem = String.valueOf(broken.getProblem());
        String context = broken.getContext() == null ? "" : broken.getContext() + ", ";
        return context + problem + (problem.endsWith(".") ? "" : ".");
    }

    private Place placeOf(Event event, String path) {
        return placeOf(event.getStartMark(), path);
    }

    private Place placeOf(Optional<Mark> mark, String path) {
        return mark.map(m -> new Place(file, m.getLine() + 1, m.getColumn() + 1, path))
                .orElse(new Place(file, 0, 0, path));
    }

    private void problem(Place place, String code, String message, String remedy) {
        problems.error(place, code, "file " + file, message, remedy);
    }
}
