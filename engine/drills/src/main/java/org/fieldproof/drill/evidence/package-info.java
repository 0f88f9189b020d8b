/// Evidence: one signed file per drill that another engineer can check without having been there.
///
/// Laws:
/// - EVID-1: what the file claims can be computed again from the raw ledgers inside it.
/// - EVID-2: every byte of every entry is covered by the manifest, and the manifest by the
/// signature.
/// - EVID-3: payloads, topics and host names do not leave the plant in it; digests stand for
/// them.
/// - EVID-4: the file appears complete or not at all.
@NullMarked
package org.fieldproof.drill.evidence;

import org.jspecify.annotations.NullMarked;
