package org.fieldproof.app.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a console cost. Work is processor time of the FX thread between two pulses, so neighbours
/// on the machine do not count; gaps are wall time, so they do.
///
/// @param pulses that were measured
/// @param workP95Millis of a pulse
/// @param workP99Millis of a pulse
/// @param workMaxMillis of a pulse
/// @param gapP95Millis from one pulse to the next
/// @param drawingCores processor time of the FX and the drawing threads, in cores
/// @param processCores of the whole process, gateway and devices included, in cores
/// @param heapAfterGcMiB of the whole process, after a full collection
/// @param acceptedPerSecond what the gateway accepted while every perspective was visited
/// @param acceptedAlonePerSecond what it accepted before there was a window
/// @param uses what a single use cost, such as the time bar, by its name
public record ConsoleFigures(
        long pulses,
        double workP95Millis,
        double workP99Millis,
        double workMaxMillis,
        double gapP95Millis,
        double drawingCores,
        double processCores,
        double heapAfterGcMiB,
        double acceptedPerSecond,
        double acceptedAlonePerSecond,
        Map<String, PulseFigures> uses) {
    public ConsoleFigures {
        uses = Collections.unmodifiableMap(new LinkedHashMap<>(uses));
    }
}
