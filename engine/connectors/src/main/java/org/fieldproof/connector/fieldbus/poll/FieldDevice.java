package org.fieldproof.connector.fieldbus.poll;

import java.util.List;
import java.util.Optional;
import org.fieldproof.api.project.Problem;

/// A device as the loop sees it. Its methods are called from the source's thread only, but for
/// [#close()], which any thread may call to end a read that waits.
///
/// @param <P> where the protocol reads a tag
public interface FieldDevice<P> extends AutoCloseable {

    /// Dials and greets.
    void open() throws LineLostException;

    /// Reads these tags, which share an interval, and hands each reading to the outlet.
    ///
    /// @throws LineLostException if the line is gone; tags not yet read keep for the caller
    void read(List<PolledTag<P>> group) throws LineLostException;

    /// What keeps the connection from being as configured: units that do not answer, tags that
    /// cannot be read.
    Optional<Problem> degraded();

    /// How long until the device may be dialled again, in nanoseconds; the loop asks before each
    /// dial (POLL-2).
    long untilDialNanos(long nowNanos);

    @Override
    void close();
}
