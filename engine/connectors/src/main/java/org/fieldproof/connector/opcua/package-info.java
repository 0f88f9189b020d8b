/// OPC UA towards servers, on Eclipse Milo's stack: secure channel and encoding are Milo's;
/// session, subscriptions and every decision about trust are here, because Milo's client
/// reconnects in its own time, acknowledges before a record is durable and trusts everybody
/// unless told otherwise.
///
/// Laws, each with a test that names it:
///
/// - `UA-1` Nothing that can change a server leaves: only the services listed in [ReadOnlyServices]
/// are sent (guarantee G20). A write that a person has confirmed has a channel of its own, whose
/// gate lets one value of one node through, once ([OneNodeGate]).
/// - `UA-2` A notification is acknowledged to the server only after every record of it is durable;
/// what was not acknowledged is asked for again.
/// - `UA-3` A bad node fails alone and is told; its value is never an old one.
/// - `UA-4` What the server lost (overflow, a subscription that died, notifications it no longer
/// has) is counted and told with times; silence is never taken for steady values.
/// - `UA-5` When the gateway is full, no publish request is sent; nothing piles up here.
/// - `UA-6` The certificate is checked against the configured host, also where the server calls
/// itself otherwise and also through a link.
/// - `UA-7` A policy without protection is used only where the project names it.
///
/// Threads of a source: `fp-source-<id>` dials and watches; `fp-opcua-<id>` owns the subscriptions;
/// one Netty loop and one timer carry the socket. All live as long as the source, none per attempt.
@NullMarked
package org.fieldproof.connector.opcua;

import org.jspecify.annotations.NullMarked;
