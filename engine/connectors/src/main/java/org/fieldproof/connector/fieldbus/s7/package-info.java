/// Siemens S7 by ISO-on-TCP (RFC 1006, port 102): reads data blocks, markers, inputs, outputs,
/// timers and counters of S7-300, 400, 1200 and 1500, and simulates one.
///
/// The framing is our own: connect, negotiate, read variables, read the operating mode. There is no
/// code to write a variable, nor to start or stop a PLC.
///
/// Laws:
/// - S7-1: an answer belongs to the request with its reference and item count, or to none: then the
///   line is dropped.
/// - S7-2: an item's return code is the status of its tags, and never a value.
/// - S7-3: bytes that are no value of the tag's type (a text longer than it may be, a digit above
///   nine, a day that does not exist) are BAD.
/// - S7-4: no request has more than 20 items, nor more than the PDU the PLC has agreed to.
@NullMarked
package org.fieldproof.connector.fieldbus.s7;

import org.jspecify.annotations.NullMarked;
