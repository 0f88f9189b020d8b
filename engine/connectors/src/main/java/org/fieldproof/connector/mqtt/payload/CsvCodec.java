package org.fieldproof.connector.mqtt.payload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.connector.mqtt.payload.Decoded.Fault;
import org.fieldproof.connector.mqtt.payload.Finds.TooMuch;
import org.fieldproof.connector.mqtt.payload.Selection.Wanted;
import org.jspecify.annotations.Nullable;

/// A payload that is CSV (RFC 4180): each row gives each column's value. Immutable.
final class CsvCodec implements PayloadCodec {
    private final Selection selection;
    private final char separator;
    private final boolean header;
    private final List<String> columns;

    /// @param header whether a payload's first row names the columns
    /// @param columns names of the columns; empty where they are only numbered from 1, or where
    ///     the header names them
    CsvCodec(Selection selection, char separator, boolean header, List<String> columns) {
        this.selection = selection;
        this.separator = separator;
        this.header = header;
        this.columns = List.copyOf(columns);
    }

    @Override
    public Decoded decode(InboundRecord message) {
        String topic = message.address();
        Optional<String> text = StrictText.of(message.payload());
        if (text.isEmpty()) {
            return StrictText.notText();
        }
        List<List<String>> rows;
        try {
            rows = CsvRows.of(text.get(), separator);
        } catch (IllegalArgumentException e) {
            return Decoded.not("not-csv", String.valueOf(e.getMessage()));
        }
        List<String> names = header && !rows.isEmpty() ? rows.getFirst() : columns;
        List<List<String>> data = header && !rows.isEmpty() ? rows.subList(1, rows.size()) : rows;
        if (data.isEmpty()) {
            return Decoded.not("not-csv", "there is no row in it");
        }
        if (new HashSet<>(names).size() < names.size()) {
            return Decoded.not("not-csv", "two columns have the same name");
        }
        try {
            return decode(topic, names, data);
        } catch (TooMuch _) {
            return Finds.tooMuch();
        }
    }

    private Decoded decode(String topic, List<String> names, List<List<String>> data)
            throws TooMuch {
        Finds found = new Finds();
        Map<String, Integer> places = placesOf(names);
        @Nullable Fault fault = null;
        for (int i = 0; i < data.size(); i++) {
            List<String> row = data.get(i);
            if (!names.isEmpty() && row.size() != names.size()) {
                fault = fault == null ? wrongSize(i + (header ? 2 : 1), row, names) : fault;
                continue;
            }
            long sourceTime =
                    selection.isTimed()
                            ? selection.timeFormat().read(cell(row, places, selection.time()))
                            : SourceTimes.NONE;
            for (Wanted wanted :
                    selection.wanted().isEmpty() ? all(row, names) : selection.wanted()) {
                Reading reading =
                        indexOf(row, places, wanted.from()) < 0
                                ? Reading.MISSING
                                : Reading.ofText(cell(row, places, wanted.from()), wanted.type());
                found.add(
                        selection.timed(
                                reading.at(topic + "/" + wanted.name(), wanted.unit(), sourceTime),
                                sourceTime));
            }
        }
        return new Decoded(found.list(), fault);
    }

    private static Map<String, Integer> placesOf(List<String> names) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            places.put(names.get(i), i);
        }
        return places;
    }

    /// Every column but the one that is the time of the others.
    private List<Wanted> all(List<String> row, List<String> names) {
        List<Wanted> all = new ArrayList<>(row.size());
        for (int i = 0; i < row.size(); i++) {
            String from = names.isEmpty() ? Integer.toString(i + 1) : names.get(i);
            if (!from.equals(selection.time())) {
                all.add(new Wanted(from, Levels.level(from), ValueType.AUTO, ""));
            }
        }
        return all;
    }

    private static String cell(List<String> row, Map<String, Integer> places, String column) {
        int at = indexOf(row, places, column);
        return at < 0 ? "" : row.get(at).strip();
    }

    /// A column by its name, or by its number from 1 where columns have no names; -1 for none.
    private static int indexOf(List<String> row, Map<String, Integer> places, String column) {
        if (!places.isEmpty()) {
            return places.getOrDefault(column, -1);
        }
        boolean number = !column.isEmpty() && column.length() < 6 && isDigits(column);
        int at = number ? Integer.parseInt(column) - 1 : -1;
        return at < row.size() ? at : -1;
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Fault wrongSize(int line, List<String> row, List<String> names) {
        return new Fault(
                "wrong-row",
                "row " + line + " has " + row.size() + " cells instead of " + names.size());
    }
}
