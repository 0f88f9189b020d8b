/// Payloads of MQTT messages taken apart into values, for the source that subscribes and for the
/// listener.
///
/// Laws, each with a test that names it:
///
/// - `PAY-1` The message itself is always a record, first and with its bytes as received; what is
///   found in it are further records behind it.
/// - `PAY-2` What cannot be decoded is named: the message's record is BAD (UNCERTAIN where a part
///   could be decoded) with a `status`, and an event counts such messages.
/// - `PAY-3` A value that is not there, or not of the wanted type, is a BAD record without a value;
///   nothing is guessed.
/// - `PAY-4` No payload, however hostile, makes a codec throw, or makes a record that the log
///   cannot take.
@NullMarked
package org.fieldproof.connector.mqtt.payload;

import org.jspecify.annotations.NullMarked;
