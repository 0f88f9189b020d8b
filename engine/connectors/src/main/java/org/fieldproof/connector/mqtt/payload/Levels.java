package org.fieldproof.connector.mqtt.payload;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Names of values as levels of an address. Pure.
final class Levels {
    private Levels() {}

    /// A name as one level: what a level cannot hold is written as `%2F`, and `%` as `%25`.
    static String level(String name) {
        StringBuilder out = null;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = c >= 0x20 && c != 0x7f && "%/+#".indexOf(c) < 0 && isWhole(name, i);
            if (plain && out == null) {
                continue;
            }
            if (out == null) {
                out = new StringBuilder(name.length() + 8).append(name, 0, i);
            }
            if (plain) {
                out.append(c);
            } else if (c < 0x80) {
                out.append('%').append(hex(c >> 4)).append(hex(c & 15));
            } else {
                out.append('\uFFFD');
            }
        }
        return out == null ? name : out.toString();
    }

    /// A name whose parts are divided by `/`, as levels.
    static String path(String name) {
        if (name.indexOf('/') < 0) {
            return level(name);
        }
        return Arrays.stream(name.split("/", -1))
                .map(Levels::level)
                .collect(Collectors.joining("/"));
    }

    /// False for half of a surrogate pair, which UTF-8 cannot carry.
    private static boolean isWhole(String name, int at) {
        char c = name.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < name.length() && Character.isLowSurrogate(name.charAt(at + 1));
        }
        return !Character.isLowSurrogate(c)
                || (at > 0 && Character.isHighSurrogate(name.charAt(at - 1)));
    }

    private static char hex(int digit) {
        return "0123456789ABCDEF".charAt(digit);
    }
}
