/// What the clients of the connectors have in common where TLS is concerned: the fields of a
/// project that say whom to trust and what to show.
///
/// Laws, quoted by tests:
/// - TLS-L1: a server whose chain is expired, not valid yet, for another host, of a strange
///   authority, for another use, or weak gets no byte of ours behind the handshake, and its person
///   is told which of these it is.
@NullMarked
package org.fieldproof.connector.tls;

import org.jspecify.annotations.NullMarked;
