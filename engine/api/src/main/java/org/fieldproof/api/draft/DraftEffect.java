package org.fieldproof.api.draft;

/// One thing that applying a draft will do to what runs.
///
/// @param object what it happens to, such as `destination/upstream` or `gateway`
/// @param records how many records are at stake: kept, waiting or asked to go elsewhere; 0 if none
public record DraftEffect(Kind kind, String object, long records) {

    /// What will happen.
    public enum Kind {
        /// Only the picture is saved; what runs is not touched.
        PICTURE_ONLY,
        /// The gateway stops and starts again on the same data; devices are asked to wait.
        RESTARTS,
        /// Devices of this connection are disconnected and may connect again.
        RECONNECTS,
        /// Its devices are shown at another place; nothing of their records changes.
        MOVES,
        /// A new connection begins to accept records.
        STARTS,
        /// Its devices find nothing there any more.
        ENDS,
        /// A new destination gets what comes from now on.
        DELIVERS,
        /// It gets no new records; what waits for it is still delivered.
        DRAINS,
        /// What waits for it goes to the place that is configured now.
        REDIRECTS,
        /// Nothing waits for it; it goes.
        GOES,
        /// A person paused it; it stays paused.
        STAYS_PAUSED
    }
}
