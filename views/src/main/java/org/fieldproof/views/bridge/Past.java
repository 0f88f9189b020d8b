package org.fieldproof.views.bridge;

import java.util.Optional;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.snapshot.GatewaySnapshot;

/// A second that lies back, as the console saw it.
///
/// @param second since 1970
/// @param picture empty if the console did not see that second
/// @param values the latest values of then; empty if they were not seen
/// @param valuesSecond when they were read, which may be some seconds earlier
public record Past(
        long second,
        Optional<GatewaySnapshot> picture,
        Optional<Outcome.LatestRead> values,
        long valuesSecond) {}
