package org.fieldproof.connector.transform;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TransformHost;
import org.jspecify.annotations.Nullable;

/// A table read once from a CSV file in UTF-8 (RFC 4180, with `,` or `;`), by the value of one
/// column. Immutable.
final class CsvTable {
    private static final long FILE_BYTES_MAX = 16L << 20;
    private static final int ROWS_MAX = 200_000;
    private static final String FIELD = "lookup";

    private final Map<String, Map<String, String>> rows;

    private CsvTable(Map<String, Map<String, String>> rows) {
        this.rows = rows;
    }

    @Nullable Map<String, String> rowOf(String key) {
        return rows.get(key);
    }

    /// Reads the wanted columns of a file inside the project.
    static CsvTable read(TransformHost host, String path, String keyColumn, List<String> take)
            throws ConnectorException {
        Path project = host.projectDirectory().toAbsolutePath().normalize();
        Path file = project.resolve(path).normalize();
        if (!file.startsWith(project)) {
            throw Faults.ofFile(host, FIELD, path, "it lies outside of the project");
        }
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw Faults.ofFile(host, FIELD, path, "it has more than 16 MiB");
            }
            return of(host, path, split(Files.readString(file)), keyColumn, take);
        } catch (CharacterCodingException e) {
            throw Faults.ofFile(host, FIELD, path, "it is not UTF-8");
        } catch (IOException e) {
            throw Faults.ofFile(host, FIELD, path, "it cannot be read (" + e.getMessage() + ")");
        } catch (IllegalArgumentException e) {
            throw Faults.ofFile(host, FIELD, path, String.valueOf(e.getMessage()));
        }
    }

    private static CsvTable of(
            TransformHost host,
            String path,
            List<List<String>> lines,
            String keyColumn,
            List<String> take)
            throws ConnectorException {
        if (lines.isEmpty()) {
            throw Faults.ofFile(host, FIELD, path, "it is empty");
        }
        List<String> header = lines.getFirst();
        List<String> wanted = new ArrayList<>(take);
        wanted.add(keyColumn);
        for (String column : wanted) {
            if (!header.contains(column)) {
                throw Faults.ofFile(
                        host, FIELD, path, "it has no column " + column + ", only " + header);
            }
        }
        int key = header.indexOf(keyColumn);
        Map<String, Map<String, String>> rows = new HashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            List<String> line = lines.get(i);
            if (line.size() != header.size()) {
                throw Faults.ofFile(
                        host,
                        FIELD,
                        path,
                        "row "
                                + (i + 1)
                                + " has "
                                + line.size()
                                + " cells instead of "
                                + header.size());
            }
            Map<String, String> row = new LinkedHashMap<>();
            take.forEach(column -> row.put(column, line.get(header.indexOf(column))));
            if (rows.put(line.get(key), row) != null) {
                throw Faults.ofFile(
                        host, FIELD, path, "the key " + line.get(key) + " stands there twice");
            }
        }
        return new CsvTable(rows);
    }

    /// The cells of all rows; empty lines are left out.
    private static List<List<String>> split(String content) {
        String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
        char separator = separatorOf(text);
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            if (quoted) {
                boolean twice = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (i == text.length()) {
                    throw new IllegalArgumentException("a quotation mark is never closed");
                } else if (c != '"') {
                    cell.append(c);
                } else if (twice) {
                    cell.append(c);
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && cell.isEmpty()) {
                quoted = true;
            } else if (c == separator) {
                row.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\n') {
                row.add(cell.toString());
                cell.setLength(0);
                if (row.size() > 1 || !row.getFirst().isEmpty()) {
                    rows.add(List.copyOf(row));
                }
                row.clear();
                if (rows.size() > ROWS_MAX) {
                    throw new IllegalArgumentException("it has more than 200,000 rows");
                }
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        return rows;
    }

    private static char separatorOf(String text) {
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        return first.indexOf(';') >= 0 && first.indexOf(',') < 0 ? ';' : ',';
    }
}
