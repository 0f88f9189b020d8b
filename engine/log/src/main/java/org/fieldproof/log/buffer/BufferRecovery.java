package org.fieldproof.log.buffer;

import java.util.List;
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
/// @param knownIsThere whether the end of it was found, or drained
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
        boolean knownIsThere,
        boolean headMoved) {
    public BufferRecovery {
        damages = List.copyOf(damages);
        strays = List.copyOf(strays);
    }
}
