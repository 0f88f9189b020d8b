package org.fieldproof.log.buffer;

import java.util.List;
import java.util.OptionalLong;
import org.fieldproof.log.frame.SegmentName;
import org.fieldproof.log.ledger.PositionFile;

/// What a disk buffer held when it was opened.
///
/// @param head how the head's position was found; `LOST` means that lines are replayed that were
///     delivered before
/// @param tornBytes behind the last whole line of the last file: a write that was never synced
/// @param damages pieces that are skipped; their records are not in the buffer any more
/// @param strays files that are not the buffer's, left alone
/// @param known what was known to have been there
/// @param ofKnown how many of those records lie behind the head
/// @param headMoved whether the head has moved since it was known
public record BufferRecovery(
        PositionFile.Found head,
        long records,
        long bytes,
        long tornBytes,
        List<BufferDamage> damages,
        List<String> strays,
        BufferExtent known,
        long ofKnown,
        boolean headMoved) {
    public BufferRecovery {
        damages = List.copyOf(damages);
        strays = List.copyOf(strays);
    }

    /// The damages in what was appended since it was known.
    public List<BufferDamage> behindKnown() {
        return damages.stream()
                .filter(each -> each.afterSeq() >= known.lastSeq())
                .filter(each -> each.beforeSeq() > 0 || isBehindKnown(each))
                .toList();
    }

    private boolean isBehindKnown(BufferDamage damage) {
        OptionalLong id = SegmentName.parse(damage.file(), SegmentName.BUFFER_SUFFIX);
        return id.isPresent() && !known.reaches(id.getAsLong(), damage.toOffset());
    }
}
