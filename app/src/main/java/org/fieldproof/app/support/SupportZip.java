package org.fieldproof.app.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fieldproof.api.support.SupportBundle;
import org.fieldproof.api.support.SupportFile;
import org.fieldproof.engine.data.PrivateFiles;

/// Writes a bundle. Stateless.
public final class SupportZip {
    private SupportZip() {}

    /// Puts it at `target`, whole or not at all; only this user may read it.
    public static void write(SupportBundle bundle, Path target) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (SupportFile file : bundle.files()) {
                zip.putNextEntry(new ZipEntry(file.name()));
                zip.write(file.content());
                zip.closeEntry();
            }
        }
        PrivateFiles.replaceBesideOthers(target.toAbsolutePath(), bytes.toByteArray());
    }
}
