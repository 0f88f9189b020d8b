/// The gateway's own MQTT endpoint: devices publish into it, and people with an MQTT client may
/// look in. The same code poses as the upstream broker of samples (`mqtt-stand-in`).
///
/// One event loop (`fp-source-<id>`) owns every connection, session, subscription and retained
/// message of one endpoint, so that nothing here needs a lock and messages keep their order from
/// socket to socket. The arithmetic of TLS handshakes runs on threads of its own. What reaches
/// the loop from outside is one thing only: the fate of a record, told by the log's writer and
/// collected in a [SettledArrivals] with one wake-up per batch.
///
/// Laws, quoted by the tests:
///
/// - `MQL-1` A PUBACK or PUBREC leaves only after the record's acceptance.
/// - `MQL-2` Acknowledgements leave in the order in which the messages came in
///   (MQTT 5 section 4.6).
/// - `MQL-3` A refused record is not acknowledged: its connection is closed, so that the device
///   sends it again.
/// - `MQL-4` A subscriber sees a message only after its acceptance.
/// - `MQL-5` A full intake stops the reading of sockets, and nothing else.
/// - `MQL-6` A slow subscriber loses its own messages, counted, and never slows a publisher.
/// - `MQL-7` Within a session a QoS 2 message is taken in once, however often it is sent.
@NullMarked
package org.fieldproof.connector.mqtt.listener;

import org.jspecify.annotations.NullMarked;
