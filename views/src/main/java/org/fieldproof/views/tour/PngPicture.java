package org.fieldproof.views.tour;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.PixelWriter;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;

/// Writes an image as PNG (RFC 2083: 8-bit RGB, no filter) without the desktop module.
public final class PngPicture {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private PngPicture() {}

    /// One below the other.
    public static WritableImage stacked(Color ground, WritableImage... parts) {
        int width = 1;
        int height = 0;
        for (WritableImage part : parts) {
            width = Math.max(width, (int) part.getWidth());
            height += (int) part.getHeight();
        }
        WritableImage all = new WritableImage(width, Math.max(1, height));
        PixelWriter out = all.getPixelWriter();
        int top = 0;
        for (WritableImage part : parts) {
            int wide = (int) part.getWidth();
            int high = (int) part.getHeight();
            out.setPixels(0, top, wide, high, part.getPixelReader(), 0, 0);
            for (int y = top; y < top + high; y++) {
                for (int x = wide; x < width; x++) {
                    out.setColor(x, y, ground);
                }
            }
            top += high;
        }
        return all;
    }

    /// The bytes of a PNG file. Any thread; the image must not change meanwhile.
    public static byte[] encode(Image image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        ByteArrayOutputStream out = new ByteArrayOutputStream(width * height / 4);
        out.writeBytes(SIGNATURE);
        ByteBuffer head = ByteBuffer.allocate(13);
        head.putInt(width).putInt(height).put((byte) 8).put((byte) 2).put(new byte[3]);
        chunk(out, "IHDR", head.array());
        chunk(out, "IDAT", deflated(rows(image, width, height)));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static byte[] rows(Image image, int width, int height) {
        int[] line = new int[width];
        byte[] rows = new byte[height * (1 + 3 * width)];
        int at = 0;
        for (int y = 0; y < height; y++) {
            image.getPixelReader()
                    .getPixels(0, y, width, 1, PixelFormat.getIntArgbInstance(), line, 0, width);
            at++;
            for (int pixel : line) {
                rows[at++] = (byte) (pixel >> 16);
                rows[at++] = (byte) (pixel >> 8);
                rows[at++] = (byte) pixel;
            }
        }
        return rows;
    }

    private static byte[] deflated(byte[] rows) {
        try (Deflater deflater = new Deflater(6)) {
            deflater.setInput(rows);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(rows.length / 8);
            byte[] buffer = new byte[64 * 1024];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        }
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        ByteBuffer frame = ByteBuffer.allocate(12 + content.length);
        frame.putInt(content.length).put(name).put(content).putInt((int) crc.getValue());
        out.writeBytes(frame.array());
    }
}
