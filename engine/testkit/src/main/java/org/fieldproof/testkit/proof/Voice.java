package org.fieldproof.testkit.proof;

/// How a workload tells what it knows. One line, one event (PROOF-2); called by any thread.
@FunctionalInterface
interface Voice {

    /// Says one line.
    void say(String line);
}
