package org.fieldproof.api.record;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Names that a person takes for each other and that are not the same: in another normal form of
/// Unicode, with characters that are not drawn, with another kind of space or of micro sign, or
/// with Greek and Cyrillic letters drawn as Latin ones are. What is merely of like meaning (m³ and
/// m3) is not. Names are never changed by it; they are compared, so that a person can be told.
public final class LookAlikes {
    /// Cyrillic and Greek letters; each stands for the Latin one at its place.
    private static final String OTHERS =
            "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421"
                    + "\u0422\u0423\u0425\u0430\u0435\u0455\u0456\u0458\u043e\u0440\u0441\u0443"
                    + "\u0445\u04bb\u0501\u051b\u051d\u0391\u0392\u0395\u0396\u0397\u0399\u039a"
                    + "\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03b1\u03bd\u03b9\u03bf\u03c1";

    private static final String LATIN = "ABESIJKMHOPCTYXaesijopcyxhdqwABEZHIKMNOPTYXaviop";

    private static final char MICRO = '\u00b5';
    private static final char MU = '\u03bc';

    private LookAlikes() {}

    /// Whether a name consists of what every keyboard has; such names look like no other of them.
    public static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < ' ' || name.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /// What a person sees of a name; equal for names that look alike.
    public static String seen(String name) {
        if (isPlain(name)) {
            return name;
        }
        String one = Normalizer.normalize(name, Normalizer.Form.NFC);
        StringBuilder seen = new StringBuilder(one.length());
        one.codePoints()
                .filter(each -> !isInvisible(each))
                .forEach(each -> seen.appendCodePoint(drawn(each)));
        return seen.toString();
    }

    private static int drawn(int codePoint) {
        if (codePoint == MICRO) {
            return MU;
        }
        if (Character.getType(codePoint) == Character.SPACE_SEPARATOR) {
            return ' ';
        }
        int at = OTHERS.indexOf(codePoint);
        return at < 0 ? codePoint : LATIN.charAt(at);
    }

    private static boolean isInvisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.FORMAT || type == Character.CONTROL;
    }

    /// Those of the names that look like another of them.
    public static Set<String> among(Collection<String> names) {
        Map<String, String> first = new HashMap<>();
        Set<String> alike = new HashSet<>();
        for (String name : names) {
            String before = first.putIfAbsent(seen(name), name);
            if (before != null && !before.equals(name)) {
                alike.add(before);
                alike.add(name);
            }
        }
        return alike;
    }

    /// The name with all but plain characters as their numbers, four digits for each of them.
    public static String spelled(String name) {
        StringBuilder spelled = new StringBuilder(name.length() + 16);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c > '~') {
                spelled.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                spelled.append(c);
            }
        }
        return spelled.toString();
    }
}
