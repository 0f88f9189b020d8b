/// A Kafka topic as a destination, on Kafka's own client.
///
/// The key of a message is the device id, so that one device's records share a partition and keep
/// their order; the value is the payload as received; the timestamp is when we took it in. Headers
/// carry what else there is to know:
///
/// - `fp-epoch`, `fp-seq`: the record's identity
/// - `fp-connection`, `fp-device`, `fp-address`
/// - `fp-encoding`, `fp-quality`
/// - `fp-source-time`, `fp-accepted`: nanoseconds since 1970; the first only where the device gave
///   one
/// - the sender's own properties, unless their names begin with `fp-`
///
/// Laws, quoted by tests:
/// - KAFK-L1: [org.fieldproof.api.spi.WriteOutcome.Durable] is answered only when all in-sync
///   replicas have acknowledged every message of the batch. Brokers acknowledge from memory: with
///   one replica that broker's power cut can lose messages, and an event says so.
/// - KAFK-L2: the producer is idempotent, so its own retries make no second message and do not
///   change the order; what the lane replays comes again with the same identity.
/// - KAFK-L3: nothing waits in the producer once its destination is lost: everything outstanding
///   fails at once and stays in the lane's custody.
/// - KAFK-L4: a message that a broker refuses for good costs no other. It is told with the
///   broker's words; what failed beside it is sent again in the order of its device, and only what
///   was on its way when that became known may arrive twice.
@NullMarked
package org.fieldproof.connector.kafka;

import org.jspecify.annotations.NullMarked;
