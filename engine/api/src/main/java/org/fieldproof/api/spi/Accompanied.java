package org.fieldproof.api.spi;

import org.fieldproof.api.project.Problem.Place;

/// What a connection is shown that others bring, as its project says it; for the checks between
/// connections.
///
/// @param connection who brings it; empty for whoever does
/// @param connectionPlace where that is written, or would be
public record Accompanied(
        String connection, String address, Place connectionPlace, Place addressPlace) {}
