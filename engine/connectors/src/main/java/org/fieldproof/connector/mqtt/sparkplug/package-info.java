/// Payloads of Sparkplug B (Eclipse Sparkplug 3.0), read from their protobuf bytes. Pure: who is
/// born and which alias means what is known elsewhere.
///
/// Laws, each with a test that names it:
///
/// - `SPB-1` Every data type of the specification is read as the value it stands for, or named as
///   not decoded; no bits are given another meaning.
/// - `SPB-2` No bytes, however hostile, make the reader do anything but answer or refuse, within
///   memory of a small multiple of their number.
@NullMarked
package org.fieldproof.connector.mqtt.sparkplug;

import org.jspecify.annotations.NullMarked;
