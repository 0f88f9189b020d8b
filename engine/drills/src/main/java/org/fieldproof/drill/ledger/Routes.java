package org.fieldproof.drill.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.DestinationDefinition;
import org.fieldproof.api.project.ProjectDefinition.PipelineDefinition;

/// Where the project says that records go: computed here, apart from the gateway's own
/// dispatcher, so that a fault there cannot hide. Used by one thread.
public final class Routes {
    private final List<PipelineDefinition> pipelines;
    private final List<String> lanes;
    private final int fed;
    private final Map<Key, Long> known = new HashMap<>();

    private record Key(String connection, String address) {}

    public Routes(ProjectDefinition project) {
        pipelines = project.pipelines();
        List<String> all =
                project.destinations().stream()
                        .map(DestinationDefinition::id)
                        .filter(id -> pipelines.stream().anyMatch(each -> each.to().contains(id)))
                        .toList();
        fed = all.size();
        lanes = all.subList(0, Math.min(fed, Ledgers.LANES_MAX));
    }

    /// False where pipelines feed more destinations than a ledger counts.
    public boolean countsAll() {
        return fed == lanes.size();
    }

    /// The destinations that any pipeline feeds, in the project's order.
    public List<String> lanes() {
        return lanes;
    }

    /// Bit i is set where a record goes to the i-th lane.
    public long maskOf(String connection, String address) {
        return known.computeIfAbsent(new Key(connection, address), this::compute);
    }

    private long compute(Key key) {
        long mask = 0;
        for (PipelineDefinition pipeline : pipelines) {
            boolean matches =
                    pipeline.from().contains(key.connection())
                            && pipeline.match().stream()
                                    .anyMatch(filter -> matches(filter, key.address()));
            if (matches) {
                for (String to : pipeline.to()) {
                    int index = lanes.indexOf(to);
                    mask |= index < 0 ? 0 : 1L << index;
                }
            }
        }
        return mask;
    }

    /// MQTT topic filters, MQTT 5 section 4.7.
    static boolean matches(String filter, String topic) {
        boolean wildcardFirst = filter.startsWith("#") || filter.startsWith("+");
        if (topic.startsWith("$") && wildcardFirst) {
            return false;
        }
        String[] want = filter.split("/", -1);
        String[] have = topic.split("/", -1);
        for (int i = 0; i < want.length; i++) {
            if (want[i].equals("#")) {
                return true;
            }
            boolean fits = i < have.length && (want[i].equals("+") || want[i].equals(have[i]));
            if (!fits) {
                return false;
            }
        }
        return want.length == have.length;
    }
}
