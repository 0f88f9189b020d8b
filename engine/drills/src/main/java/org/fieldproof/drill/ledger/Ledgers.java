package org.fieldproof.drill.ledger;

import java.util.List;

/// Everything a judgement needs.
///
/// @param fromSeq first identity of the run
/// @param cutSeq newest identity when the run's counting ended; what came later belongs to it
///     only where a device's counter says so
/// @param toSeq last identity read
/// @param acceptedReadable false where the log could not be read completely
public record Ledgers(
        List<DeviceLedger> devices,
        long fromSeq,
        long cutSeq,
        long toSeq,
        boolean acceptedReadable,
        List<AcceptedRow> accepted,
        List<LaneLedger> lanes) {
    /// As many lanes as an accepted row has bits for.
    public static final int LANES_MAX = 62;

    public Ledgers {
        devices = List.copyOf(devices);
        accepted = List.copyOf(accepted);
        lanes = List.copyOf(lanes);
        if (lanes.size() > LANES_MAX) {
            throw new IllegalArgumentException(
                    "lanes: " + lanes.size() + " (expected: <= " + LANES_MAX + ")");
        }
    }

    /// Ledgers of a run that never came to counting.
    public static Ledgers none() {
        return new Ledgers(List.of(), 1, 0, 0, false, List.of(), List.of());
    }
}
