package org.fieldproof.views.format;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Writes figures for people, in their language's separators; times are of one zone. A value that
/// is not known is a dash, never a zero.
public final class Figures {

    /// What stands where nothing is known or nothing applies.
    public static final String NONE = "–";

    private final Locale locale;
    private final ZoneId zone;
    private final DecimalFormatSymbols symbols;

    /// By pattern, of which there are a dozen: to make one takes longer than to use it.
    private final Map<String, DecimalFormat> formats = new ConcurrentHashMap<>();

    private final DateTimeFormatter clock;
    private final DateTimeFormatter clockMillis;
    private final DateTimeFormatter date;
    private final DateTimeFormatter day;
    private final DateTimeFormatter dayOfYear;

    /// Figures with times of UTC.
    public Figures(Locale locale) {
        this(locale, ZoneOffset.UTC);
    }

    /// @param zone that times are told in
    public Figures(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
        symbols = new DecimalFormatSymbols(locale);
        clock = DateTimeFormatter.ofPattern("HH:mm:ss", locale).withZone(zone);
        clockMillis = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", locale).withZone(zone);
        date = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss", locale).withZone(zone);
        day = DateTimeFormatter.ofPattern("d MMM", locale);
        dayOfYear = DateTimeFormatter.ofPattern("d MMM yyyy", locale);
    }

    /// `48,213`; a dash below zero.
    public String count(long count) {
        return count < 0 ? NONE : decimals("#,##0", (double) count);
    }

    /// `940`, `11.2k`, `3.4M`.
    public String compact(long count) {
        if (count < 0) {
            return NONE;
        }
        if (count < 10_000) {
            return count(count);
        }
        return count < 1_000_000
                ? decimals("#,##0.0", count / 1e3) + "k"
                : decimals("#,##0.0", count / 1e6) + "M";
    }

    /// `300/s`, `0.4/s`.
    public String rate(double perSecond) {
        return rateNumber(perSecond) + "/s";
    }

    /// The same without the unit, for columns whose head names it.
    public String rateNumber(double perSecond) {
        if (perSecond <= 0) {
            return "0";
        }
        return perSecond < 9.95 ? decimals("0.#", perSecond) : decimals("#,##0", perSecond);
    }

    /// `2.6 MiB`.
    public String bytes(long bytes) {
        if (bytes < 0) {
            return NONE;
        }
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        String pattern = unit == 0 || value >= 100 ? "#,##0" : "0.#";
        return decimals(pattern, value) + " " + units[unit];
    }

    /// `0.3 ms`, `12 ms`, `1.4 s`.
    public String millis(double millis) {
        if (millis < 0) {
            return NONE;
        }
        if (millis < 9.95) {
            return decimals("0.0", millis) + " ms";
        }
        return millis < 1000
                ? decimals("0", millis) + " ms"
                : decimals("0.0", millis / 1000) + " s";
    }

    /// A limit between latencies that lie close together: `0.06 ms`, `12 ms`.
    public String limit(double millis) {
        return millis < 1 ? decimals("0.00", millis) + " ms" : millis(millis);
    }

    /// How long something took, from whole milliseconds; a dash below zero.
    public String took(long millis) {
        return millis < 90_000 ? millis((double) millis) : span(millis / 1000);
    }

    /// `0:37`, `1:02:05`; tenths below a second.
    public String age(long millis) {
        if (millis < 0) {
            return NONE;
        }
        if (millis < 1000) {
            return "0:00" + symbols.getDecimalSeparator() + millis / 100;
        }
        long seconds = millis / 1000;
        return seconds < 3600
                ? String.format(locale, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(
                        locale, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /// `8 s`, `4 min`, `5 h 12 min`, `3 d 4 h`.
    public String span(long seconds) {
        if (seconds < 0) {
            return NONE;
        }
        if (seconds < 90) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return (seconds + 30) / 60 + " min";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
        }
        return seconds < 86_400L * 365
                ? seconds / 86_400 + " d " + seconds / 3600 % 24 + " h"
                : "> 1 a";
    }

    /// `12 s`, `3 min 12 s`: exact to the second, for less than some hours.
    public String exactSpan(long seconds) {
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    /// `10:42:17`.
    public String time(Instant time) {
        return clock.format(time);
    }

    /// `10:42`.
    public String hourMinute(Instant time) {
        return clock.format(time).substring(0, 5);
    }

    /// `10:42:17.402`.
    public String timeMillis(Instant time) {
        return clockMillis.format(time);
    }

    /// `10:42:17` of the day that it is now, `20 Nov 10:42:17` of another.
    public String time(Instant time, Instant now) {
        return dayUnless(now, time) + time(time);
    }

    /// `10:42`, of another day `20 Nov 10:42`.
    public String hourMinute(Instant time, Instant now) {
        return dayUnless(now, time) + hourMinute(time);
    }

    /// `10:42:17.402`, of another day `20 Nov 10:42:17.402`.
    public String timeMillis(Instant time, Instant now) {
        return dayUnless(now, time) + timeMillis(time);
    }

    /// The day that a time of day is of.
    public LocalDate dayOf(Instant time) {
        return LocalDate.ofInstant(time, zone);
    }

    private String dayUnless(Instant now, Instant time) {
        LocalDate then = dayOf(time);
        LocalDate today = dayOf(now);
        if (then.equals(today)) {
            return "";
        }
        return (then.getYear() == today.getYear() ? day : dayOfYear).format(then) + " ";
    }

    /// `20 Nov 2026 10:45:02`.
    public String dateTime(Instant time) {
        return date.format(time);
    }

    /// A number with at most two decimals.
    public String number(double value) {
        return decimals("#,##0.##", value);
    }

    /// A number with so many decimals; in powers of ten where it would be very long.
    public String number(double value, int decimals) {
        if (Math.abs(value) >= 1e9 || decimals > 6) {
            return decimals("0.###E0", value);
        }
        return decimals(decimals == 0 ? "#,##0" : "#,##0." + "0".repeat(decimals), value);
    }

    /// What stands at a tick of an axis. Where numbers are so large that their ends would not be
    /// seen, the lowest is told, and by how much each other is above it.
    public String tick(double low, double step, int index, int decimals) {
        double high = low + index * step;
        boolean large =
                Math.max(Math.abs(low), Math.abs(high)) >= 1e9 && step < Math.abs(low) / 100;
        return large && index > 0 ? "+" + number(index * step, decimals) : number(high, decimals);
    }

    /// A number that is read off: in full as long as it is exact.
    public String reading(double value, int decimals) {
        return Math.abs(value) >= 1e9 && Math.abs(value) < 1e15
                ? number(value)
                : number(value, decimals);
    }

    private String decimals(String pattern, double value) {
        DecimalFormat format =
                formats.computeIfAbsent(pattern, each -> new DecimalFormat(each, symbols));
        // A format keeps what it is about to write; figures are not the FX thread's alone.
        synchronized (format) {
            return format.format(value);
        }
    }
}
