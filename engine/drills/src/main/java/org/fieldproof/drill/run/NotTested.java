package org.fieldproof.drill.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.drill.DrillDefinition;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.drill.evidence.Words;
import org.fieldproof.drill.ledger.DeviceLedger;
import org.fieldproof.drill.ledger.LaneLedger;
import org.fieldproof.drill.ledger.Ledgers;

/// What a run leaves open, said plainly.
final class NotTested {
    private static final int DEVICES_NAMED = 10;

    private NotTested() {}

    /// @param faultWords what was done, as a clause; what was meant, where it was not done
    /// @param inProcess true where the destination has no line but a door
    static List<String> sentences(
            DrillDefinition drill,
            String faultWords,
            boolean inProcess,
            ProjectDefinition project,
            DrillPath path,
            Ledgers ledgers,
            FinishedRun.Measured measured,
            long computedMs,
            Optional<Problem> fileSystemDoubt) {
        List<String> open = new ArrayList<>();
        open.add("Loss of power or a killed process of the gateway or of a destination.");
        fileSystemDoubt.ifPresent(why -> open.add(durability(why)));
        String computed =
                computedMs > 0
                        ? "; the disk buffer was computed to last " + Words.duration(computedMs)
                        : "";
        open.add(
                "Outages longer than "
                        + Words.duration(Math.max(0, measured.outageMs()))
                        + computed
                        + ".");
        open.add(
                measured.injected()
                        ? "Faults other than this one: " + faultWords + "."
                        : "Any fault of " + drill.link() + ": none was injected.");
        if (inProcess) {
            open.add(ofAStore(drill.link(), measured));
        }
        List<String> untouched =
                path.lanes().stream().filter(each -> !path.affected().contains(each)).toList();
        if (!untouched.isEmpty()) {
            open.add("An outage of " + String.join(", ", untouched) + ".");
        }
        List<String> unrouted =
                project.destinations().stream()
                        .map(ProjectDefinition.DestinationDefinition::id)
                        .filter(each -> !path.lanes().contains(each))
                        .toList();
        if (!unrouted.isEmpty()) {
            open.add("Destinations that no pipeline feeds: " + String.join(", ", unrouted) + ".");
        }
        List<String> uncounted =
                ledgers.devices().stream()
                        .filter(each -> !each.counted())
                        .map(DeviceLedger::device)
                        .sorted()
                        .toList();
        if (!uncounted.isEmpty()) {
            int shown = Math.min(DEVICES_NAMED, uncounted.size());
            open.add(
                    "What "
                            + String.join(", ", uncounted.subList(0, shown))
                            + (uncounted.size() > shown ? ", …" : "")
                            + " had to say before the gateway accepted it: what does not count its"
                            + " own messages is judged by the gateway's log.");
        }
        ledgers.lanes().stream()
                .filter(NotTested::isUntimed)
                .forEach(lane -> open.add(orderAt(lane.lane())));
        open.add(
                "Whether a destination keeps what it has acknowledged through a failure of its own.");
        return open;
    }

    private static boolean isUntimed(LaneLedger lane) {
        return lane.readable()
                && !lane.arrivals().isEmpty()
                && lane.arrivals().stream().allMatch(each -> each.arrivedEpochNanos() == 0);
    }

    private static String orderAt(String lane) {
        return "When records arrived at "
                + lane
                + ": it does not say. Their order is judged as it was read back, and a table keeps"
                + " none.";
    }

    private static String ofAStore(String store, FinishedRun.Measured measured) {
        boolean reopened = measured.injected() && measured.recoveryMs() >= 0;
        return "What a failing disk, a locked or a damaged file does to "
                + store
                + ": it lies in the gateway’s own process and has no line"
                + (reopened
                        ? "; it was closed between two writes, and opened again afterwards."
                        : ".");
    }

    private static String durability(Problem why) {
        return "Whether the gateway's own data directory keeps what it accepted. "
                + why.message()
                + " ("
                + why.code()
                + ")";
    }
}
