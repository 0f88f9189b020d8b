package org.fieldproof.engine.project;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fieldproof.api.project.Mend;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.spi.Accompanied;
import org.fieldproof.engine.project.ConnectorReader.Known;

/// Checks what connects the parts of a project: ids that are named, loops, parts that nothing
/// leads to. Pure but for the problems it records.
final class References {
    private final List<Known> known;
    private final Problems problems;
    private final Accompaniment accompaniment;
    private final Set<String> local = new LinkedHashSet<>();
    private final Set<String> connections = new LinkedHashSet<>();
    private final Set<String> destinations = new LinkedHashSet<>();

    /// A pipeline as far as routes go.
    ///
    /// @param match filters of which a record's address must fulfil one; empty for all records
    /// @param transformed whether a record may come out elsewhere, or not at all
    record Route(
            Place place,
            String id,
            List<String> from,
            List<String> match,
            boolean transformed,
            List<String> to) {}

    References(List<Known> known, Problems problems) {
        this.known = known;
        this.problems = problems;
        accompaniment = new Accompaniment(known, problems);
        for (Known each : known) {
            switch (each.section()) {
                case "connections" -> connections.add(each.id());
                case "destinations" -> destinations.add(each.id());
                default -> local.add(each.id());
            }
        }
        local.addAll(connections);
    }

    Set<String> connections() {
        return connections;
    }

    Set<String> destinations() {
        return destinations;
    }

    /// A name must be among `ids`.
    void require(String name, Set<String> ids, Place place, String object, String what) {
        if (!ids.contains(name)) {
            problems.error(
                    place,
                    "PROJ-0305",
                    object,
                    "There is no " + what + " " + name + "." + Suggestion.question(name, ids),
                    ids.isEmpty()
                            ? "Add a " + what + " with that id first."
                            : "Write one of " + String.join(", ", ids) + ".",
                    nameMeant(name, ids, place));
        }
    }

    /// An entry of a list can go; what stands by itself is needed.
    private static Mend nameMeant(String name, Set<String> ids, Place place) {
        Mend meant = Suggestion.meant(name, ids);
        boolean ofList = place.path().endsWith("]");
        return meant instanceof Mend.ByHand && ofList ? new Mend.Remove() : meant;
    }

    void checkConnectors() {
        for (Known each : known) {
            String object = ConnectorReader.nameOf(each.section()) + " " + each.id();
            if (!each.refersTo().isEmpty()) {
                require(each.refersTo(), local, each.place(), object, "connection or stand-in");
                if (each.refersTo().equals(each.id())) {
                    problems.error(
                            each.place(),
                            "PROJ-0306",
                            object,
                            "It leads to itself.",
                            "Name the connection or stand-in that it is meant to reach.");
                }
            }
            for (Accompanied member : each.accompanied()) {
                if (!member.connection().isEmpty()) {
                    require(
                            member.connection(),
                            connections,
                            member.connectionPlace(),
                            object,
                            "connection");
                }
                accompaniment.check(member, object);
            }
        }
    }

    /// What goes round for ever: a destination that feeds a connection it is routed from.
    void checkLoops(List<Route> routes) {
        Map<String, Set<String>> next = new HashMap<>();
        for (Route route : routes) {
            for (String from : route.from()) {
                next.computeIfAbsent(from, id -> new LinkedHashSet<>()).addAll(route.to());
            }
        }
        for (Known each : known) {
            if (connections.contains(each.refersTo())) {
                next.computeIfAbsent(each.id(), id -> new LinkedHashSet<>()).add(each.refersTo());
            }
        }
        for (Known each : known) {
            if (each.section().equals("destinations") && reaches(each.id(), each.id(), next)) {
                problems.error(
                        each.place(),
                        "PROJ-0307",
                        "destination " + each.id(),
                        "Records would go round for ever: it feeds "
                                + each.refersTo()
                                + ", whose records are routed to it.",
                        "Route other connections to it, or let it lead somewhere else.");
            } else if (each.section().equals("destinations")) {
                checkSharedServer(each, routes, next);
            }
        }
    }

    private void checkSharedServer(
            Known destination, List<Route> routes, Map<String, Set<String>> next) {
        for (Known source : known) {
            if (source.section().equals("connections")
                    && haveOneServer(source, destination)
                    && reaches(source.id(), destination.id(), next)) {
                switch (meeting(source, destination, routes)) {
                    case SURE -> refuseRound(source, destination);
                    case MAYBE -> warnOfRound(source, destination);
                    case NEVER -> {}
                }
            }
        }
    }

    private static boolean haveOneServer(Known source, Known destination) {
        return (!destination.refersTo().isEmpty()
                        && destination.refersTo().equals(source.refersTo()))
                || destination.endpoints().stream()
                        .anyMatch(e -> e.port() != 0 && source.endpoints().contains(e));
    }

    /// Whether what a destination publishes comes back by the source that feeds it, and then takes
    /// the same way again.
    private static TopicMeeting meeting(Known source, Known destination, List<Route> routes) {
        String topic = destination.publishes();
        if (topic.isEmpty() || source.subscribes().isEmpty()) {
            return TopicMeeting.MAYBE;
        }
        // The broker gives a message to one member of a shared subscription, perhaps to another.
        List<String> whole =
                source.subscribes().stream().filter(each -> !TopicMeeting.isShared(each)).toList();
        boolean round =
                !whole.isEmpty()
                        && routes.stream()
                                .filter(route -> !route.transformed())
                                .filter(route -> route.from().contains(source.id()))
                                .filter(route -> route.to().contains(destination.id()))
                                .anyMatch(route -> goesRound(topic, whole, route.match()));
        boolean never =
                source.subscribes().stream()
                        .allMatch(each -> TopicMeeting.of(topic, each) == TopicMeeting.NEVER);
        return round ? TopicMeeting.SURE : never ? TopicMeeting.NEVER : TopicMeeting.MAYBE;
    }

    private static boolean goesRound(String topic, List<String> filters, List<String> match) {
        // At its own address a record came, so there it comes again.
        if (topic.equals(TopicMeeting.ADDRESS)) {
            return match.isEmpty()
                    || filters.stream()
                            .anyMatch(
                                    each ->
                                            match.stream()
                                                    .anyMatch(
                                                            other ->
                                                                    TopicMeeting.haveOneInCommon(
                                                                            each, other)));
        }
        return isSure(topic, filters) && (match.isEmpty() || isSure(topic, match));
    }

    private static boolean isSure(String topic, List<String> filters) {
        return filters.stream().anyMatch(each -> TopicMeeting.of(topic, each) == TopicMeeting.SURE);
    }

    private void refuseRound(Known source, Known destination) {
        problems.error(
                destination.place(),
                "PROJ-0307",
                "destination " + destination.id(),
                "Records would go round for ever: it publishes at "
                        + destination.publishes()
                        + ", and connection "
                        + source.id()
                        + " ("
                        + source.place()
                        + "), which feeds it, subscribes there to "
                        + String.join(", ", source.subscribes())
                        + ".",
                "Publish at a topic that the subscriptions do not match, such as"
                        + " from-gateway/{topic}, or subscribe to less.");
    }

    private void warnOfRound(Known source, Known destination) {
        problems.warning(
                destination.place(),
                "PROJ-0308",
                "destination " + destination.id(),
                "It writes to the server that "
                        + source.id()
                        + " ("
                        + source.place()
                        + ") reads from, and is fed by it.",
                "Make sure that what it writes does not match what "
                        + source.id()
                        + " subscribes to, or records go round.");
    }

    /// What is there but does nothing.
    void checkUnused(List<Route> routes) {
        Set<String> used = new HashSet<>();
        routes.forEach(
                route -> {
                    used.addAll(route.from());
                    used.addAll(route.to());
                });
        for (Known each : known) {
            boolean feedsAnother = !each.refersTo().isEmpty();
            if (each.section().equals("connections")
                    && !used.contains(each.id())
                    && !feedsAnother
                    && !accompaniment.isShown(each, used)) {
                unused(each, "connection", "from", "Its records are accepted and go nowhere.");
            }
            if (each.section().equals("destinations") && !used.contains(each.id())) {
                unused(each, "destination", "to", "No record is ever routed to it.");
            }
        }
    }

    private void unused(Known each, String what, String field, String message) {
        problems.warning(
                each.place(),
                "PROJ-0309",
                what + " " + each.id(),
                message,
                "Name it in " + field + " of a pipeline, or remove it.");
    }

    private static boolean reaches(String from, String to, Map<String, Set<String>> next) {
        Set<String> seen = new HashSet<>();
        ArrayDeque<String> open = new ArrayDeque<>(next.getOrDefault(from, Set.of()));
        // Ends: each id is expanded once.
        while (!open.isEmpty()) {
            String at = open.pop();
            if (at.equals(to)) {
                return true;
            }
            if (seen.add(at)) {
                open.addAll(new ArrayList<>(next.getOrDefault(at, Set.of())));
            }
        }
        return false;
    }
}
