package org.fieldproof.drill.evidence;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/// An evidence file from somewhere, opened with suspicion: names, sizes, counts and ratios are
/// limited, nothing is unpacked to disk, and what the directory at the file's end says must be
/// what a reader from its start meets.
final class EvidenceZip implements AutoCloseable {
    static final int ENTRIES_MAX = 100;
    static final long FILE_BYTES_MAX = 1L << 30;
    static final long ENTRY_BYTES_MAX = 1L << 30;
    static final long TOTAL_BYTES_MAX = 2L << 30;

    /// Ledgers of steady traffic pack about 10 to 1; small entries are let be.
    static final long RATIO_MAX = 200;

    private static final long RATIO_FROM_BYTES = 1 << 20;
    private static final long TEXT_BYTES_MAX = 64 << 20;
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_-]+/)?[A-Za-z0-9._-]{1,120}");

    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

    private EvidenceZip(ZipFile zip) {
        this.zip = zip;
    }

    static EvidenceZip open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    Files.exists(file) ? "it is not a file" : "there is no such file");
        }
        long size = Files.size(file);
        if (size > FILE_BYTES_MAX) {
            throw new IOException("the file is larger than " + FILE_BYTES_MAX + " bytes");
        }
        if (!Files.isReadable(file)) {
            throw new IOException("this user may not read it");
        }
        ZipFile zip = zip(file);
        EvidenceZip opened = new EvidenceZip(zip);
        try {
            opened.readDirectory();
            opened.compareWithStream(file);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e instanceof IOException io ? io : new ZipException(String.valueOf(e));
        }
        return opened;
    }

    private static ZipFile zip(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException e) {
            throw new IOException("it is not a whole zip archive (" + e.getMessage() + ")", e);
        }
    }

    private void readDirectory() throws IOException {
        if (zip.getComment() != null) {
            throw new IOException("the archive carries a comment, which evidence never does");
        }
        long total = 0;
        Enumeration<? extends ZipEntry> all = zip.entries();
        while (all.hasMoreElements()) {
            ZipEntry entry = all.nextElement();
            String name = entry.getName();
            if (!NAME.matcher(name).matches() || name.contains("..")) {
                throw new IOException("an entry has a name that evidence never has");
            }
            if (entries.put(name, entry) != null) {
                throw new IOException("entry " + name + " is there twice");
            }
            if (entries.size() > ENTRIES_MAX) {
                throw new IOException("more than " + ENTRIES_MAX + " entries");
            }
            total += checkedSize(name, entry);
            if (total > TOTAL_BYTES_MAX) {
                throw new IOException("unpacked it is larger than " + TOTAL_BYTES_MAX + " bytes");
            }
        }
    }

    private static long checkedSize(String name, ZipEntry entry) throws IOException {
        long size = entry.getSize();
        long packed = Math.max(1, entry.getCompressedSize());
        if (size < 0 || size > ENTRY_BYTES_MAX) {
            throw new IOException("entry " + name + " is too large");
        }
        if (size > RATIO_FROM_BYTES && size / packed > RATIO_MAX) {
            throw new IOException("entry " + name + " unpacks more than " + RATIO_MAX + " to 1");
        }
        return size;
    }

    /// Two readers of one archive can see two contents; evidence has one.
    private void compareWithStream(Path file) throws IOException {
        List<String> met = new ArrayList<>();
        try (ZipInputStream in =
                new ZipInputStream(
                        new BufferedInputStream(Files.newInputStream(file), 1 << 16),
                        StandardCharsets.UTF_8)) {
            ZipEntry entry = in.getNextEntry();
            byte[] buffer = new byte[1 << 16];
            while (entry != null && met.size() <= ENTRIES_MAX) {
                met.add(entry.getName());
                ZipEntry listed = entries.get(entry.getName());
                if (listed == null) {
                    throw new IOException("entry " + met.getLast() + " is hidden");
                }
                long left = listed.getSize();
                int n = in.read(buffer);
                while (n >= 0) {
                    left -= n;
                    if (left < 0) {
                        throw new IOException("entry " + met.getLast() + " is larger than it says");
                    }
                    n = in.read(buffer);
                }
                if (left != 0) {
                    throw new IOException("entry " + met.getLast() + " is smaller than it says");
                }
                entry = in.getNextEntry();
            }
        }
        if (!met.equals(new ArrayList<>(entries.keySet()))) {
            throw new IOException("its directory and its entries differ");
        }
    }

    List<String> names() {
        return List.copyOf(entries.keySet());
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    /// An entry's content; ends with an exception where it is larger than the directory says.
    InputStream open(String name) throws IOException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new IOException(name + " is missing");
        }
        return new Limited(zip.getInputStream(entry), entry.getSize());
    }

    byte[] bytes(String name) throws IOException {
        ZipEntry entry = entries.get(name);
        if (entry != null && entry.getSize() > TEXT_BYTES_MAX) {
            throw new IOException(name + " is larger than " + TEXT_BYTES_MAX + " bytes");
        }
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b >= 0) {
                count(1);
            }
            return b;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int n = in.read(into, from, length);
            if (n > 0) {
                count(n);
            }
            return n;
        }

        private void count(int n) throws IOException {
            left -= n;
            if (left < 0) {
                throw new IOException("an entry is larger than it says");
            }
        }
    }
}
