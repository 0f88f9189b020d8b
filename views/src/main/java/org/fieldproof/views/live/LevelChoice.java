package org.fieldproof.views.live;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.views.filter.FilterHint;

/// A level of addresses that a filter begins with, be it chosen in the tree or typed: the engine is
/// asked for nothing else.
///
/// @param topic the topic filter that the engine is asked with
/// @param filter the same as the list's filter
record LevelChoice(String topic, String filter) {

    /// No level: all addresses.
    static final LevelChoice ALL = new LevelChoice("#", "");

    /// How a level is written. What has a blank, a bracket or a quote in it is no level here: it
    /// narrows the list all the same.
    private static final Pattern WRITTEN =
            Pattern.compile(
                    "address:([^\\s()\"*+#]+)/\\*"
                            + "|\\(address:([^\\s()\"*+#]+)/\\* or address=\\2\\)"
                            + "|address=([^\\s()\"*+#]+)");

    private static final Pattern EITHER =
            Pattern.compile("\\bor\\b", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /// Everything below some levels.
    ///
    /// @param level without the `/` at its end
    /// @param itself whether it is an address as well
    static LevelChoice below(String level, boolean itself) {
        String filter =
                itself
                        ? FilterHint.atOrBelow("address", level)
                        : FilterHint.below("address", level);
        return new LevelChoice(level + "/#", filter);
    }

    /// One address.
    static LevelChoice of(String address) {
        return new LevelChoice(address, "address=" + FilterHint.written(address));
    }

    /// The level that a filter begins with and only narrows further.
    static LevelChoice leading(String filter) {
        Matcher written = WRITTEN.matcher(filter);
        if (!written.lookingAt()) {
            return ALL;
        }
        String rest = filter.substring(written.end());
        boolean goesOn = !rest.isEmpty() && !Character.isWhitespace(rest.charAt(0));
        if (goesOn || EITHER.matcher(rest).find()) {
            return ALL;
        }
        if (written.group(3) != null) {
            return new LevelChoice(written.group(3), written.group());
        }
        String level = written.group(1) == null ? written.group(2) : written.group(1);
        return new LevelChoice(level + "/#", written.group());
    }
}
