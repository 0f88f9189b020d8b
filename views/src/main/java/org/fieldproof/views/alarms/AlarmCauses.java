package org.fieldproof.views.alarms;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.spi.ConnectorState;

/// What stands upstream of the objects of alarms, by what runs: a connection of its devices, a
/// destination of what its lane and its buffer say, and a peer of all that cannot reach it. Needs
/// no toolkit.
final class AlarmCauses {
    static final AlarmCauses NONE = new AlarmCauses();

    private static final String PEER = "peer";
    private static final Pattern ADDRESS = Pattern.compile("[^\\s/]+:\\d+");

    /// Parts that are away, by what their objects are called.
    private final Set<String> away = new HashSet<>();

    /// The address that a part cannot reach, where another cannot either.
    private final Map<String, String> shared = new HashMap<>();

    private AlarmCauses() {}

    static AlarmCauses of(GatewaySnapshot picture) {
        AlarmCauses causes = new AlarmCauses();
        Map<String, String> addresses = new HashMap<>();
        for (ConnectionSnapshot each : picture.connections()) {
            String object = "connection " + each.id();
            if (each.state() == ConnectorState.DOWN) {
                address(each.endpoint()).ifPresent(at -> addresses.put(object, at));
            }
            if (each.state() == ConnectorState.DOWN || each.state() == ConnectorState.FAULTED) {
                causes.away.add(object);
            }
        }
        for (LaneSnapshot each : picture.lanes()) {
            String object = "lane " + each.id();
            if (each.state() == LaneState.DOWN || each.state() == LaneState.FULL) {
                address(each.endpoint()).ifPresent(at -> addresses.put(object, at));
                causes.away.add(object);
            }
            if (each.state() == LaneState.FAULTED) {
                causes.away.add(object);
            }
        }
        causes.share(addresses);
        return causes;
    }

    private static Optional<String> address(String endpoint) {
        Matcher found = ADDRESS.matcher(endpoint);
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }

    private void share(Map<String, String> addresses) {
        Map<String, Integer> parts = new HashMap<>();
        addresses.values().forEach(at -> parts.merge(at, 1, Integer::sum));
        addresses.forEach(
                (object, at) -> {
                    if (parts.getOrDefault(at, 0) > 1) {
                        shared.put(object, PEER + " " + at);
                        away.add(PEER + " " + at);
                    }
                });
    }

    /// What an alarm is counted with: the farthest upstream that is known of its object.
    String rootOf(String object) {
        String part = AlarmObject.of(object).root();
        return shared.getOrDefault(part, part);
    }

    /// Whether a root is itself away, and so may be why.
    boolean isCause(String root) {
        return away.contains(root);
    }
}
