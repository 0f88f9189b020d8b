/// The write-ahead log: bytes and sequence numbers, durable before anyone is told.
///
/// ## On disk
///
/// A log is a directory of its own:
///
/// | name | is |
/// |---|---|
/// | `epoch.fppos` | the newest epoch: a [org.fieldproof.log.ledger.PositionFile] of two values |
/// | `lineage.fppos` | all epochs, and what tells a copy; in another one, of 104 values |
/// | `<16 hex digits>.place` | the place file: made anew at each start, never changed |
/// | `<16 hex digits>.fplog` | a segment; the digits are its id, ids rise and never repeat |
/// | `next.spare` | an empty file, open beforehand: the next segment where no handle is left |
/// | `<segment>.<hex offset>.broken` | a copy of bytes that recovery cut off or found damaged |
///
/// A segment is a header region of 4096 bytes and frames behind it, nothing between them. All
/// numbers are big-endian. Byte tables: [org.fieldproof.log.frame.SegmentHeader] and
/// [org.fieldproof.log.frame.FrameFormat]. A place where a frame would begin and that holds zeros
/// up to the end of the file is the end.
///
/// ## Laws
///
/// - **LOG-1 Header.** A segment's header stands in the file twice, in different sectors, each
/// with its own checksum. A version that is higher than ours is refused and nothing is changed.
/// - **LOG-2 Frame.** A frame carries the CRC32C of everything in it, XOR a salt made from the
/// epoch: no single flipped bit and no frame of another log passes for one of ours.
/// - **LOG-3 Birth.** A segment's header is synced, then the directory, before its first frame is
/// written. So a frame never stands in a file whose name can vanish.
/// - **LOG-4 Identity.** Seqs are contiguous from 1 and none is given twice; where an epoch begins
/// they go on, so a seq alone tells its epoch. A directory without segments gets a new epoch,
/// whatever else lies in it. The caller's `seqFloor` keeps seqs that somebody downstream has seen
/// from being given again.
/// - **LOG-5 Durable, then told.** An entry hears `durable`, and a reader sees a record, only
/// after a sync that covers it returned. What recovery finds behind the last sync is synced
/// before it is shown.
/// - **LOG-6 Poison.** A file whose write or sync failed is never written or synced again: it is
/// sealed where it was last durable, and what was not durable goes to a new segment under the
/// same seqs. Hence a segment's records count only below the next segment's first seq. A second
/// failure in a row ends the log: everything waiting is refused. A full disk is no such failure:
/// the log waits and goes on by itself.
/// - **LOG-7 Death.** Whole segments go, oldest first, only after the caller released them, and
/// each name's removal is synced before the next. A power cut leaves leftovers, never holes. They
/// go while the log waits for room, too; the newest one stays until a newer one is on the disk.
/// - **LOG-8 Recovery.** A scan reads, a pure plan decides, an application does; killed anywhere
/// it can be done again. The unfinished end is copied, then cut. Damage in the middle is copied,
/// reported with the exact seqs, and stepped over; what lies behind it is kept. Files that are
/// not ours are listed, never followed, never deleted. There is no checkpoint: a start reads every
/// byte, once. So damage is known, and told with its seqs, before anything is delivered or given a
/// seq; and a disk is read as fast as a start may take. What waits long lies in a disk buffer; only
/// what a slow lane has not taken yet lies here, up to half of the log's limit.
/// - **LOG-9 Positions.** Two checksummed slots, written in turn, synced before they count.
/// - **LOG-10 Buffers.** A disk buffer's and a quarantine's file is NDJSON: each line is valid
/// JSON and ends with its own CRC32C. The head's position is synced before a drained file goes. A
/// file's first line says how much of the file before it counts. Damaged lines are skipped and
/// reported between the seqs that surround them, and so is a file that is missing or ends early.
/// Quotas are counted anew from the files at open. A quarantined line that replaces another says so
/// itself, so that no crash can leave neither.
/// - **LOG-11 Last write.** In a buffer's newest file, what stands at or behind a damaged place
/// that no mark follows was never synced and does not count, whole lines neither: else a lane
/// would take what lies in between for stored, and the log would be released.
/// - **LOG-12 Place.** A frame further ahead than frames fit into the bytes in front of it, a slot
/// in the other slot's place, a buffer file under another one's name: copies, and not ours.
/// - **LOG-13 Version.** Each file carries its version. A newer one is refused and left
/// as it is.
/// - **LOG-14 Copies.** A log that was put back from a backup or copied to another place begins a
/// new epoch, or its new records would carry identities that the original has given already. It
/// is recognised by what no copy carries along: the machine's marks, the ctime of the place file,
/// the inode of the newest segment. What is there keeps its epoch and is delivered. A new epoch
/// for nothing loses no record, a missed one does: in doubt, a new one. None is forgotten of which
/// a segment is left; a log that needs all 32 does not open for one more.
///
/// Nothing here is memory-mapped, and no thread that comes here may be interrupted: an interrupt
/// closes the file for everyone.
@NullMarked
package org.fieldproof.log;

import org.jspecify.annotations.NullMarked;
