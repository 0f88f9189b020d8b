package org.fieldproof.views.buffers;

import org.fieldproof.views.control.StateText;

/// A store of records: the log, or a lane's disk buffer.
///
/// @param id `log` or the lane's id
/// @param share of its quota, 0 to 1
/// @param fullClass style of `fullIn`: how soon that is
record BufferRow(
        String id,
        String name,
        String records,
        String bytes,
        String oldest,
        String in,
        String out,
        String inFlight,
        StateText state,
        double share,
        String shareText,
        String fullIn,
        String fullClass,
        String drainedIn) {}
