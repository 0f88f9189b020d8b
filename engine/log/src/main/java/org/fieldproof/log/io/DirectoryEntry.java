package org.fieldproof.log.io;

/// A name in a directory.
///
/// @param regularFile false for directories, links and everything else that is never opened
public record DirectoryEntry(String name, long sizeBytes, boolean regularFile) {}
