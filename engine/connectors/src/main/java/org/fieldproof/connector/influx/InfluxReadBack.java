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
import java.util.UUID;
import java.util.function.Consumer;
import okio.BufferedSource;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorHost;
import org.fieldproof.api.spi.ReadBack;

/// Asks an InfluxDB by InfluxQL (2.x answers it, too) which points are there, past every link.
/// The CRC is the one that travelled in the point's line: a point has no payload to compute it
/// from. A measurement has no order of arrival; points come by seq.
final class InfluxReadBack implements ReadBack {
    /// Seqs asked for at once, so that memory stays bounded.
    private static final long WINDOW = 100_000;

    private final ConnectorHost host;
    private final InfluxConfig config;
    private final InfluxProblems problems;
    private final JsonFactory json = new JsonFactory();

    InfluxReadBack(ConnectorHost host, InfluxConfig config) {
        this.host = host;
        this.config = config;
        this.problems = new InfluxProblems(host.id(), config);
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
        try (InfluxHttp http = InfluxHttp.of(host, config, LinkTable.direct())) {
            long last = Math.min(toSeq, lastSeq(http, epoch));
            for (long from = fromSeq; from <= last; from += WINDOW) {
                List<Arrival> found = new ArrayList<>();
                window(http, epoch, from, Math.min(last, from + WINDOW - 1), found);
                found.sort(Comparator.comparingLong(Arrival::seq));
                found.forEach(each);
            }
        } catch (IOException e) {
            throw new ConnectorException(problems.of(e), e);
        }
    }

    @Override
    public void close() {
        // Each call has a connection of its own and has closed it.
    }

    private long lastSeq(InfluxHttp http, UUID epoch) throws IOException, ConnectorException {
        long[] last = {0};
        query(
                http,
                "SELECT max(\"fp_seq\") AS fp_seq FROM /.*/ WHERE \"fp_epoch\" = '" + epoch + "'",
                (_, row) -> last[0] = Math.max(last[0], number(row.get("fp_seq"))));
        return last[0];
    }

    private void window(InfluxHttp http, UUID epoch, long from, long to, List<Arrival> found)
            throws IOException, ConnectorException {
        query(
                http,
                "SELECT \"fp_seq\", \"fp_crc\" FROM /.*/ WHERE \"fp_epoch\" = '"
                        + epoch
                        + "' AND \"fp_seq\" >= "
                        + from
                        + " AND \"fp_seq\" <= "
                        + to
                        + " GROUP BY \"device\", \"address\"",
                (tags, row) ->
                        found.add(
                                new Arrival(
                                        epoch,
                                        number(row.get("fp_seq")),
                                        LineBuffer.decoded(tags.getOrDefault("device", "")),
                                        LineBuffer.decoded(tags.getOrDefault("address", "")),
                                        (int) number(row.get("fp_crc")),
                                        0)));
    }

    private static long number(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    /// One row of a series.
    private interface RowReader {
        void row(Map<String, String> tags, Map<String, Object> values);
    }

    private void query(InfluxHttp http, String text, RowReader reader)
            throws IOException, ConnectorException {
        Map<String, String> query = new LinkedHashMap<>();
        InfluxConfig.Place place = config.place();
        query.put("db", place.bucket().isEmpty() ? place.database() : place.bucket());
        if (!place.retentionPolicy().isEmpty()) {
            query.put("rp", place.retentionPolicy());
        }
        query.put("epoch", "ns");
        query.put("chunked", "true");
        query.put("q", text);
        StringBuilder error = new StringBuilder();
        InfluxHttp.Answer answer =
                http.read("query", query, source -> results(source, reader, error));
        if (answer.status() != 200) {
            throw new ConnectorException(problems.of(answer));
        }
        if (!error.isEmpty()) {
            throw new ConnectorException(problems.of(new InfluxHttp.Answer(404, error.toString())));
        }
    }

    /// Chunks are JSON documents, one after the other.
    private void results(BufferedSource source, RowReader reader, StringBuilder error)
            throws IOException {
        try (JsonParser parser = json.createParser(source.inputStream())) {
            Map<String, String> tags = new HashMap<>();
            List<String> columns = new ArrayList<>();
            for (JsonToken at = parser.nextToken(); at != null; at = parser.nextToken()) {
                if (at != JsonToken.FIELD_NAME) {
                    continue;
                }
                switch (parser.currentName()) {
                    case "error" -> error.append(parser.nextTextValue());
                    // A series begins with its name.
                    case "name" -> tags.clear();
                    case "tags" -> tags(parser, tags);
                    case "columns" -> columns(parser, columns);
                    case "values" -> values(parser, tags, columns, reader);
                    default -> {
                        // structure, or nothing of interest
                    }
                }
            }
        }
    }

    private static void tags(JsonParser parser, Map<String, String> tags) throws IOException {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            tags.put(parser.currentName(), String.valueOf(parser.nextTextValue()));
        }
    }

    private static void columns(JsonParser parser, List<String> columns) throws IOException {
        columns.clear();
        parser.nextToken();
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
            columns.add(parser.getText());
        }
    }

    private static void values(
            JsonParser parser, Map<String, String> tags, List<String> columns, RowReader reader)
            throws IOException {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            Map<String, Object> row = new HashMap<>();
            for (String column : columns) {
                if (parser.nextToken().isNumeric()) {
                    row.put(column, parser.getNumberValue());
                }
            }
            parser.nextToken();
            reader.row(tags, row);
        }
    }
}
