package org.fieldproof.api.spi;

import java.math.BigDecimal;
import java.util.List;

/// Finds out how what lies at an address of a device is to be read, for protocols that bring bare
/// registers and do not say what is in them: a person says what the device's own display shows. It
/// offers, a person chooses.
public interface ReadingFinder {
    /// How many ways are offered to a person at once.
    int OFFERED_MAX = 12;

    /// Most digits, and places before or behind the point, of what a display shows.
    int DIGITS_MAX = 30;

    /// Whether a display can show this: what is longer is a slip, such as `1e999999999`.
    static boolean canBeShown(BigDecimal shown) {
        return shown.precision() <= DIGITS_MAX && Math.abs(shown.scale()) <= DIGITS_MAX;
    }

    /// Reads what lies at the address now, on a connection of its own that only reads and is closed
    /// again, and ranks the ways of reading it that give what the display shows. Blocks, for as
    /// long as the connection's own limits allow. Its tags do not matter.
    ///
    /// @param address as a tag list writes it
    /// @param shown on the device's display, with its decimals
    /// @throws ConnectorException naming what refused and what to do
    Found find(ConnectorContext context, String address, BigDecimal shown)
            throws ConnectorException;

    /// What was there.
    ///
    /// @param raw as the device sent it, for people, such as `42f6 e979`
    /// @param ways all that give what is shown, the likeliest first; empty if none does
    record Found(String raw, List<Way> ways) {
        public Found {
            ways = List.copyOf(ways);
        }
    }

    /// A way of reading.
    ///
    /// @param type as a tag list writes it, such as `float32:CDAB`
    /// @param scale the tag's scale; 1 for none
    /// @param value what it gives now, scaled
    record Way(String type, BigDecimal scale, BigDecimal value) {

        /// Whether it is this way, whatever it gives.
        public boolean isAs(Way other) {
            return type.equals(other.type) && scale.compareTo(other.scale) == 0;
        }
    }
}
