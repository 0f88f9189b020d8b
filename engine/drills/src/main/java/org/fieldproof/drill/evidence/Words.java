package org.fieldproof.drill.evidence;

import java.util.Locale;

/// Numbers and texts as the evidence writes them; the same in every locale.
public final class Words {
    private Words() {}

    /// `1.4 s`, `30 s`, `5 h 12 min`; a dash if unknown.
    public static String duration(long millis) {
        if (millis < 0) {
            return "unknown";
        }
        if (millis < 1_000) {
            return millis + " ms";
        }
        long seconds = millis / 1_000;
        if (seconds < 120) {
            String tenths = String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
            return tenths.replace(".0 s", " s");
        }
        if (seconds < 7_200) {
            return unit(seconds / 60, "min", seconds % 60, "s");
        }
        long minutes = seconds / 60;
        if (minutes < 48 * 60) {
            return unit(minutes / 60, "h", minutes % 60, "min");
        }
        return unit(minutes / 1_440, "d", minutes / 60 % 24, "h");
    }

    private static String unit(long big, String bigUnit, long small, String smallUnit) {
        return big + " " + bigUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    /// `23,399`; `unknown` if negative.
    public static String count(long value) {
        return value < 0 ? "unknown" : String.format(Locale.ROOT, "%,d", value);
    }

    /// `1 record`, `2 records`.
    static String count(long value, String one, String many) {
        return count(value) + " " + (value == 1 ? one : many);
    }

    /// A clause as the beginning of a sentence.
    public static String sentence(String clause) {
        return clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1);
    }

    /// For text and for attribute values in HTML and SVG.
    static String html(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c < ' ' && c != '\n' && c != '\t' ? '\ufffd' : c);
            }
        }
        return out.toString();
    }
}
