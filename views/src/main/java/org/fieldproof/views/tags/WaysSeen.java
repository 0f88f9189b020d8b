package org.fieldproof.views.tags;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ReadingFinder;
import org.fieldproof.api.spi.ReadingFinder.Way;
import org.fieldproof.api.tag.TagSchema;
import org.jspecify.annotations.Nullable;

/// The ways of reading that fitted, over the readings of one address: what the device showed twice,
/// and different things, tells ways apart that fitted the first time by chance. FX thread.
final class WaysSeen {
    private final List<List<Way>> readings = new ArrayList<>();
    private @Nullable Place place;

    /// Where is read: the connection without what its tags are, and the address.
    record Place(Group line, String address) {
        static Place of(Group connection, String address) {
            Group line = connection;
            for (Field field : TagSchema.FIELDS) {
                line = line.without(field.name());
            }
            return new Place(line, address);
        }
    }

    /// A way that fits now.
    ///
    /// @param fitted how many of the readings it fitted, this one with them
    /// @param readings how many there were
    record Row(Way way, int fitted, int readings) {}

    /// Takes what a reading gave; another place begins anew.
    ///
    /// @return what fits now; those that fitted most often first, then as they were ranked, and no
    ///     more than can be offered
    List<Row> take(Place where, List<Way> ways) {
        if (!where.equals(place)) {
            readings.clear();
            place = where;
        }
        readings.add(List.copyOf(ways));
        return ways.stream()
                .map(way -> new Row(way, fitted(way), readings.size()))
                .sorted(Comparator.comparingInt(row -> -row.fitted()))
                .limit(ReadingFinder.OFFERED_MAX)
                .toList();
    }

    private int fitted(Way way) {
        return (int) readings.stream().filter(each -> each.stream().anyMatch(way::isAs)).count();
    }
}
