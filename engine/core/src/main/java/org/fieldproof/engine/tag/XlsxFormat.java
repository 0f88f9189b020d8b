package org.fieldproof.engine.tag;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How numbers are shown, as far as they would be taken for something else without it: 00001 is a
/// coil of a Modbus device, and 1 is a holding register (ECMA-376 part 1, 18.8.30 and 18.8.31).
///
/// @param digits so many are shown at least before the point, and `decimals` behind it
record XlsxFormat(Kind kind, int digits, int decimals) {
    static final XlsxFormat PLAIN = new XlsxFormat(Kind.PLAIN, 1, 0);

    /// Those that every workbook has, where they show zeros behind the point.
    private static final Map<Integer, String> KNOWN =
            Map.of(
                    2,
                    "0.00",
                    4,
                    "#,##0.00",
                    7,
                    "#,##0.00",
                    8,
                    "#,##0.00",
                    39,
                    "#,##0.00",
                    40,
                    "#,##0.00",
                    43,
                    "#,##0.00",
                    44,
                    "#,##0.00");

    enum Kind {
        /// With more than the number and its zeros, which is left aside.
        PLAIN,
        /// The number and its zeros, and nothing else.
        ZEROS,
        PERCENT,
        DATE
    }

    /// @param number of the format
    /// @param own its code, if the workbook has one for it
    static XlsxFormat of(int number, @Nullable String own) {
        @Nullable String code = own == null ? KNOWN.get(number) : own;
        if (code != null) {
            return of(code);
        }
        boolean date =
                (number >= 14 && number <= 22)
                        || (number >= 27 && number <= 36)
                        || (number >= 45 && number <= 47)
                        || (number >= 50 && number <= 58);
        boolean percent = number == 9 || number == 10;
        return date
                ? new XlsxFormat(Kind.DATE, 1, 0)
                : percent ? new XlsxFormat(Kind.PERCENT, 1, 0) : PLAIN;
    }

    private static XlsxFormat of(String code) {
        String bare =
                code.replaceAll("\"[^\"]*\"|\\\\.|_.|\\*.", "")
                        .replaceAll("(?i)\\[(?!(h+|m+|s+)\\])[^\\]]*\\]", "")
                        .toLowerCase(Locale.ROOT);
        if (bare.contains("%")) {
            return new XlsxFormat(Kind.PERCENT, 1, 0);
        }
        if (bare.matches("(?s).*[dmyhs].*")) {
            return new XlsxFormat(Kind.DATE, 1, 0);
        }
        if (bare.matches("(?s).*e[+-].*")) {
            return PLAIN;
        }
        int digits = 1;
        int decimals = 0;
        for (String section : bare.split(";", -1)) {
            int point = section.indexOf('.');
            String whole = point < 0 ? section : section.substring(0, point);
            digits = Math.max(digits, (int) whole.chars().filter(each -> each == '0').count());
            String behind = point < 0 ? "" : section.substring(point).replaceAll("[^0#?]", "");
            decimals = Math.max(decimals, behind.lastIndexOf('0') + 1);
        }
        boolean alone = code.matches("0+(\\.0+)?");
        return new XlsxFormat(alone ? Kind.ZEROS : Kind.PLAIN, digits, decimals);
    }

    /// Whether a number of a plain format is shown with zeros that [#plain] does not write.
    boolean hidesZerosOf(BigDecimal number) {
        int scale = Math.max(0, number.stripTrailingZeros().scale());
        return digits > 1 || decimals > scale;
    }

    /// The number with the zeros of the format. It is not rounded: what a narrow format hides of a
    /// scale is meant all the same.
    String padded(BigDecimal number) {
        BigDecimal bare = number.stripTrailingZeros();
        String text =
                bare.abs()
                        .setScale(Math.max(decimals, bare.scale()), RoundingMode.UNNECESSARY)
                        .toPlainString();
        int point = text.indexOf('.');
        int missing = digits - (point < 0 ? text.length() : point);
        return (bare.signum() < 0 ? "-" : "") + "0".repeat(Math.max(0, missing)) + text;
    }

    static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
