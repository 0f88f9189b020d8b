package org.fieldproof.engine.journal;

/// What became of an act that concerns a marker. Immutable.
public sealed interface MarkerLine {
    /// It is done, and waits for the disk.
    ///
    /// @param id number of the marker
    /// @param number of its line
    record Added(long id, long number) implements MarkerLine {}

    /// No such marker is shown. Nothing was done.
    record NoMarker() implements MarkerLine {}

    /// The trail takes no line. Nothing was done.
    record NoRoom() implements MarkerLine {}
}
