/// The ledgers of a drill and what they say when they are set against each other.
///
/// Laws:
/// - LEDGER-1: the expectation comes from the devices' own counting and from the log, never from
/// a destination and never from the gateway's counters.
/// - LEDGER-2: a count that is missing is unknown; unknown is never a pass.
/// - LEDGER-3: the judgement is a pure function of the ledgers: whoever has the files can repeat
/// it.
@NullMarked
package org.fieldproof.drill.ledger;

import org.jspecify.annotations.NullMarked;
