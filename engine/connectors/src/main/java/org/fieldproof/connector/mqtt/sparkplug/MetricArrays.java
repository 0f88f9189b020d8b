package org.fieldproof.connector.mqtt.sparkplug;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.value.TypedValue;

/// Arrays, which Sparkplug packs into bytes: little-endian, booleans as bits with their count in
/// front, texts with a zero byte behind each. An element is an object, for as little as one bit
/// of payload: how many there are is looked at before any is made (SPB-2). Pure.
final class MetricArrays {
    private static final int BOOLEANS = 32;
    private static final int TEXTS = 33;
    private static final int TIMES = 34;

    /// More elements than that are not taken apart: the message has them.
    private static final int ELEMENTS_MAX = 100_000;

    private MetricArrays() {}

    /// @param datatype 22 to 34
    static MetricMeaning of(byte[] bytes, int datatype) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (datatype) {
            case BOOLEANS -> booleans(in);
            case TEXTS -> texts(bytes);
            default -> numbers(in, datatype);
        };
    }

    private static MetricMeaning numbers(ByteBuffer in, int datatype) {
        int width =
                switch (datatype) {
                    case 22, 26 -> 1;
                    case 23, 27 -> 2;
                    case 24, 28, 30 -> 4;
                    default -> 8;
                };
        if (in.remaining() % width != 0) {
            return damaged();
        }
        if (in.remaining() / width > ELEMENTS_MAX) {
            return tooLarge();
        }
        List<TypedValue> elements = new ArrayList<>(in.remaining() / width);
        while (in.hasRemaining()) {
            long bits =
                    switch (width) {
                        case 1 -> in.get();
                        case 2 -> in.getShort();
                        case 4 -> in.getInt();
                        default -> in.getLong();
                    };
            if (datatype == TIMES && Math.abs(bits) > Long.MAX_VALUE / 1_000_000) {
                return new MetricMeaning.NotDecoded("out-of-range");
            }
            elements.add(number(bits, datatype));
        }
        return array(elements);
    }

    private static TypedValue number(long bits, int datatype) {
        return switch (datatype) {
            case 22 -> new TypedValue.Int(8, bits);
            case 23 -> new TypedValue.Int(16, bits);
            case 24 -> new TypedValue.Int(32, bits);
            case 25 -> new TypedValue.Int(64, bits);
            case 26 -> new TypedValue.UInt(8, bits & 0xff);
            case 27 -> new TypedValue.UInt(16, bits & 0xffff);
            case 28 -> new TypedValue.UInt(32, bits & 0xffff_ffffL);
            case 29 -> new TypedValue.UInt(64, bits);
            case 30 -> new TypedValue.Float32(Float.intBitsToFloat((int) bits));
            case 31 -> new TypedValue.Float64(Double.longBitsToDouble(bits));
            case TIMES -> new TypedValue.Time(bits * 1_000_000);
            default -> throw new IllegalArgumentException("datatype: " + datatype);
        };
    }

    private static MetricMeaning booleans(ByteBuffer in) {
        if (in.remaining() < 4) {
            return damaged();
        }
        int count = in.getInt();
        if (count < 0 || in.remaining() != (count + 7L) / 8) {
            return damaged();
        }
        if (count > ELEMENTS_MAX) {
            return tooLarge();
        }
        List<TypedValue> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int bit = in.get(4 + i / 8) >> (7 - i % 8) & 1;
            elements.add(new TypedValue.Bool(bit == 1));
        }
        return array(elements);
    }

    private static MetricMeaning texts(byte[] bytes) {
        int count = 0;
        for (byte each : bytes) {
            count += each == 0 ? 1 : 0;
        }
        if (count > ELEMENTS_MAX) {
            return tooLarge();
        }
        List<TypedValue> elements = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] != 0) {
                continue;
            }
            try {
                String text =
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .decode(ByteBuffer.wrap(bytes, from, at - from))
                                .toString();
                elements.add(new TypedValue.Text(text));
            } catch (CharacterCodingException _) {
                return damaged();
            }
            from = at + 1;
        }
        return from == bytes.length ? array(elements) : damaged();
    }

    private static MetricMeaning array(List<TypedValue> elements) {
        return new MetricMeaning.Value(new TypedValue.Array(elements));
    }

    private static MetricMeaning tooLarge() {
        return new MetricMeaning.NotDecoded("too-large");
    }

    private static MetricMeaning damaged() {
        return new MetricMeaning.NotDecoded("damaged-array");
    }
}
