package org.fieldproof.connector.opcua.simulator;

import java.util.random.RandomGenerator;

/// A made-up course of a value. Confined to the simulator's thread.
final class Generator {
    private final SimulatorConfig.Variable variable;
    private final double phase;
    private final RandomGenerator random;
    private long steps;

    /// How a value moves.
    enum Shape {
        COUNTER,
        RAMP,
        SINE,
        RANDOM,
        TOGGLE,
        CONSTANT
    }

    /// @param phase 0 to 1: where in its period it begins, so that many alike differ
    Generator(SimulatorConfig.Variable variable, double phase, RandomGenerator random) {
        this.variable = variable;
        this.phase = phase;
        this.random = random;
    }

    /// The next value.
    double next() {
        double part =
                phase
                        + (double) steps
                                * variable.interval().toNanos()
                                / variable.period().toNanos();
        part -= Math.floor(part);
        double range = variable.max() - variable.min();
        long step = steps++;
        return switch (variable.shape()) {
            case COUNTER -> step;
            case RAMP -> variable.min() + range * part;
            case SINE -> variable.min() + range * (0.5 + Math.sin(part * 2 * Math.PI) / 2);
            case RANDOM -> variable.min() + range * random.nextDouble();
            case TOGGLE -> step % 2 == 0 ? variable.min() : variable.max();
            case CONSTANT -> variable.max();
        };
    }
}
