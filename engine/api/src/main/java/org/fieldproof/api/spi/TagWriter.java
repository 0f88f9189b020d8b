package org.fieldproof.api.spi;

import org.fieldproof.api.project.Problem;
import org.fieldproof.api.value.TypedValue;

/// Writes one tag of one device, on a connection of its own that lets nothing else be written and
/// is closed after. Made only for a write that a person has armed, named and confirmed (G20): what
/// runs all day keeps a line that can only read. Its calls block, each for a bounded time; one
/// thread.
public interface TagWriter extends AutoCloseable {

    /// The device's own value now, before any scaling. Its kind, [TypedValue.Int] of 16 bits for
    /// one, is what [#write] takes.
    ///
    /// @throws ConnectorException naming what refused and what to do
    TypedValue read() throws ConnectorException;

    /// Writes the tag once. Never repeated by itself: a device may have acted on what it did not
    /// answer.
    ///
    /// @param raw of the kind that [#read] gave
    Answer write(TypedValue raw);

    @Override
    void close();

    /// What became of a write.
    sealed interface Answer {
        /// The device says that it has taken it.
        record Taken() implements Answer {}

        /// The device says no, or it never left this program: nothing was written.
        record Refused(Problem why) implements Answer {}

        /// It left, and no answer came: the device may have taken it.
        record Unknown(Problem why) implements Answer {}
    }
}
