package org.fieldproof.engine.draft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.fieldproof.api.draft.DraftEffect;
import org.fieldproof.api.draft.DraftEffect.Kind;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.project.ProjectDefinition.DestinationDefinition;
import org.fieldproof.api.project.ProjectDefinition.PipelineDefinition;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.engine.GatewayEngine;

/// What it takes to go from the running revision to another one: a pure decision, shown to the
/// engineer before anything is done, and carried out as shown.
///
/// @param restarts false if only the picture changes
/// @param settles true if routes change, so that the log must be empty of undecided records first
/// @param leaving destinations that go
/// @param joining destinations that are new
/// @param hindrances why it may not be done now
public record RevisionPlan(
        boolean restarts,
        boolean settles,
        Set<String> leaving,
        Set<String> joining,
        List<DraftEffect> effects,
        List<Problem> hindrances) {
    public RevisionPlan {
        leaving = Set.copyOf(leaving);
        joining = Set.copyOf(joining);
        effects = List.copyOf(effects);
        hindrances = List.copyOf(hindrances);
    }

    /// Compares two revisions.
    ///
    /// @param picture of the gateway that runs the first
    public static RevisionPlan of(
            ProjectDefinition was, ProjectDefinition is, GatewaySnapshot picture) {
        if (was.contentHash().equals(is.contentHash())) {
            return new RevisionPlan(
                    false,
                    false,
                    Set.of(),
                    Set.of(),
                    List.of(new DraftEffect(Kind.PICTURE_ONLY, "gateway", 0)),
                    List.of());
        }
        Set<String> leaving = new TreeSet<>(destinations(was));
        leaving.removeAll(destinations(is));
        Set<String> joining = new TreeSet<>(destinations(is));
        joining.removeAll(destinations(was));
        List<DraftEffect> effects = new ArrayList<>();
        effects.add(new DraftEffect(Kind.RESTARTS, "gateway", picture.log().records()));
        connections(was, is, effects);
        lanes(was, is, picture, effects);
        return new RevisionPlan(
                true,
                !routes(was).equals(routes(is)) || !leaving.isEmpty() || !joining.isEmpty(),
                leaving,
                joining,
                effects,
                hindrances(was, is, leaving, picture));
    }

    private static Set<String> destinations(ProjectDefinition project) {
        Set<String> ids = new HashSet<>();
        project.destinations().forEach(d -> ids.add(d.id()));
        return ids;
    }

    private static Set<List<Object>> routes(ProjectDefinition project) {
        Set<List<Object>> routes = new HashSet<>();
        for (PipelineDefinition pipeline : project.pipelines()) {
            routes.add(
                    List.of(
                            Set.copyOf(pipeline.from()),
                            Set.copyOf(pipeline.match()),
                            Set.copyOf(pipeline.to())));
        }
        return routes;
    }

    private static void connections(
            ProjectDefinition was, ProjectDefinition is, List<DraftEffect> into) {
        Map<String, ConnectorDefinition> before = new HashMap<>();
        was.connections().forEach(c -> before.put(c.id(), c));
        for (ConnectorDefinition connection : is.connections()) {
            String object = "connection/" + connection.id();
            ConnectorDefinition old = before.remove(connection.id());
            into.add(new DraftEffect(old == null ? Kind.STARTS : Kind.RECONNECTS, object, 0));
            if (old != null && !old.location().equals(connection.location())) {
                into.add(new DraftEffect(Kind.MOVES, object, 0));
            }
        }
        before.keySet().stream()
                .sorted()
                .forEach(id -> into.add(new DraftEffect(Kind.ENDS, "connection/" + id, 0)));
    }

    private static void lanes(
            ProjectDefinition was,
            ProjectDefinition is,
            GatewaySnapshot picture,
            List<DraftEffect> into) {
        Set<String> fedBefore = fed(was);
        Set<String> fed = fed(is);
        Map<String, DestinationDefinition> before = new HashMap<>();
        was.destinations().forEach(d -> before.put(d.id(), d));
        for (DestinationDefinition destination : is.destinations()) {
            String id = destination.id();
            String object = "destination/" + id;
            DestinationDefinition old = before.remove(id);
            long waiting = waiting(picture, id);
            if (old == null || (fed.contains(id) && !fedBefore.contains(id))) {
                into.add(new DraftEffect(Kind.DELIVERS, object, 0));
            } else if (!fed.contains(id) && fedBefore.contains(id)) {
                into.add(new DraftEffect(Kind.DRAINS, object, waiting));
            }
            if (old != null && !sameTarget(old, destination)) {
                into.add(new DraftEffect(Kind.REDIRECTS, object, waiting));
            }
            if (paused(picture, id)) {
                into.add(new DraftEffect(Kind.STAYS_PAUSED, object, waiting));
            }
        }
        before.keySet().stream()
                .sorted()
                .forEach(id -> into.add(new DraftEffect(Kind.GOES, "destination/" + id, 0)));
    }

    private static Set<String> fed(ProjectDefinition project) {
        Set<String> fed = new HashSet<>();
        project.pipelines().stream()
                .filter(p -> !p.from().isEmpty())
                .forEach(p -> fed.addAll(p.to()));
        return fed;
    }

    private static boolean sameTarget(DestinationDefinition one, DestinationDefinition other) {
        return one.type().equals(other.type())
                && one.config().toYaml().equals(other.config().toYaml());
    }

    private static boolean paused(GatewaySnapshot picture, String id) {
        return picture.lanes().stream()
                .anyMatch(lane -> lane.id().equals(id) && lane.state() == LaneState.PAUSED);
    }

    /// What a lane holds and has not delivered.
    static long waiting(GatewaySnapshot picture, String id) {
        return picture.lanes().stream()
                .filter(lane -> lane.id().equals(id))
                .mapToLong(RevisionPlan::waiting)
                .sum();
    }

    private static long waiting(LaneSnapshot lane) {
        return lane.inFlight() + lane.queued() + lane.bufferRecords() + lane.quarantinedTotal();
    }

    private static List<Problem> hindrances(
            ProjectDefinition was,
            ProjectDefinition is,
            Set<String> leaving,
            GatewaySnapshot picture) {
        List<Problem> hindrances = new ArrayList<>();
        if (!was.name().equals(is.name())) {
            hindrances.add(
                    Problem.error(
                            "PROJ-0402",
                            "project " + was.name(),
                            "Its name is its data directory's too: under the name "
                                    + is.name()
                                    + " it would leave behind what waits here.",
                            "Keep the name and change the title; or close the project and open a"
                                    + " copy under another name."));
        }
        if (picture.drills().running() != null) {
            hindrances.add(
                    Problem.error(
                            "PROJ-0405",
                            "drill",
                            "A drill runs; a restart would spoil what it measures.",
                            "Wait until it has ended, or stop it, then apply."));
        }
        for (String id : new TreeSet<>(leaving)) {
            LaneSnapshot lane =
                    picture.lanes().stream()
                            .filter(each -> each.id().equals(id))
                            .findFirst()
                            .orElse(null);
            // What is on its way in a healthy lane will have arrived when the intake has ended.
            boolean drains = lane != null && lane.state() == LaneState.IN_STEP;
            long stays =
                    lane == null
                            ? 0
                            : drains
                                    ? lane.bufferRecords() + lane.quarantinedTotal()
                                    : waiting(lane);
            if (stays > 0) {
                hindrances.add(GatewayEngine.keeps(id, stays));
            }
        }
        return hindrances;
    }
}
