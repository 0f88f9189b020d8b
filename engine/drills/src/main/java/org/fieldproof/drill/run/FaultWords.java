package org.fieldproof.drill.run;

import org.fieldproof.api.drill.Fault;
import org.fieldproof.drill.evidence.Words;

/// Faults in words: what a run says of them in its events and its evidence.
final class FaultWords {
    private FaultWords() {}

    /// A clause such as "the line to X was cut". A store in the gateway's own process has no line:
    /// what is closed is the gateway's writer of it.
    ///
    /// @param door whether the link leads to such a store
    static String was(Fault fault, String link, boolean door) {
        return clause(fault, link, door, "was");
    }

    /// The same while it is being done.
    static String is(Fault fault, String link, boolean door) {
        return clause(fault, link, door, "is");
    }

    /// That it is no longer done.
    static String ended(String link, boolean door) {
        return door
                ? "the store " + link + " may be opened again"
                : "the line to " + link + " is healed";
    }

    private static String clause(Fault fault, String link, boolean door, String verb) {
        return door
                ? "the store "
                        + link
                        + " "
                        + verb
                        + " closed to the gateway’s own writer (from its next write or idle probe"
                        + " on; others in this process may still read it)"
                : "the line to " + link + " " + verb + " " + of(fault);
    }

    private static String of(Fault fault) {
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
