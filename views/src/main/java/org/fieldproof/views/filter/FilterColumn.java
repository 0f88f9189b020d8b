package org.fieldproof.views.filter;

import java.util.Locale;
import java.util.function.Function;

/// A column that can be named in a filter.
///
/// @param key stable and English, in every language; may be empty
/// @param title as its head shows it
/// @param text what a cell shows
public record FilterColumn<R>(String key, String title, Measure measure, Function<R, String> text) {

    /// Whether it is meant by a name, however that is spaced and written.
    boolean isNamed(String name) {
        String wanted = letters(name);
        return !wanted.isEmpty() && (wanted.equals(letters(key)) || wanted.equals(letters(title)));
    }

    /// Whether what is being typed may become its name.
    boolean begins(String typed) {
        String wanted = letters(typed);
        return letters(title).startsWith(wanted) || letters(key).startsWith(wanted);
    }

    /// Its name as it is best written in a filter: a head of one word, else the key.
    public String name() {
        String name = title.strip().replaceAll("[^\\p{L}\\p{N}]+", "-").toLowerCase(Locale.ROOT);
        String word = name.replaceAll("^-|-$", "");
        return word.indexOf('-') >= 0 && !key.isEmpty() ? key : word;
    }

    static String letters(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        name.codePoints()
                .filter(Character::isLetterOrDigit)
                .map(Character::toLowerCase)
                .forEach(letters::appendCodePoint);
        return letters.toString();
    }

    String of(R row) {
        return text.apply(row);
    }
}
