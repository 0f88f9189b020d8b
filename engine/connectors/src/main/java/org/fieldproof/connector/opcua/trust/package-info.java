/// Who is believed in OPC UA, and who we are: the check of a peer's certificate, the trust lists on
/// disk, and our own application certificate. Shared by the client and the simulator.
///
/// Laws, each with a test that names it:
///
/// - `UT-1` A certificate is believed only when every check holds: chain and signatures, trust,
/// validity, key usage and strength, host, application URI, revocation (OPC UA Part 4 clause
/// 6.1.3).
/// - `UT-2` Nothing becomes trusted by being seen; a refused certificate is kept among the
/// rejected, of which there are at most 128.
@NullMarked
package org.fieldproof.connector.opcua.trust;

import org.jspecify.annotations.NullMarked;
