package org.fieldproof.engine.project;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fieldproof.api.spi.Accompanied;
import org.fieldproof.engine.project.ConnectorReader.Bringing;
import org.fieldproof.engine.project.ConnectorReader.Known;

/// Checks what connections are shown that others bring. Where a connection's addresses are known
/// at run time only, it is taken for one that may bring any. Pure but for the problems it records.
final class Accompaniment {
    private final List<Known> connections;
    private final Problems problems;
    private final Map<String, Bringing> bringing = new HashMap<>();

    Accompaniment(List<Known> known, Problems problems) {
        connections = known.stream().filter(each -> each.section().equals("connections")).toList();
        this.problems = problems;
    }

    private Bringing bringing(Known connection) {
        return bringing.computeIfAbsent(connection.id(), _ -> connection.bringing().get());
    }

    /// @param object who is shown it
    void check(Accompanied shown, String object) {
        if (shown.connection().isEmpty()) {
            warnOfSeveral(shown, object);
            return;
        }
        for (Known each : connections) {
            if (each.id().equals(shown.connection())) {
                checkBringing(each, shown, object);
            }
        }
    }

    private void checkBringing(Known named, Accompanied shown, String object) {
        switch (bringing(named)) {
            case Bringing.Along() ->
                    problems.error(
                            shown.connectionPlace(),
                            "PROJ-0313",
                            object,
                            "What " + named.id() + " combines is shown to no other combination.",
                            "Name the connection that brings the value itself.");
            case Bringing.At(Set<String> addresses) -> {
                if (!addresses.contains(shown.address())) {
                    problems.error(
                            shown.addressPlace(),
                            "PROJ-0314",
                            object,
                            named.id()
                                    + " brings nothing at "
                                    + shown.address()
                                    + "."
                                    + Suggestion.question(shown.address(), addresses),
                            "Write the topic of one of its tags or groups, or another"
                                    + " connection.",
                            Suggestion.meant(shown.address(), addresses));
                }
            }
            case Bringing.Anywhere() -> {}
        }
    }

    private void warnOfSeveral(Accompanied shown, String object) {
        List<String> several =
                connections.stream()
                        .filter(
                                each ->
                                        bringing(each) instanceof Bringing.At(Set<String> at)
                                                && at.contains(shown.address()))
                        .map(Known::id)
                        .toList();
        if (several.size() > 1) {
            problems.warning(
                    shown.addressPlace(),
                    "PROJ-0315",
                    object,
                    String.join(" and ", several)
                            + " all bring "
                            + shown.address()
                            + "; the value is that of whichever came last.",
                    "Write connection: " + several.getFirst() + ", or another of them.");
        }
    }

    /// Whether somebody who is routed somewhere is shown what this one brings.
    boolean isShown(Known brings, Set<String> routed) {
        return connections.stream()
                .filter(each -> routed.contains(each.id()))
                .flatMap(each -> each.accompanied().stream())
                .anyMatch(shown -> mayBring(brings, shown));
    }

    private boolean mayBring(Known brings, Accompanied shown) {
        boolean isMeant = shown.connection().isEmpty() || shown.connection().equals(brings.id());
        return isMeant
                && switch (bringing(brings)) {
                    case Bringing.Along() -> false;
                    case Bringing.Anywhere() -> true;
                    case Bringing.At(Set<String> addresses) -> addresses.contains(shown.address());
                };
    }
}
