/// Values of several connections in one record, made at the door before anything has an identity:
/// a connection that accompanies others ([org.fieldproof.api.spi.Companion]). Members are records
/// of their own as well, and go wherever the routes lead them.
///
/// Laws, which the tests quote:
/// - **COMB-1** A record holds the latest value of each member at the moment of its cause, the
///   cause included; a later record never holds a value with an older source time. Where a device
///   gives no time, the latest is what came last: a message that it repeats counts as new. A
///   member that names its connection has that one's values alone; what another one brings to the
///   same address is neither value nor cause.
/// - **COMB-2** What has not come since the start, has come with BAD quality, is older than
///   `maxAge` or cannot be read is null and named in `quality`, never an old value.
/// - **COMB-3** Where nothing has come, no record is made.
///
/// What a member was before the gateway's start is not kept: polled and subscribed tags come again
/// by themselves, a topic that is not retained when its device next publishes.
@NullMarked
package org.fieldproof.connector.combine;

import org.jspecify.annotations.NullMarked;
