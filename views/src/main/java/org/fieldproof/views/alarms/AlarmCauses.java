package org.fieldproof.views.alarms;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

    /// What is wrong with parts, by what their objects are called.
    private final Map<String, Trouble> troubles = new HashMap<>();

    /// The address that a part cannot reach, where another cannot either.
    private final Map<String, String> shared = new HashMap<>();

    /// Why a part may be the cause of what others say.
    enum Trouble {
        AWAY,
        /// Its buffer, and so it is not for its peer that others wait.
        FULL,
        FAULTED
    }

    private AlarmCauses() {}

    static AlarmCauses of(GatewaySnapshot picture) {
        AlarmCauses causes = new AlarmCauses();
        Map<String, String> addresses = new HashMap<>();
        for (ConnectionSnapshot each : picture.connections()) {
            String object = "connection " + each.id();
            if (each.state() == ConnectorState.DOWN) {
                address(each.endpoint()).ifPresent(at -> addresses.put(object, at));
                causes.troubles.put(object, Trouble.AWAY);
            } else if (each.state() == ConnectorState.FAULTED) {
                causes.troubles.put(object, Trouble.FAULTED);
            }
        }
        for (LaneSnapshot each : picture.lanes()) {
            String object = "lane " + each.id();
            if (each.state() == LaneState.DOWN) {
                address(each.endpoint()).ifPresent(at -> addresses.put(object, at));
                causes.troubles.put(object, Trouble.AWAY);
            } else if (each.state() == LaneState.FULL) {
                causes.troubles.put(object, Trouble.FULL);
            } else if (each.state() == LaneState.FAULTED) {
                causes.troubles.put(object, Trouble.FAULTED);
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
                        troubles.put(PEER + " " + at, Trouble.AWAY);
                    }
                });
    }

    /// What an alarm is counted with: the farthest upstream that is known of its object.
    String rootOf(String object) {
        String part = AlarmObject.of(object).root();
        return shared.getOrDefault(part, part);
    }

    /// What is wrong with a root itself, so that it may be why; empty for nothing.
    Optional<Trouble> troubleOf(String root) {
        return Optional.ofNullable(troubles.get(root));
    }
}
