package org.fieldproof.engine.transform;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.DestinationDefinition;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.engine.project.Catalog;
import org.fieldproof.engine.project.JsonLook;
import org.fieldproof.engine.project.PipelineTest;
import org.fieldproof.engine.project.PipelineTest.Expectation;

/// Runs a project's pipeline tests: the same routes and the same transforms that a gateway has,
/// without a gateway. Confined to one thread.
public final class PipelineTestRun {
    private final Map<String, LaneTransforms> lanes = new LinkedHashMap<>();

    /// What became of one case; no mismatches means that it passed.
    public record Result(PipelineTest test, List<Mismatch> mismatches) {
        public Result {
            mismatches = List.copyOf(mismatches);
        }

        public boolean passed() {
            return mismatches.isEmpty();
        }
    }

    /// One difference.
    ///
    /// @param place the line of the expectation, or of the case where nothing was expected
    /// @param what is compared, such as `payload`
    public record Mismatch(
            Place place, String destination, String what, String expected, String actual) {}

    /// Makes the transforms of every destination.
    public PipelineTestRun(ProjectDefinition project, Catalog catalog, TransformPlace place)
            throws ConnectorException {
        for (DestinationDefinition each : project.destinations()) {
            lanes.put(each.id(), LaneTransforms.of(project, each.id(), catalog, place));
        }
    }

    /// What becomes of a record, by destination; those that nothing leads it to are not there.
    public Map<String, Fate> fates(FieldRecord given) {
        Map<String, Fate> fates = new LinkedHashMap<>();
        lanes.forEach(
                (id, lane) -> {
                    if (lane.leadsThere(given)) {
                        fates.put(id, lane.apply(given));
                    }
                });
        return fates;
    }

    /// Runs one case.
    public Result run(PipelineTest test) {
        List<Mismatch> found = new ArrayList<>();
        Map<String, Expectation> expected = new LinkedHashMap<>();
        test.expected().forEach(each -> expected.put(each.to(), each));
        for (Map.Entry<String, LaneTransforms> lane : lanes.entrySet()) {
            String id = lane.getKey();
            boolean comes = lane.getValue().leadsThere(test.given());
            Expectation wanted = expected.get(id);
            if (wanted == null && comes) {
                Fate fate = lane.getValue().apply(test.given());
                found.add(new Mismatch(test.place(), id, "route", "nothing", words(fate)));
            } else if (wanted != null && !comes) {
                found.add(
                        new Mismatch(
                                wanted.place(), id, "route", "the record", "no pipeline leads it"));
            } else if (wanted != null) {
                compare(wanted, lane.getValue().apply(test.given()), found);
            }
        }
        return new Result(test, found);
    }

    private static void compare(Expectation wanted, Fate fate, List<Mismatch> found) {
        String fateWanted = fateWanted(wanted);
        boolean met =
                switch (fate) {
                    case Fate.Sent _ ->
                            wanted.dropped().isEmpty() && wanted.quarantined().isEmpty();
                    case Fate.Dropped(String by) -> meets(wanted.dropped(), by);
                    case Fate.Refused refused -> meets(wanted.quarantined(), refused.why().code());
                };
        if (!met) {
            found.add(new Mismatch(wanted.place(), wanted.to(), "fate", fateWanted, words(fate)));
        } else if (fate instanceof Fate.Sent(FieldRecord record)) {
            content(wanted, record, found);
        }
    }

    /// `any` is met by all; a name may be written without its pipeline.
    private static boolean meets(String wanted, String actual) {
        return wanted.equals("any")
                || (!wanted.isEmpty() && (actual.equals(wanted) || actual.endsWith("/" + wanted)));
    }

    private static String fateWanted(Expectation wanted) {
        if (!wanted.dropped().isEmpty()) {
            return "dropped by " + wanted.dropped();
        }
        return wanted.quarantined().isEmpty()
                ? "delivered"
                : "quarantined with " + wanted.quarantined();
    }

    private static void content(Expectation wanted, FieldRecord record, List<Mismatch> found) {
        String payload = new String(record.payload(), StandardCharsets.UTF_8);
        if (wanted.payload() != null) {
            differ(wanted, "payload", wanted.payload(), payload, found);
        }
        if (wanted.json() != null
                && !Objects.equals(JsonLook.of(wanted.json()), JsonLook.of(payload))) {
            found.add(new Mismatch(wanted.place(), wanted.to(), "json", wanted.json(), payload));
        }
        if (!wanted.address().isEmpty()) {
            differ(wanted, "address", wanted.address(), record.address(), found);
        }
        if (!wanted.device().isEmpty()) {
            differ(wanted, "device", wanted.device(), record.device(), found);
        }
        if (!record.properties().containsAll(wanted.properties())) {
            found.add(
                    new Mismatch(
                            wanted.place(),
                            wanted.to(),
                            "properties",
                            "" + wanted.properties(),
                            "" + record.properties()));
        }
    }

    private static void differ(
            Expectation wanted, String what, String expected, String actual, List<Mismatch> found) {
        if (!expected.equals(actual)) {
            found.add(new Mismatch(wanted.place(), wanted.to(), what, expected, actual));
        }
    }

    private static String words(Fate fate) {
        return switch (fate) {
            case Fate.Sent(FieldRecord record) ->
                    "delivered: " + new String(record.payload(), StandardCharsets.UTF_8);
            case Fate.Dropped(String by) -> "dropped by " + by;
            case Fate.Refused refused -> "quarantined: " + refused.why().oneLine();
        };
    }
}
