package org.fieldproof.drill.evidence;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.fieldproof.api.record.CsvCell;
import org.fieldproof.drill.ledger.AcceptedRow;
import org.fieldproof.drill.ledger.ArrivalRow;
import org.fieldproof.drill.ledger.DeviceLedger;
import org.fieldproof.drill.ledger.LaneLedger;
import org.fieldproof.drill.ledger.Ledgers;

/// The raw ledgers as CSV files. Addresses are written as digests, which is all that order needs.
final class LedgerCsv {
    static final String DEVICES_HEAD =
            "device,identity,counted,startCounter,endCounter,acknowledgedThrough";
    static final String ACCEPTED_HEAD =
            "seq,device,address,counter,payloadCrc32c,duplicateFlagged,acceptEpochNanos,lanes";
    static final String LANES_HEAD =
            "lane,file,readable,held,quarantined,dropped,imbalance,arrivals";
    static final String DELIVERED_HEAD =
            "arrival,seq,device,address,payloadCrc32c,arrivedEpochNanos";
    static final String WINDOW_HEAD = "epoch,fromSeq,cutSeq,toSeq,acceptedReadable";
    static final String SAMPLES_HEAD =
            "atMs,logRecords,bufferRecords,heldRecords,acceptedTotal,deliveredTotal";

    private LedgerCsv() {}

    static void window(Writer out, String epoch, Ledgers ledgers) throws IOException {
        line(out, WINDOW_HEAD);
        line(
                out,
                join(
                        CsvCell.of(epoch),
                        ledgers.fromSeq(),
                        ledgers.cutSeq(),
                        ledgers.toSeq(),
                        ledgers.acceptedReadable()));
    }

    static void devices(Writer out, List<DeviceLedger> devices) throws IOException {
        line(out, DEVICES_HEAD);
        for (DeviceLedger each : devices) {
            line(
                    out,
                    join(
                            CsvCell.of(each.device()),
                            CsvCell.of(each.identity()),
                            each.counted(),
                            each.startCounter(),
                            each.endCounter(),
                            each.acknowledgedThrough()));
        }
    }

    static void accepted(Writer out, Ledgers ledgers) throws IOException {
        line(out, ACCEPTED_HEAD);
        for (AcceptedRow each : ledgers.accepted()) {
            line(
                    out,
                    join(
                            each.seq(),
                            CsvCell.of(each.device()),
                            Redaction.digest(each.address()),
                            each.counter(),
                            crc(each.payloadCrc32c()),
                            each.duplicateFlagged(),
                            each.acceptEpochNanos(),
                            CsvCell.of(laneNames(each.lanes(), ledgers.lanes()))));
        }
    }

    private static String laneNames(long mask, List<LaneLedger> lanes) {
        StringJoiner names = new StringJoiner(" ");
        for (int i = 0; i < lanes.size(); i++) {
            if ((mask & (1L << i)) != 0) {
                names.add(lanes.get(i).lane());
            }
        }
        return names.toString();
    }

    static void lanes(Writer out, List<LaneLedger> lanes) throws IOException {
        line(out, LANES_HEAD);
        for (int i = 0; i < lanes.size(); i++) {
            LaneLedger each = lanes.get(i);
            line(
                    out,
                    join(
                            CsvCell.of(each.lane()),
                            EvidenceNames.delivered(i, each.lane()),
                            each.readable(),
                            each.held(),
                            each.quarantined(),
                            each.dropped(),
                            each.imbalance(),
                            each.arrivals().size()));
        }
    }

    static void delivered(Writer out, List<ArrivalRow> arrivals) throws IOException {
        line(out, DELIVERED_HEAD);
        long arrival = 0;
        for (ArrivalRow each : arrivals) {
            arrival++;
            line(
                    out,
                    join(
                            arrival,
                            each.seq(),
                            CsvCell.of(each.device()),
                            Redaction.digest(each.address()),
                            crc(each.payloadCrc32c()),
                            each.arrivedEpochNanos()));
        }
    }

    static void samples(Writer out, List<Sample> samples) throws IOException {
        line(out, SAMPLES_HEAD);
        for (Sample each : samples) {
            line(
                    out,
                    join(
                            each.atMs(),
                            each.logRecords(),
                            each.bufferRecords(),
                            each.heldRecords(),
                            each.acceptedTotal(),
                            each.deliveredTotal()));
        }
    }

    private static String crc(int value) {
        return String.format(Locale.ROOT, "%08x", value);
    }

    private static String join(Object... cells) {
        StringJoiner line = new StringJoiner(",");
        for (Object each : cells) {
            line.add(String.valueOf(each));
        }
        return line.toString();
    }

    private static void line(Writer out, String text) throws IOException {
        out.write(text);
        out.write('\n');
    }
}
