/// Keys and certificates: this installation's own authority, identities read from files, and the
/// key that signs evidence.
///
/// Laws:
/// - PKI-1: a private key never leaves its file (0600) except into the TLS engine.
/// - PKI-2: the authority is made once; a lost key or certificate is reported, never replaced
///   silently, because every device trusts the old one.
/// - PKI-3: what is expired, weak, encrypted or does not fit together is refused before any
///   connection is tried, each with its own message.
@NullMarked
package org.fieldproof.engine.pki;

import org.jspecify.annotations.NullMarked;
