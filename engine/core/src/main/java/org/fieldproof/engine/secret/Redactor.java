package org.fieldproof.engine.secret;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final Pattern USER_INFO = Pattern.compile("(://[^\\s/:@]*:)[^\\s/\"]+@");
    private static final Pattern HEADER =
            Pattern.compile("(?i)(authorization\\s*[=:]\\s*(?:basic|bearer)\\s+)[^\\s,;\"']+");
    private static final Pattern KEYED =
            Pattern.compile(
                    "(?i)((?:password|passwd|passphrase|pwd|secret(?!:\\w)|token|api[_-]?key)"
                            + "[\"']?\\s*[=:]\\s*[\"']?)(?!secret:)[^\\s,;&\"'}\\])]+");
    private static final Pattern PRIVATE_KEY =
            Pattern.compile(
                    "(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)",
                    Pattern.DOTALL);

    private final Set<String> values = ConcurrentHashMap.newKeySet();

    /// From now on, this value is masked wherever it appears.
    public void remember(char[] secret) {
        if (secret.length >= VALUE_LENGTH_MIN && values.size() < VALUES_MAX) {
            values.add(new String(secret));
        }
    }

    /// The text without secrets.
    public String redact(String text) {
        String clean = text;
        for (String value : values) {
            if (clean.contains(value)) {
                clean = clean.replace(value, MASK);
            }
        }
        if (clean.contains("PRIVATE KEY")) {
            clean = PRIVATE_KEY.matcher(clean).replaceAll("$1" + MASK);
        }
        if (clean.indexOf('=') < 0 && clean.indexOf(':') < 0) {
            return clean;
        }
        clean = USER_INFO.matcher(clean).replaceAll("$1" + MASK + "@");
        clean = HEADER.matcher(clean).replaceAll("$1" + MASK);
        return KEYED.matcher(clean).replaceAll("$1" + MASK);
    }

    /// Whether a name is one that usually holds a secret, such as `password`.
    public static boolean isSecretName(String name) {
        return name.matches("(?i).*(password|passwd|passphrase|pwd|secret|token|api[_-]?key).*");
    }
}
