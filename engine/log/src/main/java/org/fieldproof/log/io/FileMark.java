package org.fieldproof.log.io;

/// What the file system itself notes about a file and no copy carries along.
///
/// @param number of the file in its file system (inode); 0 where that is not told
/// @param changedNanos when its entry was last changed (ctime), or where that is not told, when the
///     file was made; no program can set it
public record FileMark(long number, long changedNanos) {}
