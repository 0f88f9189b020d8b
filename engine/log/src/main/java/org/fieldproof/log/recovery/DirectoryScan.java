package org.fieldproof.log.recovery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.fieldproof.log.frame.Epochs;
import org.fieldproof.log.frame.SegmentHeader;
import org.fieldproof.log.frame.SegmentName;
import org.fieldproof.log.io.DirectoryEntry;
import org.fieldproof.log.io.LogFiles;

/// What a log directory holds: its segments, and what else lies there. Reads only.
///
/// @param lastId the highest id that any name carries, ours or not; 0 without
public record DirectoryScan(
        List<SegmentScan> segments, List<RecoveryAction.Leave> strays, long lastId) {
    public DirectoryScan {
        segments = List.copyOf(segments);
        strays = List.copyOf(strays);
    }

    /// Scans every segment of the directory.
    ///
    /// @param known names that are neither segments nor stray
    public static DirectoryScan of(
            LogFiles files, Path directory, Epochs epochs, List<String> known) throws IOException {
        List<SegmentScan> segments = new ArrayList<>();
        List<RecoveryAction.Leave> strays = new ArrayList<>();
        long lastId = 0;
        for (DirectoryEntry entry : files.list(directory)) {
            OptionalLong id = SegmentName.parse(entry.name(), SegmentName.LOG_SUFFIX);
            if (id.isPresent()) {
                lastId = Math.max(lastId, id.getAsLong());
            }
            if (id.isPresent() && entry.regularFile()) {
                segments.add(
                        SegmentScanner.scan(
                                files,
                                directory.resolve(entry.name()),
                                entry.name(),
                                id.getAsLong(),
                                entry.sizeBytes(),
                                epochs));
            } else if (!known.contains(entry.name())) {
                strays.add(new RecoveryAction.Leave(entry.name(), strayBecause(entry)));
            }
        }
        return new DirectoryScan(segments, strays, lastId);
    }

    /// The headers that are whole, by the names' order; newer versions' too.
    public static List<SegmentHeader> headers(LogFiles files, Path directory) throws IOException {
        List<SegmentHeader> headers = new ArrayList<>();
        for (DirectoryEntry entry : files.list(directory)) {
            if (entry.regularFile()
                    && SegmentName.parse(entry.name(), SegmentName.LOG_SUFFIX).isPresent()) {
                SegmentScanner.header(files, directory.resolve(entry.name()))
                        .ifPresent(headers::add);
            }
        }
        return headers;
    }

    /// The epoch that the segments themselves name: that of the last one.
    public static Optional<UUID> epochOf(List<SegmentHeader> headers) {
        return headers.isEmpty() ? Optional.empty() : Optional.of(headers.getLast().epoch());
    }

    private static String strayBecause(DirectoryEntry entry) {
        if (!entry.regularFile()) {
            return "not a regular file";
        }
        if (entry.name().endsWith(".broken")) {
            return "a copy of damaged bytes that an earlier start set aside";
        }
        return "not a file of the log";
    }
}
