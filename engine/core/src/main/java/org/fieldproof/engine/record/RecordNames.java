package org.fieldproof.engine.record;

import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;

/// The words of a record's line, encoded once. A word for an enum's value is its name in small
/// letters. Immutable.
final class RecordNames {
    static final SerializedString EPOCH = new SerializedString("epoch");
    static final SerializedString SEQ = new SerializedString("seq");
    static final SerializedString CONNECTION = new SerializedString("connection");
    static final SerializedString DEVICE = new SerializedString("device");
    static final SerializedString ADDRESS = new SerializedString("address");
    static final SerializedString ACCEPT_EPOCH_NANOS = new SerializedString("acceptEpochNanos");
    static final SerializedString SOURCE_EPOCH_NANOS = new SerializedString("sourceEpochNanos");
    static final SerializedString PAYLOAD = new SerializedString("payload");
    static final SerializedString ENCODING = new SerializedString("encoding");
    static final SerializedString UTF_8 = new SerializedString("utf-8");
    static final SerializedString KIND = new SerializedString("kind");
    static final SerializedString QUALITY = new SerializedString("quality");
    static final SerializedString QOS = new SerializedString("qos");

    private static final Map<PayloadEncoding, SerializedString> KINDS =
            words(PayloadEncoding.class);
    private static final Map<Quality, SerializedString> QUALITIES = words(Quality.class);
    private static final Map<String, PayloadEncoding> KIND_OF = values(PayloadEncoding.values());
    private static final Map<String, Quality> QUALITY_OF = values(Quality.values());

    private RecordNames() {}

    static SerializedString of(PayloadEncoding kind) {
        return Objects.requireNonNull(KINDS.get(kind));
    }

    static SerializedString of(Quality quality) {
        return Objects.requireNonNull(QUALITIES.get(quality));
    }

    static PayloadEncoding kind(String word) throws IOException {
        PayloadEncoding kind = KIND_OF.get(word);
        if (kind == null) {
            throw new IOException("record line: kind " + word + " is not known");
        }
        return kind;
    }

    static Quality quality(String word) throws IOException {
        Quality quality = QUALITY_OF.get(word);
        if (quality == null) {
            throw new IOException("record line: quality " + word + " is not known");
        }
        return quality;
    }

    private static <E extends Enum<E>> Map<E, SerializedString> words(Class<E> type) {
        Map<E, SerializedString> words = new EnumMap<>(type);
        for (E value : type.getEnumConstants()) {
            words.put(value, new SerializedString(word(value)));
        }
        return words;
    }

    private static <E extends Enum<E>> Map<String, E> values(E[] values) {
        return Arrays.stream(values)
                .collect(Collectors.toUnmodifiableMap(RecordNames::word, Function.identity()));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
