/// Proofs of the log, the disk buffer, quarantine and positions outside the simulated disk: real
/// processes, real signals, real file systems. A program of its own ([ProofProgram]), so that
/// anybody can run them at the size they like.
///
/// - **PROOF-1 Independent.** What is on the disk is read by code that was written from the byte
///   tables and shares nothing with the log.
/// - **PROOF-2 Told in order.** A child says each thing with one system call, after it is true.
/// - **PROOF-3 Ledger.** The parent keeps what was said in its own memory; it never asks the
///   product what it accepted.
/// - **PROOF-4 Seeded.** Every choice follows from a seed that a failure names.
/// - **PROOF-5 Mutants.** Each proof fails over the bug that it is there to find.
@NullMarked
package org.fieldproof.testkit.proof;

import org.jspecify.annotations.NullMarked;
