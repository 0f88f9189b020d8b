package org.fieldproof.engine.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes secrets out of text before it is written anywhere: by value (every secret that was ever
/// resolved) and by key (`password=…`, `Authorization: …`, `//user:password@host`), because
/// libraries put them into exception messages on their own. Any thread.
public final class Redactor {
    /// What stands in the place of a secret.
    public static final String MASK = "***";

    /// Shorter values would take single letters out of every sentence.
    private static final int VALUE_LENGTH_MIN = 4;

    private static final int VALUES_MAX = 10_000;
    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed();

    private static final Pattern USER_INFO = Pattern.compile("(://[^\\s/:@]*:)([^\\s/\"]+)@");
    private static final Pattern PRIVATE_KEY =
            Pattern.compile(
                    "(-----BEGIN [A-Z ]*PRIVATE KEY-----)"
                            // In a string of JSON it is on one line, and ends with the string.
                            + "(?:(?=[^\\r\\n])[^\\r\\n\"]*?(?:-----END [A-Z ]*PRIVATE KEY-----"
                            + "|(?=[\\r\\n\"])|$)"
                            + "|(?s:.*?)(?:-----END [A-Z ]*PRIVATE KEY-----|$))");
    private static final Pattern SECRET_NAME =
            Pattern.compile(
                    "(?i).*(?:password|passwd|passwort|passphrase|pwd|secret|token"
                            + "|(?:api|access|account|private|shared|signing|encryption)"
                            + "[ _.-]?key).*"
                            + "|(?:.*[^a-z0-9])?(?:sig|psk|jwt)|x-\\w+-signature");

    /// Such a name tells something about a secret, not the secret.
    private static final Pattern HARMLESS_NAME =
            Pattern.compile(
                    "(?i).*(?:file|path|policy|length|count|limit|bucket|url|uri|endpoint|type"
                            + "|tokeni[sz]er|second|minute|expiry|ttl|lifetime|key[_-]?id"
                            + "|keyspace)");

    private final Set<String> values = ConcurrentHashMap.newKeySet();

    /// From now on, this value is masked wherever it appears.
    public void remember(char[] secret) {
        if (secret.length >= VALUE_LENGTH_MIN && values.size() < VALUES_MAX) {
            values.add(new String(secret));
        }
    }

    /// Masks the password of a URL (`//user:password@host`) from now on wherever it appears.
    public void rememberUrlsOf(String text) {
        Matcher urls = USER_INFO.matcher(text);
        while (urls.find()) {
            remember(urls.group(2).toCharArray());
        }
    }

    /// Another one that knows the same values, also in the way that JSON and URLs write them.
    public Redactor copy() {
        Redactor copy = new Redactor();
        for (String value : values) {
            copy.remember(value.toCharArray());
            copy.remember(value.replace("\\", "\\\\").replace("\"", "\\\"").toCharArray());
            copy.remember(URLEncoder.encode(value, StandardCharsets.UTF_8).toCharArray());
        }
        return copy;
    }

    /// The text without secrets.
    public String redact(String text) {
        return examine(text).text();
    }

    /// The same, saying what was taken out.
    public Redacted examine(String text) {
        SortedMap<String, Integer> masked = new TreeMap<>();
        String clean = text;
        // A long one first: it may hold a shorter one.
        for (String value : values.stream().sorted(LONGEST_FIRST).toList()) {
            int found = 0;
            for (int at = clean.indexOf(value); at >= 0; at = clean.indexOf(value, at + 1)) {
                found++;
            }
            if (found > 0) {
                clean = clean.replace(value, MASK);
                masked.merge("known secret", found, Integer::sum);
            }
        }
        if (clean.contains("PRIVATE KEY")) {
            clean = mask(clean, PRIVATE_KEY, "", "private key", masked);
        }
        if (clean.indexOf('=') >= 0 || clean.indexOf(':') >= 0) {
            clean = mask(clean, USER_INFO, "@", "password in a URL", masked);
            clean = KeyedValues.mask(clean, masked);
        }
        return new Redacted(clean, masked);
    }

    private static String mask(
            String text, Pattern pattern, String end, String kind, Map<String, Integer> masked) {
        return pattern.matcher(text)
                .replaceAll(
                        found -> {
                            String clean = found.group(1) + MASK + end;
                            if (!clean.equals(found.group())) {
                                masked.merge(kind, 1, Integer::sum);
                            }
                            return Matcher.quoteReplacement(clean);
                        });
    }

    /// A text without secrets.
    ///
    /// @param masked how many places of each kind were masked
    public record Redacted(String text, SortedMap<String, Integer> masked) {
        public Redacted {
            masked = Collections.unmodifiableSortedMap(new TreeMap<>(masked));
        }
    }

    /// Whether a name is one that usually holds a secret, such as `password`.
    public static boolean isSecretName(String name) {
        return SECRET_NAME.matcher(name).matches() && !HARMLESS_NAME.matcher(name).matches();
    }
}
