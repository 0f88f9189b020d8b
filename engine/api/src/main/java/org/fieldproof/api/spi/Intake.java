package org.fieldproof.api.spi;

import org.fieldproof.api.record.InboundRecord;

/// The gateway's door for records, one per connection. Bounded by bytes: a source that is told to
/// wait stops reading its socket, so that the pressure reaches the device and nothing piles up
/// here.
///
/// Any thread may call it; calls from one thread keep their order.
public interface Intake {

    /// Offers a record. The answer is immediate; durability is told later to `acceptance`.
    Admission offer(InboundRecord record, Acceptance acceptance);

    /// Runs `whenRoom` once, on an engine thread, as soon as the door has room again; at once if
    /// it has room now. It must only post to the source's own loop.
    void onRoom(Runnable whenRoom);

    /// If the log puts its next commit off to gather more: runs `lastCall` once, on an engine
    /// thread, shortly before that commit takes what has come, and is true. It must only post to
    /// the source's own loop. A source that reads its socket then, instead of message by message,
    /// brings all that came meanwhile, and none of it waits for the commit after. False, and
    /// nothing is run, if the next commit is not put off. Where the log stalls the call comes late:
    /// a source that waits for it keeps a limit of its own.
    default boolean beforeCommit(Runnable lastCall) {
        return false;
    }

    /// The answer at the door.
    enum Admission {
        /// Taken in; keep reading.
        TAKEN,
        /// Taken in, but the budget is used up: stop reading until [#onRoom(Runnable)] fires.
        TAKEN_NOW_WAIT,
        /// Not taken in: the gateway is stopping or its log has failed. Do not acknowledge.
        CLOSED
    }
}
