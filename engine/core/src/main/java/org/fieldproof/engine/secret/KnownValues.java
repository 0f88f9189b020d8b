package org.fieldproof.engine.secret;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The values that are known to be secrets. They are found in a text as they are, and in the ways
/// in which JSON, YAML, URLs and base64 write them. Any thread.
final class KnownValues {
    /// Shorter values would take single letters out of every sentence.
    private static final int LENGTH_MIN = 4;

    private static final int VALUES_MAX = 10_000;

    /// Shorter pieces of base64 are found by chance.
    private static final int BASE64_LENGTH_MIN = 6;

    /// JSON within JSON within JSON.
    private static final int LEVELS_MAX = 3;

    private final Set<String> values = ConcurrentHashMap.newKeySet();

    /// What is looked for, made from `values` when it is needed; `volatile` as any thread makes it,
    /// and it does not matter which.
    private volatile @Nullable Wanted wanted;

    /// What is looked for.
    ///
    /// @param values as they are
    /// @param blocks those of several lines, without what each line begins with
    /// @param encoded what base64 makes of them, whatever stands before and behind
    private record Wanted(Set<String> values, Set<String> blocks, Set<String> encoded) {}

    void add(String value) {
        if (value.length() >= LENGTH_MIN
                && !value.isBlank()
                && values.size() < VALUES_MAX
                && values.add(value)) {
            wanted = null;
        }
    }

    void addAll(KnownValues others) {
        others.values.forEach(this::add);
    }

    /// The text with a mask for each of them.
    String mask(String text, Map<String, Integer> masked) {
        if (values.isEmpty()) {
            return text;
        }
        BitSet hidden = hidden(text);
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

    private BitSet hidden(String text) {
        Wanted now = wanted();
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

    /// Hides the whole of what is encoded: the user before the password is part of it.
    private static void hideEncoded(
            Set<String> encoded, WrittenText in, String text, BitSet hidden) {
        for (String piece : encoded) {
            int at = in.text().indexOf(piece);
            while (at >= 0) {
                int from = in.origin(at);
                int end = in.origin(at + piece.length());
                while (from > 0 && isBase64(text.charAt(from - 1))) {
                    from--;
                }
                while (end < text.length() && isBase64(text.charAt(end))) {
                    end++;
                }
                hidden.set(from, end);
                at = in.text().indexOf(piece, at + piece.length());
            }
        }
    }

    private static boolean isBase64(char letter) {
        return letter < 128 && (Character.isLetterOrDigit(letter) || "+/=_-".indexOf(letter) >= 0);
    }

    private Wanted wanted() {
        Wanted made = wanted;
        if (made == null) {
            Set<String> blocks = new LinkedHashSet<>();
            Set<String> encoded = new LinkedHashSet<>();
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
    /// before it. Letters that hold bits of something else are left out.
    private static void encode(String value, Set<String> into) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            int from = (before * 8 + 5) / 6;
            int end = shifted.length * 8 / 6;
            if (end - from >= BASE64_LENGTH_MIN) {
                into.add(Base64.getEncoder().encodeToString(shifted).substring(from, end));
                into.add(Base64.getUrlEncoder().encodeToString(shifted).substring(from, end));
            }
        }
    }
}
