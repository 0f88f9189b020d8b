package org.fieldproof.engine.secret;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Masks what stands behind the name of a secret: `password=x`, `"token":"x"`, `Authorization: x`,
/// also where it is JSON within a string of JSON. Where it is not sure where a value ends, it takes
/// more rather than less. Confined to one call.
final class KeyedValues {
    private static final Pattern KEY =
            Pattern.compile(
                    "(?<![\\w.-])((?i:api|access) (?i:key)|[\\w.-]++)"
                            + "(\\\\*[\"']?)[ \\t]*(?:=>|:=|[=:])[ \\t]*(?:\\r?\\n[ \\t]+)?");
    private static final Pattern HEADER = Pattern.compile("(?i).*authorization|(?:set-)?cookie");
    private static final Pattern SCHEME =
            Pattern.compile("(?i)(?:(?:basic|bearer|token|splunk|apikey)|(digest|negotiate)) +");
    private static final Pattern PHRASE = Pattern.compile("(?i).*(?:password|passphrase|passwort)");
    private static final Pattern REFERENCE =
            Pattern.compile("secret:[A-Za-z0-9][A-Za-z0-9_-]{0,63}(?![\\w-])");
    private static final Pattern NEXT_FIELD = Pattern.compile("\\s*[\\w.-]+\\s*(?:=|:\\s)");

    /// How far a value goes that is not quoted.
    private enum Reach {
        /// To the next space or separator.
        WORD,
        /// To the next field.
        PHRASE,
        /// To the end of the line, or of the string that the line is part of.
        LINE
    }

    private final String text;
    private final Map<String, Integer> masked;
    private final StringBuilder clean = new StringBuilder();
    private int copied;

    /// Up to where [#inString] and [#lineStart] are known.
    private int seen;

    private boolean inString;
    private int lineStart;

    private KeyedValues(String text, Map<String, Integer> masked) {
        this.text = text;
        this.masked = masked;
    }

    static String mask(String text, Map<String, Integer> masked) {
        return new KeyedValues(text, masked).masked();
    }

    private String masked() {
        Matcher key = KEY.matcher(text);
        int at = 0;
        while (key.find(at)) {
            at = key.end();
            String name = key.group(1);
            boolean escaped = key.start() > 0 && text.charAt(key.start() - 1) == '\\';
            if (escaped && name.length() > 1 && "nrt".indexOf(name.charAt(0)) >= 0) {
                name = name.substring(1);
            }
            boolean header = HEADER.matcher(name).matches();
            if (header || (Redactor.isSecretName(name) && !isReference(name, key))) {
                lookTo(key.start());
                at = value(key, name, header, escaped);
            }
        }
        return copied == 0 ? text : clean.append(text, copied, text.length()).toString();
    }

    /// `secret:pg-main` is no secret, it names one.
    private boolean isReference(String name, Matcher key) {
        return name.equals("secret")
                && key.end() - key.end(1) == 1
                && REFERENCE.matcher(text).region(key.start(), text.length()).lookingAt();
    }

    /// Masks one; what comes next is looked for from the answer on.
    private int value(Matcher key, String name, boolean header, boolean escaped) {
        Reach reach = reach(key, name, escaped);
        int from = key.end();
        lookTo(from);
        // A string that ends here has no value in it.
        int end = inString && letterAt(from) == '"' ? from : quotedEnd(from);
        boolean quoted = end >= 0;
        if (end > from) {
            from = quote(from) + 1;
        }
        if (header) {
            Matcher scheme = SCHEME.matcher(text).region(from, text.length());
            boolean known = scheme.lookingAt();
            reach = known && scheme.group(1) == null ? Reach.WORD : Reach.LINE;
            from = known ? scheme.end() : from;
        }
        if (!quoted) {
            end = unquotedEnd(from, reach);
        }
        if (end <= from) {
            return key.end();
        }
        String value = text.substring(from, end);
        if (value.strip().matches("true|false|null|\\*\\*\\*")
                || REFERENCE.matcher(value).lookingAt()) {
            return end;
        }
        clean.append(text, copied, from).append(Redactor.MASK);
        copied = end;
        masked.merge(header ? "authorization header" : "value of a secret's name", 1, Integer::sum);
        return end;
    }

    private Reach reach(Matcher key, String name, boolean escaped) {
        if (text.startsWith("-D", lineStart)) {
            return Reach.LINE;
        }
        if (!key.group(2).isEmpty()) {
            return Reach.WORD;
        }
        int before = key.start() - 1;
        while (before >= lineStart && " \t#-".indexOf(text.charAt(before)) >= 0) {
            before--;
        }
        if (before < lineStart || text.charAt(before) == '"' || escaped) {
            return Reach.LINE;
        }
        boolean spaced = key.end() > key.end(1) + 1 && text.charAt(key.end(1)) == ':';
        return spaced && PHRASE.matcher(name).matches() ? Reach.PHRASE : Reach.WORD;
    }

    private void lookTo(int at) {
        for (; seen < at; seen++) {
            switch (text.charAt(seen)) {
                case '\n' -> {
                    inString = false;
                    lineStart = seen + 1;
                }
                case '\\' -> seen++;
                case '"' -> inString = !inString;
                default -> {}
            }
        }
    }

    /// Where the quote is that a value begins with, or the length of the text.
    private int quote(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '\\') {
            at++;
        }
        return at;
    }

    /// Where the backslashes of the closing quote begin, or -1 where none opens or closes. At each
    /// level of JSON within JSON a quote has 0, 1, 3, 7 ... backslashes of its own; those of a
    /// quote that is part of the value come on top.
    private int quotedEnd(int from) {
        int open = quote(from);
        char quote = open < text.length() ? text.charAt(open) : ' ';
        if (quote != '"' && quote != '\'') {
            return -1;
        }
        int own = open - from;
        int slashes = 0;
        for (int at = open + 1; at < text.length() && text.charAt(at) != '\n'; at++) {
            if (text.charAt(at) == '\\') {
                slashes++;
                continue;
            }
            if (text.charAt(at) == quote) {
                boolean doubled =
                        quote == '\'' && at + 1 < text.length() && text.charAt(at + 1) == quote;
                if (doubled) {
                    at++;
                } else if (slashes < own || slashes % (2 * (own + 1)) == own) {
                    return at - Math.min(slashes, own);
                }
            }
            slashes = 0;
        }
        return -1;
    }

    private int unquotedEnd(int from, Reach reach) {
        int depth = 0;
        for (int at = from; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == '\n' || letter == '\r') {
                return at;
            }
            if (letter == '"' || letter == '\\') {
                int quote = quote(at);
                boolean isQuote = quote < text.length() && text.charAt(quote) == '"';
                boolean plain = isQuote && (quote - at) % 2 == 0;
                if (plain && inString) {
                    return quote;
                }
                boolean inBrackets = depth > 0 && bracketFirst(from);
                if (isQuote && reach == Reach.WORD && !inBrackets && endsAfter(quote)) {
                    return at;
                }
                if (reach != Reach.WORD && quote - at == 1 && "nr".indexOf(letterAt(quote)) >= 0) {
                    return at;
                }
                at = isQuote ? quote : Math.max(at, quote - 1);
            } else if (reach == Reach.WORD) {
                depth += "([{".indexOf(letter) >= 0 ? 1 : 0;
                boolean closes = ")]}".indexOf(letter) >= 0;
                boolean outside = depth == 0 || !bracketFirst(from);
                if ((outside && (Character.isWhitespace(letter) || separates(at)))
                        || (closes && depth == 0 && endsAfter(at))
                        || (outside && letter == '\'' && endsAfter(at))) {
                    return at;
                }
                depth -= closes && depth > 0 ? 1 : 0;
            } else if (reach == Reach.PHRASE && ",;".indexOf(letter) >= 0 && fieldAfter(at)) {
                return at;
            }
        }
        return text.length();
    }

    /// A list or a group, which goes to where it is closed.
    private boolean bracketFirst(int from) {
        return "[{".indexOf(text.charAt(from)) >= 0;
    }

    private boolean separates(int at) {
        return ",;&".indexOf(text.charAt(at)) >= 0 && (endsAfter(at) || fieldAfter(at));
    }

    private boolean fieldAfter(int at) {
        return NEXT_FIELD.matcher(text).region(at + 1, text.length()).lookingAt();
    }

    private boolean endsAfter(int at) {
        return Character.isWhitespace(letterAt(at + 1))
                || ",;:\"'\\)]}>.&".indexOf(letterAt(at + 1)) >= 0;
    }

    private char letterAt(int at) {
        return at < text.length() ? text.charAt(at) : ' ';
    }
}
