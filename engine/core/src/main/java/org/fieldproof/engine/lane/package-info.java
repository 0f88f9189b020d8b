/// Lanes: custody of one destination's records each. A lane has its own thread, queue, disk
/// buffer, quarantine and position, so that a dead, slow or hanging destination changes nothing
/// for the others.
///
/// Laws, quoted by tests:
///
/// - **LANE-1** Nothing leaves a lane's custody but by one of: durable at the destination, synced
///   in quarantine, dropped by the named policy and counted.
/// - **LANE-2** `routed = durable + in flight + queued + buffered + quarantined + dropped`, at
///   every look.
/// - **LANE-3** Records are handed to the sink in log order: the disk buffer before the queue,
///   both from their heads. With `replayOrder: live-first` each of the two keeps its order, and
///   the queue overtakes the buffer.
/// - **LANE-4** The position never passes a record that is only in memory or in an unsynced
///   buffer.
/// - **LANE-5** A retry has the same identity and the same bytes. Only a person changes bytes, in
///   quarantine, and the first ones are kept with the change.
/// - **LANE-6** The lane's thread never waits for a sink.
/// - **LANE-7** Quotas are counted from what is there, and age from running time: no restart and
///   no clock that jumps makes room or takes it.
/// - **LANE-8** A full quarantine stops the lane's deliveries and raises an alarm; it lets go of
///   nothing.
/// - **LANE-9** A batch holds records of one epoch: destinations that name what they keep by epoch
///   and seqs may rely on it.
/// - **LANE-10** A destination that has had nothing to store for a while is asked whether it is
///   still there. The question holds up no record for long, and no record fails by it. An answer
///   is no delivery: the waits between attempts begin anew with a delivered batch only.
/// - **LANE-11** What a lane holds on the disk is written down, outside of its buffer, behind the
///   sync of it. A start that does not find it names what is missing with its range, raises an
///   alarm, and counts it as routed and lost: never as delivered, and never as if it had not been.
@NullMarked
package org.fieldproof.engine.lane;

import org.jspecify.annotations.NullMarked;
