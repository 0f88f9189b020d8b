/// MQTT towards other brokers, on the HiveMQ client: the source that subscribes, the destination
/// that publishes, and the reader that proves what arrived.
///
/// Laws, each with a test that names it:
///
/// - `MQ-1` The handler for arrivals exists before CONNECT is sent; a queued session loses
/// nothing.
/// - `MQ-2` A message is acknowledged only after the log has made it durable, and in order.
/// - `MQ-3` A handler never throws, and a message that will not be acknowledged leads to a new
/// connection, so that nothing can stall in silence.
/// - `MQ-4` A batch is durable only when every PUBLISH of it was acknowledged below 0x80.
/// - `MQ-5` Nothing is queued while the line is down: custody stays with the lane.
/// - `MQ-6` The certificate is checked by the JDK against the configured host, also through a
/// link.
/// - `MQ-7` A socket that is not read because a commit is awaited is read again within 20 ms, so
/// that a log that stands still does not make a line look dead.
/// - `MQ-8` A destination that is asked whether its broker is there asks the broker, on every
/// connection; what the line believes is no answer.
/// - `MQ-9` In place of a message that is larger than `payloadLimit` a BAD record with its length
/// and hash is taken in, and it is acknowledged: nothing behind it stands still.
/// - `MQ-10` A message of QoS 0 that is not taken in is counted, whatever the reason.
///
/// The library's event loop is one daemon thread per connector that closes with it. The loop is a
/// `NioEventLoopGroup`; the class path must therefore not bring Netty's epoll transport.
@NullMarked
package org.fieldproof.connector.mqtt.client;

import org.jspecify.annotations.NullMarked;
