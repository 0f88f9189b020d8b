/// Runs drills: interlocks, phases, guards, ledgers, verdict.
///
/// Laws:
/// - RUN-1: STOP heals every link before anything else happens.
/// - RUN-2: whatever ends a run, the line is healed and evidence is written.
/// - RUN-3: a run that cannot count says so; it never passes.
/// - RUN-4: a line that leads to a BENCH or LIVE system is faulted only where a person has armed
///   just this drill by its name, at most 15 min before, for one start; a LIVE one only where the
///   project lets drills do so, under a permit, and with the line named at the start. Both are on
///   the disk of the audit trail before the fault.
@NullMarked
package org.fieldproof.drill.run;

import org.jspecify.annotations.NullMarked;
