package org.fieldproof.engine.secret;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes secrets out of text before it is written anywhere: by value (every secret that was ever
/// resolved, in the ways in which it may be written) and by key (`password=…`,
/// `Authorization: …`, `//user:password@host`), because libraries put them into exception
/// messages on their own. Any thread.
public final class Redactor {
    /// What stands in the place of a secret.
    public static final String MASK = "***";

    /// What begins as a port with a path behind it is no password.
    private static final Pattern USER_INFO =
            Pattern.compile("(://[^\\s/:@\"]*:)(?!\\d{1,5}[/?#])((?:(?!://)[^\\s\"])+)@");

    /// `https://token@host`.
    private static final Pattern USER_ALONE = Pattern.compile("(://)([^\\s/:@\"?#]+)@");

    /// Such a word is no person's name.
    private static final Pattern TOKEN = Pattern.compile("(?=.*[0-9])(?=.*[A-Za-z]).{16,}");

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

    private final KnownValues values = new KnownValues();

    /// From now on, this value is masked wherever it appears.
    public void remember(char[] secret) {
        values.add(new String(secret));
    }

    /// Masks the password of a URL (`//user:password@host`) from now on wherever it appears.
    public void rememberUrlsOf(String text) {
        Matcher urls = USER_INFO.matcher(text);
        while (urls.find()) {
            values.add(urls.group(2));
            values.add(new WrittenText(urls.group(2)).read(WrittenText::percent).text());
        }
        Matcher tokens = USER_ALONE.matcher(text);
        while (tokens.find()) {
            if (TOKEN.matcher(tokens.group(2)).matches()) {
                values.add(tokens.group(2));
            }
        }
    }

    /// Another one that knows the same values.
    public Redactor copy() {
        Redactor copy = new Redactor();
        copy.values.addAll(values);
        return copy;
    }

    /// The text without secrets.
    public String redact(String text) {
        return examine(text).text();
    }

    /// The same, saying what was taken out.
    public Redacted examine(String text) {
        SortedMap<String, Integer> masked = new TreeMap<>();
        String clean = values.mask(text, masked);
        if (clean.contains("PRIVATE KEY")) {
            clean = mask(clean, PRIVATE_KEY, "", "private key", masked);
        }
        if (clean.indexOf('=') >= 0 || clean.indexOf(':') >= 0) {
            clean = mask(clean, USER_INFO, "@", "password in a URL", masked);
            clean = mask(clean, USER_ALONE, "@", "user or token in a URL", masked);
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
