package org.fieldproof.views.filter;

import java.text.DecimalFormatSymbols;
import java.util.Locale;

/// Reads a quantity as tables write it and as people type it: times become milliseconds (times of
/// day since midnight), sizes bytes. Either separator begins decimals, unless it stands where this
/// language's own stands between thousands. Stateless but for the language.
final class Quantity {
    private static final double MINUTE_MS = 60_000;
    private static final double HOUR_MS = 3_600_000;
    private static final double DAY_MS = 86_400_000;

    private static final String[] SIZES = {"k", "m", "g", "t"};

    private final char group;

    Quantity(Locale locale) {
        group = new DecimalFormatSymbols(locale).getGroupingSeparator();
    }

    /// What a text says; not a number where it says none of that kind, or more than that.
    double read(CharSequence text, Measure measure) {
        Scan scan = new Scan(text, group);
        double read =
                switch (measure) {
                    case WORDS -> Double.NaN;
                    case NUMBER -> number(scan);
                    case READING -> scan.plain();
                    case BYTES -> bytes(scan);
                    case SPAN -> span(scan, 1000);
                    case LATENCY -> span(scan, 1);
                    case CLOCK -> clock(scan);
                };
        scan.blanks();
        return scan.isAtEnd() ? read : Double.NaN;
    }

    private static double number(Scan scan) {
        double read = scan.number();
        if (scan.takes("k")) {
            read *= 1e3;
        } else if (scan.takes("m")) {
            read *= 1e6;
        }
        if (!scan.takes("/s")) {
            scan.takes("%");
        }
        return read;
    }

    private static double bytes(Scan scan) {
        double read = scan.number();
        double binary = 1;
        double decimal = 1;
        for (String letter : SIZES) {
            binary *= 1024;
            decimal *= 1000;
            if (scan.takes(letter)) {
                boolean thousands = !scan.takes("ib") && scan.takes("b");
                return read * (thousands ? decimal : binary);
            }
        }
        scan.takes("b");
        return read;
    }

    private static double span(Scan scan, double otherwise) {
        scan.takes(">");
        double first = scan.number();
        if (scan.takes(":")) {
            double second = scan.plain();
            return scan.takes(":")
                    ? first * HOUR_MS + second * MINUTE_MS + scan.plain() * 1000
                    : first * MINUTE_MS + second * 1000;
        }
        double unit = unit(scan);
        double sum = first * (unit > 0 ? unit : otherwise);
        while (unit > 0 && scan.isAtDigit()) {
            double more = scan.number();
            unit = unit(scan);
            sum += unit > 0 ? more * unit : Double.NaN;
        }
        return sum;
    }

    /// In milliseconds; 0 if there is none.
    private static double unit(Scan scan) {
        if (scan.takes("ms")) {
            return 1;
        }
        if (scan.takes("min") || scan.takes("m")) {
            return MINUTE_MS;
        }
        if (scan.takes("s")) {
            return 1000;
        }
        if (scan.takes("h")) {
            return HOUR_MS;
        }
        if (scan.takes("d")) {
            return DAY_MS;
        }
        return scan.takes("a") ? 365 * DAY_MS : 0;
    }

    private static double clock(Scan scan) {
        double hours = scan.plain();
        if (!scan.takes(":")) {
            return Double.NaN;
        }
        double time = hours * HOUR_MS + scan.plain() * MINUTE_MS;
        return scan.takes(":") ? time + scan.plain() * 1000 : time;
    }

    /// A place in a text.
    private static final class Scan {
        private final CharSequence text;
        private final char group;
        private int at;

        Scan(CharSequence text, char group) {
            this.text = text;
            this.group = group;
            blanks();
        }

        boolean isAtEnd() {
            return at >= text.length();
        }

        void blanks() {
            while (!isAtEnd() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        boolean isAtDigit() {
            return isDigit(at);
        }

        private boolean isDigit(int index) {
            return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
        }

        /// Goes on behind these letters, whatever their case, and blanks, if they are there.
        boolean takes(String letters) {
            for (int i = 0; i < letters.length(); i++) {
                boolean same =
                        at + i < text.length()
                                && Character.toLowerCase(text.charAt(at + i)) == letters.charAt(i);
                if (!same) {
                    return false;
                }
            }
            at += letters.length();
            blanks();
            return true;
        }

        double number() {
            return number(true);
        }

        /// A number without a sign between thousands: either separator begins decimals.
        double plain() {
            return number(false);
        }

        private double number(boolean grouped) {
            boolean negative = takes("-") || takes("\u2212");
            if (!isAtDigit()) {
                return Double.NaN;
            }
            double read = 0;
            while (isAtDigit() || (grouped && isGroup())) {
                if (isAtDigit()) {
                    read = read * 10 + (text.charAt(at) - '0');
                }
                at++;
            }
            boolean decimals =
                    !isAtEnd()
                            && (text.charAt(at) == '.' || text.charAt(at) == ',')
                            && isDigit(at + 1);
            if (decimals) {
                at++;
                double weight = 1;
                while (isAtDigit()) {
                    weight *= 10;
                    read = read * 10 + (text.charAt(at++) - '0');
                }
                read /= weight;
            }
            blanks();
            return negative ? -read : read;
        }

        /// Between thousands: three digits follow, and no fourth.
        private boolean isGroup() {
            return !isAtEnd()
                    && text.charAt(at) == group
                    && isDigit(at + 1)
                    && isDigit(at + 2)
                    && isDigit(at + 3)
                    && !isDigit(at + 4);
        }
    }
}
