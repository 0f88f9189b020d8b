package org.fieldproof.api.support;

import java.util.List;

/// The files of a bundle as they will be written, the list of them last.
///
/// @param name proposed for the zip file
public record SupportBundle(String name, List<SupportFile> files) {
    public SupportBundle {
        files = List.copyOf(files);
    }

    public long bytes() {
        return files.stream().mapToLong(SupportFile::bytes).sum();
    }

    public int masked() {
        return files.stream().mapToInt(SupportFile::maskedTotal).sum();
    }
}
