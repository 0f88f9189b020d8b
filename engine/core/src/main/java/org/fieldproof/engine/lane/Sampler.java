package org.fieldproof.engine.lane;

/// Picks one record of every N, each time another place within the N: a fixed place would, with
/// N devices that speak in turn, keep one device and lose the others. Confined to the lane's
/// thread.
final class Sampler {
    private final int oneOf;
    private int place;
    private int picked;
    private long decidedThroughSeq;

    Sampler(int oneOf) {
        this.oneOf = oneOf;
    }

    /// Whether a record is kept. Asked again for the same one, or for one that came back from a
    /// failed write, it stays kept.
    boolean keeps(long seq) {
        if (seq <= decidedThroughSeq) {
            return true;
        }
        decidedThroughSeq = seq;
        if (place == 0) {
            picked = (int) Long.remainderUnsigned(mixed(seq), oneOf);
        }
        boolean kept = place == picked;
        place = (place + 1) % oneOf;
        return kept;
    }

    /// SplitMix64's finisher: neighbouring seqs give unrelated places.
    private static long mixed(long seq) {
        long z = seq + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
