package org.fieldproof.connector.transform;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Units that convert into each other, exactly as decimals, to 34 digits (XF-1). Pure.
final class Units {
    static final MathContext DIGITS = MathContext.DECIMAL128;

    private static final Map<String, Unit> ALL = new TreeMap<>();

    static {
        put("temperature", "K", "1", "0");
        put("temperature", "degC", "1", "273.15");
        put("temperature", "degF", "5/9", "45967/180");
        put("pressure", "Pa", "1", "0");
        put("pressure", "hPa", "100", "0");
        put("pressure", "mbar", "100", "0");
        put("pressure", "kPa", "1000", "0");
        put("pressure", "bar", "100000", "0");
        put("pressure", "MPa", "1000000", "0");
        put("pressure", "psi", "6894.757293168361", "0");
        put("length", "um", "0.000001", "0");
        put("length", "mm", "0.001", "0");
        put("length", "cm", "0.01", "0");
        put("length", "m", "1", "0");
        put("length", "km", "1000", "0");
        put("length", "in", "0.0254", "0");
        put("length", "ft", "0.3048", "0");
        put("mass", "g", "0.001", "0");
        put("mass", "kg", "1", "0");
        put("mass", "t", "1000", "0");
        put("mass", "lb", "0.45359237", "0");
        put("energy", "J", "1", "0");
        put("energy", "kJ", "1000", "0");
        put("energy", "MJ", "1000000", "0");
        put("energy", "Wh", "3600", "0");
        put("energy", "kWh", "3600000", "0");
        put("energy", "MWh", "3600000000", "0");
        put("power", "W", "1", "0");
        put("power", "kW", "1000", "0");
        put("power", "MW", "1000000", "0");
        put("power", "hp", "735.49875", "0");
        put("volume", "ml", "0.001", "0");
        put("volume", "l", "1", "0");
        put("volume", "m3", "1000", "0");
        put("volume", "gal", "3.785411784", "0");
        put("flow", "l/s", "1", "0");
        put("flow", "l/min", "1/60", "0");
        put("flow", "l/h", "1/3600", "0");
        put("flow", "m3/h", "10/36", "0");
        put("speed", "m/s", "1", "0");
        put("speed", "km/h", "10/36", "0");
        put("rotation", "Hz", "1", "0");
        put("rotation", "rpm", "1/60", "0");
        put("time", "ms", "0.001", "0");
        put("time", "s", "1", "0");
        put("time", "min", "60", "0");
        put("time", "h", "3600", "0");
        put("voltage", "mV", "0.001", "0");
        put("voltage", "V", "1", "0");
        put("voltage", "kV", "1000", "0");
        put("current", "mA", "0.001", "0");
        put("current", "A", "1", "0");
        put("share", "ratio", "1", "0");
        put("share", "percent", "0.01", "0");
        put("share", "ppm", "0.000001", "0");
    }

    private Units() {}

    /// A unit: `base = value * factor / divisor + offset / offsetDivisor`.
    record Unit(
            String quantity,
            BigDecimal factor,
            BigDecimal divisor,
            BigDecimal offset,
            BigDecimal offsetDivisor) {

        private BigDecimal shift() {
            return offset.divide(offsetDivisor, DIGITS);
        }

        BigDecimal toBase(BigDecimal value) {
            return value.multiply(factor, DIGITS).divide(divisor, DIGITS).add(shift(), DIGITS);
        }

        BigDecimal fromBase(BigDecimal base) {
            return base.subtract(shift(), DIGITS).multiply(divisor, DIGITS).divide(factor, DIGITS);
        }
    }

    private static void put(String quantity, String name, String factor, String offset) {
        String[] scale = (factor + "/1").split("/", -1);
        String[] shift = (offset + "/1").split("/", -1);
        ALL.put(
                name,
                new Unit(
                        quantity,
                        new BigDecimal(scale[0]),
                        new BigDecimal(scale[1]),
                        new BigDecimal(shift[0]),
                        new BigDecimal(shift[1])));
    }

    static @Nullable Unit of(String name) {
        return ALL.get(name);
    }

    static String names() {
        return String.join(", ", ALL.keySet());
    }
}
