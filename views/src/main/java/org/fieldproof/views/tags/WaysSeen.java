package org.fieldproof.views.tags;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fieldproof.api.spi.ReadingFinder.Way;

/// The ways of reading that fitted, over the readings of one address: what the device showed twice,
/// and different things, tells ways apart that fitted the first time by chance. FX thread.
final class WaysSeen {
    private final List<List<Way>> readings = new ArrayList<>();
    private String address = "";

    /// A way that fits now.
    ///
    /// @param fitted how many of the readings it fitted, this one with them
    /// @param readings how many there were
    record Row(Way way, int fitted, int readings) {}

    /// Takes what a reading gave; another address begins anew.
    ///
    /// @return what fits now; those that fitted most often first, then as they were ranked
    List<Row> take(String where, List<Way> ways) {
        if (!where.equals(address)) {
            readings.clear();
            address = where;
        }
        readings.add(List.copyOf(ways));
        return ways.stream()
                .map(way -> new Row(way, fitted(way), readings.size()))
                .sorted(Comparator.comparingInt(row -> -row.fitted()))
                .toList();
    }

    private int fitted(Way way) {
        return (int) readings.stream().filter(each -> each.stream().anyMatch(way::isAs)).count();
    }
}
