package org.fieldproof.engine.tag;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagRows;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.api.tag.TagTable.SheetRow;
import org.jspecify.annotations.Nullable;

/// The rows of the first sheet of an XLSX workbook, with the columns of a CSV table. A formula is
/// what it gave when the workbook was saved. Confined to the reading thread; used once.
final class XlsxTags implements Iterator<SheetRow> {
    /// What lies further right stands in this column: no table has as many, so that it is told.
    private static final int COLUMNS_MAX = 64;

    private final String file;
    private final XlsxBook book;
    private final XMLStreamReader xml;
    private int line;
    private final XlsxText texts = new XlsxText();
    private @Nullable SheetRow next;

    /// A cell as it is read.
    ///
    /// @param wrong what it holds that no tag can have, as the end of a sentence; null if sound
    private record Cell(String text, @Nullable String wrong) {}

    private XlsxTags(String file, XlsxBook book) throws IOException, XMLStreamException {
        this.file = file;
        this.book = book;
        this.xml = book.sheet();
        next = read();
    }

    /// Reads a file.
    ///
    /// @param file its name in messages
    static TagRead read(String file, byte[] bytes) {
        if (bytes.length > TagTable.FILE_BYTES_MAX) {
            return TagRows.tooLarge(file);
        }
        try (XlsxBook book = XlsxBook.open(bytes)) {
            return TagTable.readSheet(file, new XlsxTags(file, book));
        } catch (UncheckedIOException | IOException | XMLStreamException e) {
            return refused(file, e);
        }
    }

    private static TagRead refused(String file, Exception cause) {
        for (@Nullable Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof XlsxParts.TooLargeException
                    || (each instanceof XMLStreamException xml
                            && xml.getNestedException() instanceof XlsxParts.TooLargeException)) {
                return TagRows.tooLarge(file);
            }
        }
        String why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return new TagRead.Refused(
                List.of(
                        Problem.error(
                                        "TAGS-0128",
                                        "file " + file,
                                        "It is no XLSX workbook that can be read: " + why + ".",
                                        "Save it anew as XLSX without a password, or as CSV.")
                                .at(new Place(file, 0, 0, ""))));
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public SheetRow next() {
        @Nullable SheetRow row = next;
        if (row == null) {
            throw new NoSuchElementException();
        }
        try {
            next = read();
        } catch (XMLStreamException e) {
            throw new UncheckedIOException(e.getMessage(), new IOException(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return row;
    }

    private @Nullable SheetRow read() throws IOException, XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("row")) {
                int told = XlsxBook.number(xml, "r");
                line = told > 0 ? told : line + 1;
                return row();
            }
        }
        book.end();
        return null;
    }

    private SheetRow row() throws IOException, XMLStreamException {
        List<String> cells = new ArrayList<>();
        List<Problem> faults = new ArrayList<>();
        int column = -1;
        while (!(xml.next() == XMLStreamConstants.END_ELEMENT
                && xml.getLocalName().equals("row"))) {
            if (!xml.isStartElement() || !xml.getLocalName().equals("c")) {
                continue;
            }
            column = column(XlsxBook.attribute(xml, "r"), column + 1);
            Cell cell = cell();
            if (cell.wrong() != null) {
                faults.add(fault(column, cell.wrong()));
            }
            while (!cell.text().isBlank() && cells.size() <= column) {
                cells.add("");
            }
            if (!cell.text().isBlank()) {
                cells.set(column, cell.text());
            }
        }
        return new SheetRow(line, cells, faults);
    }

    /// The column of a reference such as `B12`, from 0.
    private static int column(String reference, int otherwise) {
        int column = 0;
        for (int i = 0; i < reference.length() && Character.isLetter(reference.charAt(i)); i++) {
            int letter = Character.toUpperCase(reference.charAt(i)) - 'A' + 1;
            column = Math.min(COLUMNS_MAX + 1, column * 26 + Math.clamp(letter, 1, 26));
        }
        return Math.min(COLUMNS_MAX, column == 0 ? otherwise : column - 1);
    }

    /// Reads on to the end of a cell.
    private Cell cell() throws XMLStreamException {
        String type = XlsxBook.attribute(xml, "t");
        XlsxFormat format = book.format(XlsxBook.number(xml, "s"));
        String value = "";
        boolean formula = false;
        while (!(xml.next() == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("c"))) {
            if (xml.isStartElement()) {
                switch (xml.getLocalName()) {
                    case "f" -> formula = true;
                    case "v" -> value = texts.plain(xml);
                    case "is" -> value = texts.rich(xml);
                    default -> {}
                }
            }
        }
        if (value.isEmpty()) {
            return new Cell(
                    "", formula && !type.equals("str") ? "a formula without a result" : null);
        }
        return switch (type) {
            case "s" -> shared(value);
            case "inlineStr", "str" -> new Cell(value, null);
            case "b" -> new Cell(value.equals("1") ? "true" : "false", null);
            case "e" -> new Cell("", "the error " + shortened(value));
            case "d" -> new Cell("", "a date");
            default -> number(value, format);
        };
    }

    private Cell shared(String value) throws XMLStreamException {
        Optional<String> text =
                value.matches("\\d{1,9}") ? book.text(Integer.parseInt(value)) : Optional.empty();
        if (text.isEmpty()) {
            return new Cell("", "a text that the workbook does not have");
        }
        texts.take(text.get().length());
        return new Cell(text.get(), null);
    }

    /// As a person sees it: 1 where the file says 1.0, 2% where it says 0.02, and 00001 where the
    /// format shows it so.
    private static Cell number(String value, XlsxFormat format) {
        double read;
        try {
            read = Double.parseDouble(value);
        } catch (NumberFormatException _) {
            return new Cell("", "a number that cannot be read");
        }
        if (!Double.isFinite(read)) {
            return new Cell("", "a number that cannot be read");
        }
        BigDecimal number = BigDecimal.valueOf(read);
        return switch (format.kind()) {
            case DATE -> new Cell("", "a date");
            case PERCENT -> new Cell(XlsxFormat.plain(number.movePointRight(2)) + "%", null);
            case ZEROS -> new Cell(format.padded(number), null);
            case PLAIN ->
                    format.hidesZerosOf(number)
                            ? new Cell(
                                    "", "a number that is shown with zeros which it does not have")
                            : new Cell(XlsxFormat.plain(number), null);
        };
    }

    private static String shortened(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }

    private static String letters(int column) {
        String last = String.valueOf((char) ('A' + column % 26));
        return column < 26 ? last : letters(column / 26 - 1) + last;
    }

    private Problem fault(int column, String what) {
        return Problem.error(
                        "TAGS-0129",
                        "file " + file,
                        "The cell " + letters(column) + line + " holds " + what + ".",
                        "Format the cell as text, and write there what is meant.")
                .at(new Place(file, line, column + 1, ""));
    }
}
