package org.fieldproof.connector.influx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import okio.BufferedSource;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorHost;
import org.fieldproof.api.spi.ReadBack;
import org.jspecify.annotations.Nullable;

/// Exports from VictoriaMetrics the series that carry identities and CRCs, past every link. The
/// two series of one device and address have the same timestamps, so their samples pair up by
/// position. A point that was written twice is fed twice, unless the server deduplicates.
final class VictoriaReadBack implements ReadBack {
    private static final long AHEAD_MILLIS = 3 * 86_400_000L;

    private final ConnectorHost host;
    private final InfluxConfig config;
    private final InfluxProblems problems;
    private final JsonFactory json = new JsonFactory();

    VictoriaReadBack(ConnectorHost host, InfluxConfig config) {
        this.host = host;
        this.config = config;
        this.problems = new InfluxProblems(host.id(), config);
    }

    /// The samples of one device and address in one measurement.
    private static final class Series {
        private String device = "";
        private String address = "";
        private final List<Double> seqs = new ArrayList<>();
        private final List<Double> crcs = new ArrayList<>();
    }

    @Override
    public void begin() throws ConnectorException {
        try (InfluxHttp http = InfluxHttp.of(host, config, LinkTable.direct())) {
            InfluxHttp.Answer ping = http.get("ping");
            if (ping.status() != 204 && ping.status() != 200) {
                throw new ConnectorException(problems.of(ping));
            }
        } catch (IOException e) {
            throw new ConnectorException(problems.of(e), e);
        }
    }

    @Override
    public void arrivals(UUID epoch, long fromSeq, long toSeq, Consumer<Arrival> each)
            throws ConnectorException {
        Map<String, Series> found = new HashMap<>();
        export(epoch, found);
        List<Arrival> arrivals = new ArrayList<>();
        for (Series series : found.values()) {
            for (int i = 0; i < series.seqs.size(); i++) {
                long seq = series.seqs.get(i).longValue();
                if (seq >= fromSeq && seq <= toSeq) {
                    long crc = i < series.crcs.size() ? series.crcs.get(i).longValue() : 0;
                    arrivals.add(
                            new Arrival(epoch, seq, series.device, series.address, (int) crc, 0));
                }
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::seq));
        arrivals.forEach(each);
    }

    @Override
    public void close() {
        // Each call has a connection of its own and has closed it.
    }

    private void export(UUID epoch, Map<String, Series> found) throws ConnectorException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("match[]", "{__name__=~\".*fp_(seq|crc)\",fp_epoch=\"" + epoch + "\"}");
        query.put("start", "0");
        // The end is seconds unless it is large, and large ends are milliseconds.
        long endMillis = host.clock().epochNanos() / 1_000_000L + AHEAD_MILLIS;
        query.put("end", Double.toString(endMillis / 1000.0));
        try (InfluxHttp http = InfluxHttp.of(host, config, LinkTable.direct())) {
            InfluxHttp.Answer answer =
                    http.read("api/v1/export", query, source -> lines(source, found));
            if (answer.status() != 200) {
                throw new ConnectorException(problems.of(answer));
            }
        } catch (IOException e) {
            throw new ConnectorException(problems.of(e), e);
        }
    }

    private void lines(BufferedSource source, Map<String, Series> found) throws IOException {
        for (String line = source.readUtf8Line(); line != null; line = source.readUtf8Line()) {
            try (JsonParser parser = json.createParser(line)) {
                series(parser, found);
            }
        }
    }

    private static void series(JsonParser parser, Map<String, Series> found) throws IOException {
        Map<String, String> labels = new TreeMap<>();
        List<Double> values = new ArrayList<>();
        for (JsonToken at = parser.nextToken(); at != null; at = parser.nextToken()) {
            @Nullable String name = at == JsonToken.FIELD_NAME ? parser.currentName() : null;
            if ("metric".equals(name)) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    labels.put(parser.currentName(), String.valueOf(parser.nextTextValue()));
                }
            } else if ("values".equals(name)) {
                parser.nextToken();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    values.add(parser.getDoubleValue());
                }
            }
        }
        String metric = labels.getOrDefault("__name__", "");
        boolean ofSeq = metric.endsWith(PointWriter.SEQ);
        labels.put("__name__", metric.substring(0, metric.length() - PointWriter.SEQ.length()));
        Series series = found.computeIfAbsent(labels.toString(), _ -> new Series());
        series.device = LineBuffer.decoded(labels.getOrDefault("device", ""));
        series.address = LineBuffer.decoded(labels.getOrDefault("address", ""));
        (ofSeq ? series.seqs : series.crcs).addAll(values);
    }
}
