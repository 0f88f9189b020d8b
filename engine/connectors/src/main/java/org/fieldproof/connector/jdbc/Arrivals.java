package org.fieldproof.connector.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.fieldproof.api.spi.ReadBack.Arrival;

/// Turns rows of `seq, device, address, payload` into arrivals.
final class Arrivals {
    static final int ROWS_PER_FETCH = 1_000;

    private Arrivals() {}

    /// How many rows there were.
    static int feed(UUID epoch, ResultSet rows, Consumer<Arrival> each) throws SQLException {
        CRC32C crc = new CRC32C();
        int fed = 0;
        while (rows.next()) {
            fed++;
            crc.reset();
            crc.update(rows.getBytes(4));
            each.accept(
                    new Arrival(
                            epoch,
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            (int) crc.getValue(),
                            0));
        }
        return fed;
    }
}
