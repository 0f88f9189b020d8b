package org.fieldproof.testkit.proof;

import java.util.ArrayList;
import java.util.List;

/// What a proof counted. Owned by the thread that runs the proof.
public final class Verdict {
    private static final int TOLD_MAX = 8;

    private final String proof;
    private final List<String> told = new ArrayList<>();
    private String skipped = "";
    private long cuts;
    private long accepted;
    private long lost;
    private long wrong;
    private long half;
    private long complaints;

    Verdict(String proof) {
        this.proof = proof;
    }

    /// One fault survived, or not.
    void cut() {
        cuts++;
    }

    void accepted(long records) {
        accepted += records;
    }

    void add(Ledger.Findings findings, String when) {
        lost += findings.lost().size();
        wrong += findings.wrong();
        half += findings.half();
        complaints += findings.complaints().size();
        if (!findings.clean()) {
            tell(when + ": " + findings);
        }
    }

    void complain(String what) {
        complaints++;
        tell(what);
    }

    void lost(long records, String what) {
        lost += records;
        tell(what);
    }

    private void tell(String what) {
        if (told.size() < TOLD_MAX) {
            told.add(what.length() > 300 ? what.substring(0, 300) : what);
        }
    }

    void skip(String why) {
        skipped = why;
    }

    /// Why it could not be run here; empty if it was.
    public String skipped() {
        return skipped;
    }

    /// How many faults there were.
    public long cuts() {
        return cuts;
    }

    public long accepted() {
        return accepted;
    }

    public long lost() {
        return lost;
    }

    public long wrong() {
        return wrong;
    }

    public long half() {
        return half;
    }

    /// Whether nothing was lost, wrong, half or complained about.
    public boolean holds() {
        return lost == 0 && wrong == 0 && half == 0 && complaints == 0;
    }

    /// The first findings, in words.
    public List<String> told() {
        return List.copyOf(told);
    }

    /// One row of the track record.
    public String row() {
        return skipped.isEmpty()
                ? "| %s | %d | %d | %d | %d | %d | %d |"
                        .formatted(proof, cuts, accepted, lost, wrong, half, complaints)
                : "| " + proof + " | SKIPPED: " + skipped + " |";
    }

    @Override
    public String toString() {
        return row() + (told.isEmpty() ? "" : "\n  " + String.join("\n  ", told));
    }
}
