package org.fieldproof.engine.project;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.fieldproof.api.project.Mend;
import org.jspecify.annotations.Nullable;

/// Finds what somebody probably meant. Pure.
final class Suggestion {
    private Suggestion() {}

    /// The nearest of `known`, if it is near enough to be meant.
    static Optional<String> nearest(String written, Collection<String> known) {
        @Nullable String best = null;
        int bestDistance = Integer.MAX_VALUE;
        String plain = plain(written);
        for (String candidate : known) {
            int distance = plain(candidate).equals(plain) ? 0 : distance(plain, plain(candidate));
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        int allowed = Math.max(1, Math.min(3, written.length() / 3));
        return bestDistance <= allowed ? Optional.ofNullable(best) : Optional.empty();
    }

    /// ` Did you mean x?`, or nothing.
    static String question(String written, Collection<String> known) {
        return nearest(written, known).map(name -> " Did you mean " + name + "?").orElse("");
    }

    /// Writes what was probably meant; a person decides where nothing is near.
    static Mend meant(String written, Collection<String> known) {
        return nearest(written, known).<Mend>map(Mend.Write::new).orElseGet(Mend.ByHand::new);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /// Optimal string alignment: insertions, deletions, substitutions, neighbours swapped.
    static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 3 || a.length() > 100) {
            return Integer.MAX_VALUE;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] =
                        Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
