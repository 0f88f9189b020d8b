package org.fieldproof.views.plant;

import java.util.Comparator;

/// Names as people count them: `hall-2` comes before `hall-10`. What differs in case only, or in
/// leading zeros, is ordered by its letters.
enum NameOrder implements Comparator<String> {
    AS_COUNTED;

    @Override
    public int compare(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length() && j < other.length()) {
            int found;
            if (isDigit(one, i) && isDigit(other, j)) {
                int from = zeros(one, i);
                int to = zeros(other, j);
                i = digits(one, from);
                j = digits(other, to);
                found = Integer.compare(i - from, j - to);
                found =
                        found != 0
                                ? found
                                : one.substring(from, i).compareTo(other.substring(to, j));
            } else {
                char left = Character.toLowerCase(one.charAt(i++));
                found = Character.compare(left, Character.toLowerCase(other.charAt(j++)));
            }
            if (found != 0) {
                return found;
            }
        }
        int rest = Integer.compare(one.length() - i, other.length() - j);
        return rest != 0 ? rest : one.compareTo(other);
    }

    private static boolean isDigit(String text, int at) {
        return text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static int zeros(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '0') {
            at++;
        }
        return at;
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text, at)) {
            at++;
        }
        return at;
    }
}
