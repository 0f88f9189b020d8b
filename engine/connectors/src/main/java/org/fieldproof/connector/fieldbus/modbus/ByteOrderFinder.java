package org.fieldproof.connector.fieldbus.modbus;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.fieldproof.api.tag.TagShaper.Reading;

/// Finds out how registers are to be read from what the device's own display shows: tries every
/// type, order and power of ten, and ranks what fits. Pure; nothing is stored, a person chooses.
public final class ByteOrderFinder {
    private static final double[] FACTORS = {1, 0.1, 0.01, 0.001, 10, 100, 1_000};
    private static final int CANDIDATES_MAX = 12;

    private ByteOrderFinder() {}

    /// One way of reading.
    ///
    /// @param type as a tag table writes it, such as `float32:CDAB`
    /// @param scale the tag's scale; 1 for none
    /// @param value what comes out
    /// @param relativeError distance to what the display shows, relative to it
    public record Candidate(String type, double scale, double value, double relativeError) {}

    /// Ranks the ways of reading that give the displayed value, within what its digits say.
    ///
    /// @param displayed as on the display, such as `21.4`
    /// @param registers one, two or four, in the order of their addresses
    public static List<Candidate> find(BigDecimal displayed, int... registers) {
        byte[] wire = new byte[registers.length * 2];
        for (int i = 0; i < registers.length; i++) {
            ByteOrder.AB.put(registers[i], wire, i * 2);
        }
        // The display rounds: half a unit of its last digit, and a breath for what moved meanwhile.
        double tolerance =
                0.5 * Math.pow(10, -displayed.scale()) + 1e-3 * Math.abs(displayed.doubleValue());
        List<Candidate> found = new ArrayList<>();
        for (ModbusType type : types(wire.length)) {
            Reading reading = type.read(wire, 0);
            OptionalDouble number = reading.value().number();
            for (double factor : number.isPresent() ? FACTORS : new double[0]) {
                double value = number.getAsDouble() * factor;
                double distance = Math.abs(value - displayed.doubleValue());
                if (distance <= tolerance) {
                    double scale = Math.max(Math.abs(displayed.doubleValue()), 1e-9);
                    found.add(new Candidate(name(type), factor, value, distance / scale));
                }
            }
        }
        found.sort(
                Comparator.comparingDouble(ByteOrderFinder::oddity)
                        .thenComparingDouble(Candidate::relativeError));
        return List.copyOf(found.subList(0, Math.min(found.size(), CANDIDATES_MAX)));
    }

    /// Plain readings before scaled ones, usual orders before rare ones: a value that fits both is
    /// far more often the plain one.
    private static double oddity(Candidate candidate) {
        int colon = candidate.type().indexOf(':');
        String order = candidate.type().substring(colon + 1);
        double oddity = Math.abs(Math.log10(candidate.scale()));
        if (candidate.type().startsWith("float") && candidate.scale() != 1) {
            oddity += 2;
        }
        return oddity + ByteOrder.of(order.length()).indexOf(ByteOrder.valueOf(order)) * 0.25;
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
