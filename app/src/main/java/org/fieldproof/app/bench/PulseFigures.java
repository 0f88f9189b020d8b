package org.fieldproof.app.bench;

/// What one way of using the console cost, see [ConsoleFigures].
///
/// @param steps what a person did
/// @param workP95Millis of a pulse
/// @param workMaxMillis of a pulse
/// @param gapP95Millis from one pulse to the next
public record PulseFigures(
        int steps, double workP95Millis, double workMaxMillis, double gapP95Millis) {}
