package org.fieldproof.engine.lane;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.log.buffer.BufferCursor;

/// A place in a disk buffer.
///
/// @param seq of the record in front of it
record CursorPlace(BufferCursor cursor, long seq) implements Backlog.Place {
    private static final Pattern NAME = Pattern.compile("([0-9]{1,18})@([0-9]{1,18})");

    @Override
    public String name() {
        return cursor.offset() + "@" + cursor.segmentId();
    }

    static Optional<Backlog.Place> of(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches()
                ? Optional.of(
                        new CursorPlace(
                                new BufferCursor(
                                        Long.parseLong(parts.group(2)),
                                        Long.parseLong(parts.group(1)),
                                        0),
                                0))
                : Optional.empty();
    }
}
