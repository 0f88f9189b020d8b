/// Modbus TCP: reads coils, discrete inputs, holding and input registers (MODBUS Application
/// Protocol V1.1b3, 6.1 to 6.4), and simulates devices that have them.
///
/// The messages are j2mod's, of its four reading functions only; each answer is checked against its
/// request down to the byte count before it is decoded (engine/docs/decisions/0013).
///
/// Laws:
/// - MOD-1: an answer belongs to the request with its transaction id, unit, function and size, or
///   to none: then the line is dropped and the tags of the request are BAD.
/// - MOD-2: an exception code is the status of the tags it was given for, and never a value.
/// - MOD-3: a unit that does not answer costs its neighbours at most one timeout in a cycle, and
///   after some cycles only one in its retry interval.
/// - MOD-4: no request asks for more than the device's limits, nor past address 65535.
/// - MOD-5: a hole in a block costs only the tags in the hole.
@NullMarked
package org.fieldproof.connector.fieldbus.modbus;

import org.jspecify.annotations.NullMarked;
