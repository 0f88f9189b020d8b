package org.fieldproof.engine.alarm;

import java.util.Optional;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.api.snapshot.AlarmSnapshot.State;

/// An alarm that went from one state to another, for the event journal.
///
/// @param from empty where it was raised
/// @param to empty where it is over
public record AlarmChange(AlarmSnapshot alarm, Optional<State> from, Optional<State> to) {}
