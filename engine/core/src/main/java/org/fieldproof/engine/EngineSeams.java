package org.fieldproof.engine;

import java.util.function.LongPredicate;

/// Planted faults. A drill is only worth something if it fails when it should, so tests and a
/// hidden option of the command line (`--plant lose:10000`) can make the engine do wrong on
/// purpose. In a real gateway nothing is planted.
///
/// @param loseBetweenLogAndLane true for a seq that the dispatcher shall lose
public record EngineSeams(LongPredicate loseBetweenLogAndLane) {

    /// Nothing planted.
    public static EngineSeams none() {
        return new EngineSeams(seq -> false);
    }

    /// Loses one record in `every` between log and lane.
    public static EngineSeams losingOneIn(long every) {
        if (every < 1) {
            throw new IllegalArgumentException("every: " + every + " (expected: >= 1)");
        }
        return new EngineSeams(seq -> seq % every == 0);
    }
}
