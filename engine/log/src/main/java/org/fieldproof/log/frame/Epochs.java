package org.fieldproof.log.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Which epoch each seq belongs to. Seqs go on where an epoch begins, so that within a log a seq
/// alone tells its epoch.
///
/// @param begun oldest first; never empty
public record Epochs(List<Begun> begun) {
    /// So many can be known.
    public static final int MAX = 32;

    /// An epoch and its first seq.
    public record Begun(UUID epoch, long firstSeq) {}

    public Epochs {
        begun = List.copyOf(begun);
        if (begun.isEmpty() || begun.size() > MAX) {
            throw new IllegalArgumentException(
                    "epochs: " + begun.size() + " (expected: 1.." + MAX + ")");
        }
        for (int i = 1; i < begun.size(); i++) {
            if (begun.get(i).firstSeq() < begun.get(i - 1).firstSeq()) {
                throw new IllegalArgumentException("epochs: " + begun + " (expected: in order)");
            }
        }
    }

    /// A log that has had one epoch only.
    public static Epochs only(UUID epoch) {
        return new Epochs(List.of(new Begun(epoch, 1)));
    }

    /// The one that new records get.
    public UUID current() {
        return begun.getLast().epoch();
    }

    /// The one of a record that has this seq.
    public UUID of(long seq) {
        for (int i = begun.size() - 1; i > 0; i--) {
            if (seq >= begun.get(i).firstSeq()) {
                return begun.get(i).epoch();
            }
        }
        return begun.getFirst().epoch();
    }

    public boolean contains(UUID epoch) {
        return begun.stream().anyMatch(each -> each.epoch().equals(epoch));
    }

    /// What a frame of this seq is checked with.
    public int saltOf(long seq) {
        return FrameFormat.salt(of(seq));
    }

    /// From `firstSeq` on, records are of another epoch. Those that never had a record give way to
    /// it, and where there is no room the oldest that is not needed; empty if all of them are.
    ///
    /// @param needed the epochs of what is still there
    public Optional<Epochs> begin(UUID epoch, long firstSeq, Set<UUID> needed) {
        List<Begun> more = new ArrayList<>();
        for (int i = 0; i < begun.size(); i++) {
            Begun each = begun.get(i);
            long behind = i + 1 < begun.size() ? begun.get(i + 1).firstSeq() : firstSeq;
            if (each.firstSeq() < behind || needed.contains(each.epoch())) {
                more.add(each);
            }
        }
        for (int i = 0; more.size() >= MAX && i < more.size(); ) {
            if (needed.contains(more.get(i).epoch())) {
                i++;
            } else {
                more.remove(i);
            }
        }
        more.add(new Begun(epoch, firstSeq));
        return more.size() > MAX ? Optional.empty() : Optional.of(new Epochs(more));
    }
}
