package org.fieldproof.views.pipelines;

import org.fieldproof.api.command.Command;
import org.jspecify.annotations.Nullable;

/// A wire of the picture.
///
/// @param from id of a node
/// @param to id of a node
/// @param title what a person calls it, such as `devices → Log`
/// @param label the rate, or how long it has been silent; may be empty
/// @param wire what to ask the gateway for, or null if nothing can be asked
record PipelineWire(
        String from,
        String to,
        String title,
        double perSecond,
        String label,
        Look look,
        Command.@Nullable Wire wire) {

    /// How it is drawn.
    enum Look {
        CALM,
        /// Silent for longer than usual: dashed.
        STALE,
        /// Amber double line.
        TROUBLE
    }

    String id() {
        return from + ">" + to;
    }

    /// Thickness by the logarithm of the rate, 1 to 4.
    double thickness() {
        return perSecond <= 1 ? 1 : Math.min(4, 1 + Math.log10(perSecond) * 0.6);
    }
}
