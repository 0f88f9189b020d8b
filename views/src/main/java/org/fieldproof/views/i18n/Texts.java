package org.fieldproof.views.i18n;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The console's words in one language. A key is `feature.element.role`; its first part names the
/// bundle. A missing translation shows the English text, a missing key shows itself: neither
/// may stop a console.
///
/// The bundles are read by hand because the platform would put the host's language before
/// English. Any thread.
public final class Texts {

    /// Languages with a bundle.
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    /// Accented, long English (as CLDR numbers it), made at run time: it is offered to nobody, and
    /// finds the texts that are cut.
    public static final Locale PSEUDO = Locale.forLanguageTag("en-XA");

    /// Stands in a text, as `<<zone>>`, for the zone that times are told in.
    private static final String ZONE = "zone";

    /// Stands in a text for the key of an action, such as `<<shell.freeze>>`, or for one that stays
    /// what it is, such as `<<key.Shortcut+C>>`.
    private static final Pattern KEY_OF = Pattern.compile("<<([a-zA-Z0-9.+_]+)>>");

    private final Locale locale;
    private final BiFunction<String, Texts, String> keys;
    private final ZoneId zone;
    private final Map<String, Bundle> bundles = new ConcurrentHashMap<>();

    /// Texts for a place where nobody has given keys to anything.
    public Texts(Locale locale) {
        this(locale, (id, texts) -> id);
    }

    /// @param keys says which key an action has, by its id, in the words of these texts
    public Texts(Locale locale, BiFunction<String, Texts, String> keys) {
        this(locale, keys, ZoneOffset.UTC);
    }

    /// @param zone that times are told in
    public Texts(Locale locale, BiFunction<String, Texts, String> keys, ZoneId zone) {
        this.locale = locale;
        this.keys = keys;
        this.zone = zone;
    }

    public Locale locale() {
        return locale;
    }

    /// The text for a key.
    public String get(String key) {
        return keyed(plain(key));
    }

    /// A text with the keys of now in their places.
    public String keyed(String text) {
        return text.contains("<<")
                ? KEY_OF.matcher(text)
                        .replaceAll(found -> Matcher.quoteReplacement(sign(found.group(1))))
                : text;
    }

    private String sign(String id) {
        if (id.equals(ZONE)) {
            return plain(
                    zone.normalized().equals(ZoneOffset.UTC)
                            ? "shell.zone.utc"
                            : "shell.zone.local");
        }
        return keys.apply(id, this);
    }

    private String plain(String key) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("key: " + key + " (expected: feature.element.role)");
        }
        String text = bundles.computeIfAbsent(key.substring(0, dot), this::load).text(key);
        return locale.equals(PSEUDO) ? PseudoText.of(text) : text;
    }

    /// The text for a key, with its places filled in (`{0}`, `{1,choice,...}`).
    public String get(String key, Object... values) {
        return keyed(new MessageFormat(plain(key), locale).format(values));
    }

    private Bundle load(String feature) {
        return new Bundle(
                read(feature + "_" + locale.getLanguage() + ".properties"),
                read(feature + ".properties"));
    }

    private static Map<String, String> read(String file) {
        try (InputStream in = Texts.class.getResourceAsStream(file)) {
            if (in == null) {
                return Map.of();
            }
            ResourceBundle bundle =
                    new PropertyResourceBundle(new InputStreamReader(in, StandardCharsets.UTF_8));
            Map<String, String> texts = new HashMap<>();
            bundle.keySet().forEach(key -> texts.put(key, bundle.getString(key)));
            return texts;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private record Bundle(Map<String, String> own, Map<String, String> english) {
        String text(String key) {
            String text = own.get(key);
            return text != null ? text : english.getOrDefault(key, key);
        }
    }
}
