package org.fieldproof.styles;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.paint.Color;

/// Colours between two that are evenly apart to the eye: steps of the same length in Oklab, which
/// was made for that (B. Ottosson, 2020).
final class HeatRamp {

    private HeatRamp() {}

    static List<Color> of(Color low, Color high, int steps) {
        double[] from = oklab(low);
        double[] to = oklab(high);
        List<Color> ramp = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            double share = (double) i / (steps - 1);
            double[] at = new double[3];
            for (int k = 0; k < 3; k++) {
                at[k] = from[k] + share * (to[k] - from[k]);
            }
            ramp.add(colour(at));
        }
        return List.copyOf(ramp);
    }

    /// How far two colours are apart to the eye; 0.02 is about the least that is seen.
    static double distance(Color one, Color other) {
        double[] a = oklab(one);
        double[] b = oklab(other);
        return Math.sqrt(
                (a[0] - b[0]) * (a[0] - b[0])
                        + (a[1] - b[1]) * (a[1] - b[1])
                        + (a[2] - b[2]) * (a[2] - b[2]));
    }

    private static double[] oklab(Color c) {
        double r = linear(c.getRed());
        double g = linear(c.getGreen());
        double b = linear(c.getBlue());
        double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return new double[] {
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        };
    }

    private static Color colour(double[] lab) {
        double l = cube(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2]);
        double m = cube(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2]);
        double s = cube(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2]);
        return Color.color(
                channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    private static double cube(double value) {
        return value * value * value;
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    private static double channel(double linear) {
        double value =
                linear <= 0.0031308 ? linear * 12.92 : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return Math.clamp(value, 0, 1);
    }
}
