package org.fieldproof.drill.run;

import org.fieldproof.api.drill.Fault;
import org.fieldproof.drill.evidence.Words;

/// Faults in words, as they complete "the line to X was ...".
final class FaultWords {
    private FaultWords() {}

    static String of(Fault fault) {
        return switch (fault) {
            case Fault.Down() -> "cut";
            case Fault.Hang() -> "left hanging: open, with nothing passing";
            case Fault.Latency latency ->
                    "slowed by "
                            + Words.duration(latency.delay().toMillis())
                            + " ± "
                            + Words.duration(latency.jitter().toMillis());
            case Fault.Bandwidth bandwidth ->
                    "narrowed to " + Words.count(bandwidth.bytesPerSecond()) + " bytes a second";
            case Fault.ResetAfter reset ->
                    "reset after every " + Words.count(reset.bytes()) + " bytes";
            case Fault.Slicer slicer ->
                    "sliced into chunks of " + Words.count(slicer.chunkBytes()) + " bytes";
        };
    }

    /// Whether nothing can pass while it lasts.
    static boolean stopsEverything(Fault fault) {
        return fault instanceof Fault.Down || fault instanceof Fault.Hang;
    }
}
