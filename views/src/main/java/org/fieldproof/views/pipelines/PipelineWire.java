package org.fieldproof.views.pipelines;

import org.fieldproof.api.command.Command;
import org.fieldproof.views.drawing.WireFigure;
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
        WireFigure.Look look,
        Command.@Nullable Wire wire) {

    PipelineWire(
            String from,
            String to,
            String title,
            double perSecond,
            WireFigure figure,
            Command.Wire wire) {
        this(from, to, title, perSecond, figure.label(), figure.look(), wire);
    }

    String id() {
        return from + ">" + to;
    }

    /// How it is drawn.
    WireFigure figure() {
        return WireFigure.of(look, perSecond, label);
    }
}
