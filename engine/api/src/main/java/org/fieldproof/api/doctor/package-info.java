/// The connection doctor: looks at a connector's peer step by step and says at the first step that
/// fails what the cause is and what to do.
///
/// A connector offers a [ConnectorDoctor]; the steps that every protocol shares (name, TCP, TLS
/// with both sides' certificates) are [NetworkSteps] and [TlsStep], those of protocols that read
/// tags [TagFindings].
///
/// Laws, quoted by tests:
///
/// - **DOC-1** An examination ends at its limit, whatever the peer, the name service or a library
///   does; what had not ended by then is reported as failed for that reason.
/// - **DOC-2** Every step has exactly one result: passed, doubtful, failed, skipped or not
///   applicable; each of them says why.
/// - **DOC-3** It dials on connections of its own, never through a link, and changes nothing at a
///   device or a store, except what [ConnectorDoctor#leavesBehind()] states.
/// - **DOC-4** No secret is in a finding, a fact or a problem.
@NullMarked
package org.fieldproof.api.doctor;

import org.jspecify.annotations.NullMarked;
