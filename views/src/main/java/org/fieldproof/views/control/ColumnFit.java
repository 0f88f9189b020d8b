package org.fieldproof.views.control;

import java.util.Arrays;

/// How wide the columns of a table are in a room: as wide as they should be; where there is less
/// room, each gives way down to what its title needs, and one of them takes what is left over.
/// Pure.
final class ColumnFit {

    private ColumnFit() {}

    /// Widths in whole pixels, none below its least.
    ///
    /// @param takes which column is given what is left over, or -1
    static double[] of(double[] least, double[] wanted, double room, int takes) {
        double leastSum = Arrays.stream(least).sum();
        double give = Arrays.stream(wanted).sum() - leastSum;
        double share = give <= 0 ? 0 : Math.clamp((room - leastSum) / give, 0, 1);
        double[] fitted = new double[least.length];
        for (int i = 0; i < fitted.length; i++) {
            fitted[i] = Math.floor(least[i] + share * (wanted[i] - least[i]));
        }
        if (takes >= 0) {
            double others = Arrays.stream(fitted).sum() - fitted[takes];
            fitted[takes] = Math.max(least[takes], Math.floor(room - others));
        }
        return fitted;
    }
}
