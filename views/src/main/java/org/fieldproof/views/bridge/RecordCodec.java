package org.fieldproof.views.bridge;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fieldproof.api.snapshot.LatencySpread;
import org.jspecify.annotations.Nullable;

/// Takes records apart into numbers and texts, component by component, and puts them together
/// again; a component that is added to a record needs nothing here. Numbers with a point keep
/// seven digits. Immutable.
final class RecordCodec<R extends Record> {

    private final Class<R> type;
    private final Part whole;

    /// Where the pieces go, in order.
    interface Out {
        void number(long number);

        void text(String text);
    }

    /// Where they come from, in the same order.
    interface In {
        long number();

        String text();
    }

    /// What is done with the values of one type.
    private interface Part {
        void apart(Object value, Out out);

        @Nullable Object together(In in);
    }

    RecordCodec(Class<R> type) {
        this.type = type;
        whole = part(type);
    }

    void apart(R record, Out out) {
        whole.apart(record, out);
    }

    R together(In in) {
        Object made = whole.together(in);
        if (made == null) {
            throw new IllegalStateException("record: none (expected: " + type + ")");
        }
        return type.cast(made);
    }

    private static Part part(Type type) {
        return switch (type) {
            case ParameterizedType of when of.getRawType() == List.class ->
                    new ListPart(part(of.getActualTypeArguments()[0]));
            case ParameterizedType of when of.getRawType() == Map.class ->
                    new MapPart(part(of.getActualTypeArguments()[1]));
            case Class<?> plain -> part(plain);
            default -> throw unknown(type);
        };
    }

    private static Part part(Class<?> type) {
        if (type.isRecord()) {
            return new RecordPart(type);
        }
        if (type.isEnum()) {
            return new EnumPart(List.of(type.getEnumConstants()));
        }
        if (type.isSealed()) {
            return OneOfPart.of(type);
        }
        Part simple = SimplePart.OF.get(type);
        if (simple == null) {
            throw unknown(type);
        }
        return simple;
    }

    private static IllegalStateException unknown(Type type) {
        return new IllegalStateException(
                "type: " + type + " (expected: one that can be taken apart)");
    }

    private record SimplePart(
            java.util.function.BiConsumer<Object, Out> writer,
            java.util.function.Function<In, Object> reader)
            implements Part {

        static final Map<Class<?>, Part> OF =
                Map.of(
                        long.class, whole(),
                        Long.class, whole(),
                        int.class,
                                new SimplePart(
                                        (value, out) -> out.number((Integer) value),
                                        in -> (int) in.number()),
                        boolean.class,
                                new SimplePart(
                                        (value, out) -> out.number((Boolean) value ? 1 : 0),
                                        in -> in.number() == 1),
                        double.class,
                                new SimplePart(
                                        (value, out) -> out.number(bits((Double) value)),
                                        in -> (double) Float.intBitsToFloat((int) in.number())),
                        String.class,
                                new SimplePart((value, out) -> out.text((String) value), In::text),
                        byte[].class,
                                new SimplePart(
                                        (value, out) ->
                                                out.text(
                                                        new String(
                                                                (byte[]) value,
                                                                StandardCharsets.ISO_8859_1)),
                                        in -> in.text().getBytes(StandardCharsets.ISO_8859_1)),
                        Instant.class, new SimplePart(RecordCodec::apart, RecordCodec::instant),
                        LatencySpread.class,
                                new SimplePart(RecordCodec::spreadApart, RecordCodec::spread));

        private static SimplePart whole() {
            return new SimplePart((value, out) -> out.number((Long) value), In::number);
        }

        @Override
        public void apart(Object value, Out out) {
            writer.accept(value, out);
        }

        @Override
        public Object together(In in) {
            return reader.apply(in);
        }
    }

    private static long bits(double value) {
        return Float.floatToIntBits((float) value);
    }

    private static void apart(Object value, Out out) {
        Instant instant = (Instant) value;
        out.number(instant.getEpochSecond());
        out.number(instant.getNano());
    }

    private static Instant instant(In in) {
        long seconds = in.number();
        return Instant.ofEpochSecond(seconds, in.number());
    }

    private static void spreadApart(Object value, Out out) {
        LatencySpread spread = (LatencySpread) value;
        out.number(spread.second());
        for (int i = 0; i < LatencySpread.BUCKETS; i++) {
            out.number(spread.count(i));
        }
    }

    private static LatencySpread spread(In in) {
        long second = in.number();
        long[] counts = new long[LatencySpread.BUCKETS];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.number();
        }
        return new LatencySpread(second, counts);
    }

    private record EnumPart(List<?> constants) implements Part {
        @Override
        public void apart(Object value, Out out) {
            out.number(constants.indexOf(value));
        }

        @Override
        public Object together(In in) {
            return constants.get((int) in.number());
        }
    }

    /// One of the records of a sealed type: which one, then its components.
    private record OneOfPart(List<Class<?>> types, List<Part> parts) implements Part {
        static OneOfPart of(Class<?> sealed) {
            List<Class<?>> types = List.of(sealed.getPermittedSubclasses());
            return new OneOfPart(types, types.stream().map(RecordCodec::part).toList());
        }

        @Override
        public void apart(Object value, Out out) {
            int which = types.indexOf(value.getClass());
            out.number(which);
            parts.get(which).apart(value, out);
        }

        @Override
        public @Nullable Object together(In in) {
            return parts.get((int) in.number()).together(in);
        }
    }

    private record ListPart(Part of) implements Part {
        @Override
        public void apart(Object value, Out out) {
            List<?> list = (List<?>) value;
            out.number(list.size());
            for (Object each : list) {
                of.apart(each, out);
            }
        }

        @Override
        public Object together(In in) {
            long size = in.number();
            List<@Nullable Object> list = new ArrayList<>();
            for (long i = 0; i < size; i++) {
                list.add(of.together(in));
            }
            return list;
        }
    }

    /// A map by names.
    private record MapPart(Part of) implements Part {
        @Override
        public void apart(Object value, Out out) {
            Map<String, Object> sorted = new TreeMap<>();
            ((Map<?, ?>) value).forEach((name, each) -> sorted.put((String) name, each));
            out.number(sorted.size());
            sorted.forEach(
                    (name, each) -> {
                        out.text(name);
                        of.apart(each, out);
                    });
        }

        @Override
        public Object together(In in) {
            long size = in.number();
            Map<String, @Nullable Object> map = new HashMap<>();
            for (long i = 0; i < size; i++) {
                String name = in.text();
                map.put(name, of.together(in));
            }
            return map;
        }
    }

    /// A component that may be absent says first whether it is there.
    private record Optionally(Part of) implements Part {
        @Override
        public void apart(@Nullable Object value, Out out) {
            out.number(value == null ? 0 : 1);
            if (value != null) {
                of.apart(value, out);
            }
        }

        @Override
        public @Nullable Object together(In in) {
            return in.number() == 0 ? null : of.together(in);
        }
    }

    private static final class RecordPart implements Part {
        private final List<Method> accessors = new ArrayList<>();
        private final List<Part> parts = new ArrayList<>();
        private final Constructor<?> constructor;

        RecordPart(Class<?> type) {
            List<Class<?>> types = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                accessors.add(component.getAccessor());
                types.add(component.getType());
                Part part = part(component.getGenericType());
                parts.add(mayBeAbsent(component.getAnnotatedType()) ? new Optionally(part) : part);
            }
            try {
                constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
            } catch (NoSuchMethodException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private static boolean mayBeAbsent(AnnotatedType type) {
            return type.isAnnotationPresent(Nullable.class);
        }

        @Override
        public void apart(Object value, Out out) {
            try {
                for (int i = 0; i < parts.size(); i++) {
                    parts.get(i).apart(accessors.get(i).invoke(value), out);
                }
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public Object together(In in) {
            @Nullable Object[] values = new @Nullable Object[parts.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = parts.get(i).together(in);
            }
            try {
                return constructor.newInstance(values);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
