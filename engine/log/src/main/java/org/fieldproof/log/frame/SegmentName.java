package org.fieldproof.log.frame;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/// File names of segments: the 64-bit id as 16 hexadecimal digits, so that names sort as ids do.
public final class SegmentName {
    public static final String LOG_SUFFIX = ".fplog";
    public static final String BUFFER_SUFFIX = ".ndjson";

    private static final Pattern ID = Pattern.compile("[0-7][0-9a-f]{15}");

    private SegmentName() {}

    public static String of(long id, String suffix) {
        return "%016x".formatted(id) + suffix;
    }

    /// The id, if the name is one of ours.
    public static OptionalLong parse(String name, String suffix) {
        if (!name.endsWith(suffix)) {
            return OptionalLong.empty();
        }
        String digits = name.substring(0, name.length() - suffix.length());
        if (!ID.matcher(digits).matches()) {
            return OptionalLong.empty();
        }
        long id = Long.parseLong(digits, 16);
        return id < 1 ? OptionalLong.empty() : OptionalLong.of(id);
    }
}
