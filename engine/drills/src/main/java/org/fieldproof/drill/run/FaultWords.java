package org.fieldproof.drill.run;

import org.fieldproof.api.drill.Fault;
import org.fieldproof.drill.evidence.Words;
import org.fieldproof.drill.link.LinkProxy;

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

    /// As it was done to this link: a store in this process has no line, and is shut.
    static String of(Fault fault, LinkProxy link) {
        return link.isDoor()
                ? "cut: the gateway closed this store of its own process and opened it no more"
                : of(fault);
    }

    /// Whether nothing can pass while it lasts.
    static boolean stopsEverything(Fault fault) {
        return fault instanceof Fault.Down || fault instanceof Fault.Hang;
    }
}
