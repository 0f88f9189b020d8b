/// Runs drills: interlocks, phases, guards, ledgers, verdict.
///
/// Laws:
/// - RUN-1: STOP heals every link before anything else happens.
/// - RUN-2: whatever ends a run, the line is healed and evidence is written.
/// - RUN-3: a run that cannot count says so; it never passes.
@NullMarked
package org.fieldproof.drill.run;

import org.jspecify.annotations.NullMarked;
