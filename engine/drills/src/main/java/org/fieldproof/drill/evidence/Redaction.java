package org.fieldproof.drill.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Keeps payloads, topics and host names out of evidence. By key in configurations, by value
/// everywhere: each is replaced by a short digest, so that equal things stay recognisable as
/// equal.
public final class Redaction {
    /// More distinct values than this are not searched for in texts; ledgers hold digests anyway.
    private static final int VALUES_MAX = 5_000;

    /// Shorter values would hit words that have nothing to do with them.
    private static final int VALUE_CHARS_MIN = 4;

    /// For a text that no parser takes.
    private static final Pattern BY_KEY =
            Pattern.compile(
                    "(?i)(?<![\\w-])(\"?(?:"
                            + String.join("|", HiddenScalar.KEYS)
                            + ")\"?\\s*:\\s*)"
                            // A list of them, on one line or with a dash on each.
                            + "(\\[[^\\]\\n]*]|-\\s[^\\n]*(?:\\n\\s*-\\s[^\\n]*)*"
                            + "|\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^']|'')*'|[^\\s,}\\]{\\[#][^,}\\]\\n]*)");
    private static final Pattern LOOPBACK =
            Pattern.compile("(?i)localhost|127(\\.\\d+){3}|::1|0\\.0\\.0\\.0|true|false");
    private static final Pattern ADDRESS_SIGN = Pattern.compile("[./:]");
    private static final Pattern ADDRESS =
            Pattern.compile("(?<![\\w.])(\\d{1,3}(?:\\.\\d{1,3}){3})(?![\\w.])");

    private final List<String> values;

    private Redaction(List<String> values) {
        this.values = values;
    }

    /// Redacts these values wherever they appear.
    public static Redaction of(Collection<String> values) {
        return new Redaction(
                values.stream()
                        .filter(each -> each.length() >= VALUE_CHARS_MIN)
                        .filter(each -> !LOOPBACK.matcher(each).matches())
                        .distinct()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .limit(VALUES_MAX)
                        .toList());
    }

    /// Redacts these values, and the addresses that a configuration names, wherever they appear.
    public static Redaction of(Collection<String> values, String configuration) {
        List<String> all = new ArrayList<>(values);
        Stream<String> named =
                HiddenScalar.in(configuration)
                        .map(found -> found.stream().map(HiddenScalar::value))
                        .orElseGet(
                                () ->
                                        BY_KEY.matcher(configuration)
                                                .results()
                                                .map(match -> bare(match.group(2))));
        named.filter(each -> ADDRESS_SIGN.matcher(each).find()).forEach(all::add);
        return of(all);
    }

    /// A digest that stands for a value.
    static String digest(String value) {
        byte[] hash = Digests.sha256().digest(value.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 6);
    }

    /// Free text: known values and everything that looks like a network address.
    public String text(String text) {
        String out = text;
        for (String value : values) {
            if (out.contains(value)) {
                out = out.replace(value, "#" + digest(value));
            }
        }
        return ADDRESS.matcher(out)
                .replaceAll(
                        match ->
                                LOOPBACK.matcher(match.group(1)).matches()
                                        ? match.group(1)
                                        : "#" + digest(match.group(1)));
    }

    /// A configuration in YAML: also by key.
    String configuration(String yaml) {
        return text(
                HiddenScalar.in(yaml)
                        .map(found -> without(found, yaml))
                        .orElseGet(() -> byPattern(yaml)));
    }

    private static String without(List<HiddenScalar> found, String yaml) {
        StringBuilder out = new StringBuilder(yaml);
        // From the end on, so that the places of those before stay right.
        for (HiddenScalar each : found.reversed()) {
            if (!LOOPBACK.matcher(each.value()).matches()) {
                out.replace(each.from(), each.to(), hidden(each.value()));
            }
        }
        return out.toString();
    }

    private static String byPattern(String text) {
        return BY_KEY.matcher(text)
                .replaceAll(
                        match -> {
                            String value = bare(match.group(2));
                            return Matcher.quoteReplacement(
                                    LOOPBACK.matcher(value).matches()
                                            ? match.group()
                                            : match.group(1) + hidden(value));
                        });
    }

    private static String hidden(String value) {
        return "'#" + digest(value) + "'";
    }

    private static String bare(String quoted) {
        String value = quoted.strip();
        boolean wrapped =
                value.length() > 1
                        && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                        && value.charAt(value.length() - 1) == value.charAt(0);
        return wrapped ? value.substring(1, value.length() - 1) : value;
    }
}
