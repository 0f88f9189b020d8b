package org.fieldproof.connector.fieldbus.modbus;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fieldproof.api.spi.ReadingFinder.Way;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.api.value.TypedValue;

/// Finds out how registers are to be read from what the device's own display shows: tries every
/// type, order and power of ten, and ranks what fits. Pure; nothing is stored, a person chooses.
final class ByteOrderFinder {
    /// How many registers a value may take.
    static final List<Integer> LENGTHS = List.of(1, 2, 4);

    private static final List<BigDecimal> FACTORS =
            List.of(
                    BigDecimal.ONE,
                    new BigDecimal("0.1"),
                    new BigDecimal("0.01"),
                    new BigDecimal("0.001"),
                    BigDecimal.TEN,
                    new BigDecimal("100"),
                    new BigDecimal("1000"));

    /// No device shows as 0 what is so near to it; it is another number, read wrongly.
    private static final double LEAST = 1e-9;

    /// A way that fits.
    ///
    /// @param oddity how rarely devices do it
    /// @param distance to what the display shows
    private record Fit(Way way, double oddity, double distance) {}

    private ByteOrderFinder() {}

    /// Ranks the ways of reading that give the displayed value, within what its digits say, from
    /// the first of these registers on.
    ///
    /// @param displayed as on the display, such as `21.4`
    /// @param registers one to four, in the order of their addresses
    static List<Way> find(BigDecimal displayed, int... registers) {
        byte[] wire = new byte[registers.length * 2];
        for (int i = 0; i < registers.length; i++) {
            ByteOrder.AB.put(registers[i], wire, i * 2);
        }
        List<Fit> fits = new ArrayList<>();
        for (int length : LENGTHS) {
            if (length <= registers.length) {
                types(length * 2).forEach(type -> fits.addAll(fits(type, wire, displayed)));
            }
        }
        fits.sort(Comparator.comparingDouble(Fit::oddity).thenComparingDouble(Fit::distance));
        return fits.stream().map(Fit::way).toList();
    }

    private static List<Fit> fits(ModbusType type, byte[] wire, BigDecimal displayed) {
        double shown = displayed.doubleValue();
        // The display rounds: half a unit of its last digit, and a breath for what moved meanwhile.
        double digit = Math.pow(10, -Math.max(0, displayed.scale()));
        double tolerance = 0.5 * digit + 1e-3 * Math.abs(shown);
        Reading reading = type.read(wire, 0);
        double raw = reading.value().number().orElse(Double.NaN);
        List<Fit> fits = new ArrayList<>();
        for (BigDecimal factor : FACTORS) {
            double value = raw * factor.doubleValue();
            double distance = Math.abs(value - shown);
            // What no number can hold fits nothing, and a 0 says nothing of a factor.
            boolean sound =
                    raw == 0 ? factor.compareTo(BigDecimal.ONE) == 0 : Math.abs(value) >= LEAST;
            if (sound && Double.isFinite(distance) && distance <= tolerance) {
                Way way = new Way(name(type), factor, exact(reading.value()).multiply(factor));
                fits.add(new Fit(way, oddity(type, factor), distance));
            }
        }
        return fits;
    }

    /// As its type writes it: 21.4 of four bytes is not 21.399999618530273.
    private static BigDecimal exact(TypedValue value) {
        StringBuilder digits = new StringBuilder();
        value.appendTo(digits);
        return new BigDecimal(digits.toString());
    }

    /// Plain readings before scaled ones, usual orders before rare ones: a value that fits both is
    /// far more often the plain one.
    private static double oddity(ModbusType type, BigDecimal factor) {
        double oddity = Math.abs(Math.log10(factor.doubleValue()));
        if (type.kind() == ModbusType.Kind.FLOAT && oddity > 0) {
            oddity += 2;
        }
        return oddity + ByteOrder.of(type.bytes()).indexOf(type.order()) * 0.25;
    }

    private static String name(ModbusType type) {
        String word =
                switch (type.kind()) {
                    case INT -> "int";
                    case UINT -> "uint";
                    case FLOAT -> "float";
                    case BCD -> "bcd";
                    case BOOL, TEXT -> throw new IllegalStateException(type.kind().name());
                };
        return word + type.bytes() * 8 + ":" + type.order();
    }

    private static List<ModbusType> types(int bytes) {
        List<ModbusType> types = new ArrayList<>();
        for (ByteOrder order : ByteOrder.of(bytes)) {
            types.add(new ModbusType(ModbusType.Kind.INT, bytes, order));
            types.add(new ModbusType(ModbusType.Kind.UINT, bytes, order));
            if (bytes >= 4) {
                types.add(new ModbusType(ModbusType.Kind.FLOAT, bytes, order));
            }
            if (bytes <= 4) {
                types.add(new ModbusType(ModbusType.Kind.BCD, bytes, order));
            }
        }
        return types;
    }
}
