package org.fieldproof.engine.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.api.command.Outcome.AuditLine;
import org.fieldproof.api.snapshot.MarkerSnapshot;
import org.fieldproof.api.snapshot.MarkersSnapshot;
import org.jspecify.annotations.Nullable;

/// The moments that persons have marked, read from the lines of the audit trail, which is the only
/// place where they are kept: as they are added, and when it is opened. The newest are held, the
/// others are counted. Owned by whoever owns the trail's order of lines.
final class MarkerBook {
    private static final String CATEGORY = "marker";
    private static final Pattern SET =
            Pattern.compile("set marker (\\d{1,18}) at (\\S{20,32}?)(?:: (.*))?");
    private static final Pattern RENAMED = Pattern.compile("rename marker (\\d{1,18})(?:: (.*))?");
    private static final Pattern REMOVED = Pattern.compile("remove marker (\\d{1,18})");

    private final TreeMap<Long, MarkerSnapshot> standing = new TreeMap<>();
    private long more;
    private long last;
    private MarkersSnapshot seen = MarkersSnapshot.NONE;

    /// An act of the trail that concerns a marker.
    record Entry(String category, String act) {
        static Entry set(long id, Instant at, String text) {
            return new Entry(CATEGORY, "set marker " + id + " at " + at + said(text));
        }

        static Entry renamed(long id, String text) {
            return new Entry(CATEGORY, "rename marker " + id + said(text));
        }

        static Entry removed(long id) {
            return new Entry(CATEGORY, "remove marker " + id);
        }

        private static String said(String text) {
            return text.isEmpty() ? "" : ": " + text;
        }
    }

    /// Takes a line in, whatever it is about. What is damaged marks nothing.
    void take(AuditLine line) {
        if (!line.category().equals(CATEGORY)) {
            return;
        }
        Matcher set = SET.matcher(line.act());
        Matcher renamed = RENAMED.matcher(line.act());
        Matcher removed = REMOVED.matcher(line.act());
        if (set.matches()) {
            set(Long.parseLong(set.group(1)), set.group(2), text(set.group(3)), line.by());
        } else if (renamed.matches()) {
            String text = text(renamed.group(2));
            standing.computeIfPresent(
                    Long.parseLong(renamed.group(1)),
                    (id, was) -> new MarkerSnapshot(id, was.at(), text, line.by()));
        } else if (removed.matches()) {
            standing.remove(Long.parseLong(removed.group(1)));
        }
        seen = new MarkersSnapshot(List.copyOf(standing.values()), more, last);
    }

    private void set(long id, String at, String text, String by) {
        try {
            standing.put(id, new MarkerSnapshot(id, Instant.parse(at), text, by));
        } catch (DateTimeException damaged) {
            return;
        }
        last = Math.max(last, id);
        if (standing.size() > MarkersSnapshot.SHOWN_MAX) {
            standing.pollFirstEntry();
            more++;
        }
    }

    private static String text(@Nullable String said) {
        return said == null ? "" : said;
    }

    boolean isShown(long id) {
        return standing.containsKey(id);
    }

    MarkersSnapshot seen() {
        return seen;
    }
}
