package org.fieldproof.api.doctor;

/// Examines the peer of one type of connector. Stateless; several examinations may run at once.
public interface ConnectorDoctor {

    /// Looks at the peer, step by step, blocking, on the caller's thread. Each step is told to the
    /// examination as soon as it is known; a failed one ends it. What is not told when this
    /// returns counts as not applicable.
    ///
    /// Every call that may block is given [Examination#millisLeft()] as its limit, or is on
    /// something handed to [Examination#closeAtEnd]; the thread is left behind at the limit if it
    /// still blocks then (DOC-1). It is never interrupted.
    ///
    /// @throws ExaminationEnded as thrown by the examination; never made here
    void examine(Examination examination) throws ExaminationEnded;

    /// What an examination changes at the peer, one sentence for people; empty for nothing.
    default String leavesBehind() {
        return "";
    }
}
