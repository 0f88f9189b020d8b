package org.fieldproof.drill.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.record.CsvCell;
import org.fieldproof.drill.ledger.AcceptedRow;
import org.fieldproof.drill.ledger.ArrivalRow;
import org.fieldproof.drill.ledger.DeviceLedger;
import org.fieldproof.drill.ledger.LaneLedger;
import org.fieldproof.drill.ledger.Ledgers;
import org.jspecify.annotations.Nullable;

/// Reads the raw ledgers out of an evidence file, to judge them again.
final class LedgerReader {
    static final int ROWS_MAX = 5_000_000;

    private final EvidenceZip zip;
    private final Map<String, String> interned = new HashMap<>();
    private final List<String> files = new ArrayList<>();
    private String epoch = "";

    private LedgerReader(EvidenceZip zip) {
        this.zip = zip;
    }

    /// Ledgers and what names them.
    ///
    /// @param files names of the delivery ledgers, in the order of the lanes
    record Read(Ledgers ledgers, String epoch, List<String> files) {
        Read {
            files = List.copyOf(files);
        }
    }

    private interface Row {
        void cells(List<String> cells) throws IOException;
    }

    static Read read(EvidenceZip zip) throws IOException {
        LedgerReader reader = new LedgerReader(zip);
        Ledgers ledgers = reader.ledgers();
        return new Read(ledgers, reader.epoch, reader.files);
    }

    private Ledgers ledgers() throws IOException {
        List<DeviceLedger> devices = new ArrayList<>();
        rows(
                EvidenceNames.DEVICES,
                LedgerCsv.DEVICES_HEAD,
                c ->
                        devices.add(
                                new DeviceLedger(
                                        text(c.get(0)),
                                        CsvCell.text(c.get(1)),
                                        flag(c.get(2)),
                                        number(c.get(3)),
                                        number(c.get(4)),
                                        number(c.get(5)))));
        List<LaneLedger> lanes = lanes();
        Map<String, Integer> laneIndex = new HashMap<>();
        for (int i = 0; i < lanes.size(); i++) {
            laneIndex.put(lanes.get(i).lane(), i);
        }
        List<AcceptedRow> accepted = new ArrayList<>();
        rows(
                EvidenceNames.ACCEPTED,
                LedgerCsv.ACCEPTED_HEAD,
                c -> accepted.add(acceptedRow(c, laneIndex)));
        List<Ledgers> window = new ArrayList<>();
        rows(
                EvidenceNames.WINDOW,
                LedgerCsv.WINDOW_HEAD,
                c -> {
                    epoch = CsvCell.text(c.get(0));
                    window.add(
                            new Ledgers(
                                    devices,
                                    number(c.get(1)),
                                    number(c.get(2)),
                                    number(c.get(3)),
                                    flag(c.get(4)),
                                    accepted,
                                    lanes));
                });
        if (window.size() != 1) {
            throw new IOException(EvidenceNames.WINDOW + " must have one line");
        }
        return window.getFirst();
    }

    private List<LaneLedger> lanes() throws IOException {
        List<LaneLedger> lanes = new ArrayList<>();
        rows(
                EvidenceNames.LANES,
                LedgerCsv.LANES_HEAD,
                c -> {
                    String file = c.get(1);
                    List<ArrivalRow> arrivals = arrivals(file);
                    if (arrivals.size() != number(c.get(7))) {
                        throw new IOException(file + " has lines missing or added");
                    }
                    files.add(file);
                    lanes.add(
                            new LaneLedger(
                                    text(c.get(0)),
                                    flag(c.get(2)),
                                    number(c.get(3)),
                                    number(c.get(4)),
                                    number(c.get(5)),
                                    number(c.get(6)),
                                    arrivals));
                });
        return lanes;
    }

    private List<ArrivalRow> arrivals(String file) throws IOException {
        List<ArrivalRow> arrivals = new ArrayList<>();
        rows(
                file,
                LedgerCsv.DELIVERED_HEAD,
                c -> {
                    if (number(c.get(0)) != arrivals.size() + 1) {
                        throw new IOException(file + " is not in order of arrival");
                    }
                    arrivals.add(
                            new ArrivalRow(
                                    number(c.get(1)),
                                    text(c.get(2)),
                                    intern(c.get(3)),
                                    crc(c.get(4)),
                                    number(c.get(5))));
                });
        return arrivals;
    }

    private AcceptedRow acceptedRow(List<String> c, Map<String, Integer> laneIndex)
            throws IOException {
        long mask = 0;
        String lanes = CsvCell.text(c.get(7));
        for (String each : lanes.isEmpty() ? new String[0] : lanes.split(" ", -1)) {
            Integer index = laneIndex.get(each);
            if (index == null) {
                throw new IOException(EvidenceNames.ACCEPTED + " names lane " + each);
            }
            mask |= 1L << index;
        }
        return new AcceptedRow(
                number(c.get(0)),
                text(c.get(1)),
                intern(c.get(2)),
                number(c.get(3)),
                crc(c.get(4)),
                flag(c.get(5)),
                number(c.get(6)),
                mask);
    }

    private void rows(String name, String head, Row row) throws IOException {
        int columns = head.split(",", -1).length;
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(zip.open(name), StandardCharsets.UTF_8))) {
            List<String> first = Csv.read(in);
            if (first == null || !String.join(",", first).equals(head)) {
                throw new IOException(name + " does not have the columns of a ledger");
            }
            @Nullable List<String> cells = Csv.read(in);
            int count = 0;
            while (cells != null) {
                if (cells.size() != columns || ++count > ROWS_MAX) {
                    throw new IOException(name + " has a line that is not a ledger's");
                }
                row.cells(cells);
                cells = Csv.read(in);
            }
        }
    }

    private String text(String cell) {
        return intern(CsvCell.text(cell));
    }

    private String intern(String text) {
        String known = interned.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    private static long number(String cell) throws IOException {
        try {
            return Long.parseLong(cell);
        } catch (NumberFormatException e) {
            throw new IOException("a ledger has a cell that is not a number", e);
        }
    }

    private static int crc(String cell) throws IOException {
        try {
            return Integer.parseUnsignedInt(cell, 16);
        } catch (NumberFormatException e) {
            throw new IOException("a ledger has a cell that is not a checksum", e);
        }
    }

    private static boolean flag(String cell) throws IOException {
        return switch (cell) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IOException("a ledger has a cell that is not true or false");
        };
    }

    /// The backlog over time, drawn down to so many points, peaks kept.
    static List<Sample> samples(EvidenceZip zip) throws IOException {
        LedgerReader reader = new LedgerReader(zip);
        List<Sample> samples = new ArrayList<>();
        reader.rows(
                EvidenceNames.SAMPLES,
                LedgerCsv.SAMPLES_HEAD,
                c ->
                        samples.add(
                                new Sample(
                                        number(c.get(0)),
                                        number(c.get(1)),
                                        number(c.get(2)),
                                        number(c.get(3)),
                                        number(c.get(4)),
                                        number(c.get(5)))));
        return samples;
    }
}
