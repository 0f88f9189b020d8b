package org.fieldproof.engine.secret;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The values that are known to be secrets. They are found in a text as they are, and in the ways
/// in which JSON, YAML, URLs and base64 write them. Any thread: what is `synchronized` guards the
/// values together with what is made from them, so that nothing old is kept.
final class KnownValues {
    /// Shorter values would take single letters out of every sentence.
    private static final int LENGTH_MIN = 4;

    private static final int VALUES_MAX = 10_000;

    /// Shorter pieces of base64 are found by chance.
    private static final int BASE64_LENGTH_MIN = 6;

    /// JSON within JSON within JSON.
    private static final int LEVELS_MAX = 3;

    private final Set<String> values = new HashSet<>();

    /// What is looked for, made from `values` when it is needed.
    private @Nullable Wanted wanted;

    /// What is looked for.
    ///
    /// @param values as they are
    /// @param blocks those of several lines, without what each line begins with
    /// @param encoded what base64 makes of them, whatever stands before and behind
    private record Wanted(Set<String> values, Set<String> blocks, Set<Encoded> encoded) {}

    /// A value within base64.
    ///
    /// @param piece the letters that hold nothing else
    /// @param before how many letters before them hold bits of the value as well
    /// @param behind how many letters behind them
    private record Encoded(String piece, int before, int behind) {}

    synchronized void add(String value) {
        if (value.length() >= LENGTH_MIN
                && !value.isBlank()
                && values.size() < VALUES_MAX
                && values.add(value)) {
            wanted = null;
        }
    }

    void addAll(KnownValues others) {
        others.wanted().values().forEach(this::add);
    }

    /// The text with a mask for each of them.
    String mask(String text, Map<String, Integer> masked) {
        Wanted now = wanted();
        if (now.values().isEmpty()) {
            return text;
        }
        BitSet hidden = hidden(text, now);
        if (hidden.isEmpty()) {
            return text;
        }
        StringBuilder clean = new StringBuilder();
        int copied = 0;
        int from = hidden.nextSetBit(0);
        while (from >= 0) {
            clean.append(text, copied, from).append(Redactor.MASK);
            copied = hidden.nextClearBit(from);
            masked.merge("known secret", 1, Integer::sum);
            from = hidden.nextSetBit(copied);
        }
        return clean.append(text, copied, text.length()).toString();
    }

    private static BitSet hidden(String text, Wanted now) {
        BitSet hidden = new BitSet();
        WrittenText plain = new WrittenText(text);
        WrittenText level = plain;
        for (int depth = 0; depth <= LEVELS_MAX; depth++) {
            hide(now.values(), level, hidden);
            hideEncoded(now.encoded(), level, text, hidden);
            if (!now.blocks().isEmpty()) {
                hide(now.blocks(), level.read(WrittenText::line), hidden);
            }
            if (level.text().indexOf('\\') < 0) {
                break;
            }
            level = level.read(WrittenText::escape);
        }
        if (text.indexOf('%') >= 0 || text.indexOf('+') >= 0) {
            hide(now.values(), plain.read(WrittenText::percent), hidden);
            hide(now.values(), plain.read(WrittenText::formField), hidden);
        }
        if (text.contains("''")) {
            hide(now.values(), plain.read(WrittenText::doubledQuote), hidden);
        }
        return hidden;
    }

    private static void hide(Set<String> values, WrittenText in, BitSet hidden) {
        for (String value : values) {
            int at = in.text().indexOf(value);
            while (at >= 0) {
                hidden.set(in.origin(at), in.origin(at + value.length()));
                at = in.text().indexOf(value, at + 1);
            }
        }
    }

    /// Hides what is encoded together with it: the user before the password is part of it. A slash
    /// ends it, as that of a path does, and so does the `=` of a name before it.
    private static void hideEncoded(
            Set<Encoded> encoded, WrittenText in, String text, BitSet hidden) {
        for (Encoded each : encoded) {
            int at = in.text().indexOf(each.piece());
            while (at >= 0) {
                int behind = at + each.piece().length();
                boolean more = behind < in.text().length() && isOfValue(in.text().charAt(behind));
                int from = in.origin(Math.max(0, at - each.before()));
                int end = in.origin(more ? behind + each.behind() : behind);
                while (from > 0 && isBase64(text.charAt(from - 1))) {
                    from--;
                }
                while (end < text.length() && isBase64(text.charAt(end))) {
                    end++;
                }
                while (end < text.length() && text.charAt(end) == '=') {
                    end++;
                }
                hidden.set(from, end);
                at = in.text().indexOf(each.piece(), behind);
            }
        }
    }

    private static boolean isOfValue(char letter) {
        return letter == '/' || isBase64(letter);
    }

    private static boolean isBase64(char letter) {
        return letter < 128 && (Character.isLetterOrDigit(letter) || "+_-".indexOf(letter) >= 0);
    }

    private synchronized Wanted wanted() {
        Wanted made = wanted;
        if (made == null) {
            Set<String> blocks = new LinkedHashSet<>();
            Set<Encoded> encoded = new LinkedHashSet<>();
            List<String> all = new ArrayList<>(values);
            for (String value : all) {
                if (value.indexOf('\n') >= 0) {
                    blocks.add(new WrittenText(value).read(WrittenText::line).text());
                }
                encode(value, encoded);
            }
            made = new Wanted(Set.copyOf(all), blocks, encoded);
            wanted = made;
        }
        return made;
    }

    /// Base64 writes three bytes as four letters, so a value looks different with one or two bytes
    /// before it. Letters that hold bits of something else are left out: what they are is not
    /// known.
    private static void encode(String value, Set<Encoded> into) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            int from = (before * 8 + 5) / 6;
            int end = shifted.length * 8 / 6;
            if (end - from >= BASE64_LENGTH_MIN) {
                int shared = before == 0 ? 0 : 1;
                int rest = shifted.length % 3 == 0 ? 0 : 1;
                for (Base64.Encoder way : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                    String piece = way.encodeToString(shifted).substring(from, end);
                    into.add(new Encoded(piece, shared, rest));
                }
            }
        }
    }
}
