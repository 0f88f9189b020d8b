package org.fieldproof.app.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fieldproof.api.support.SupportFile;
import org.fieldproof.app.Versions;

/// The list of a bundle's files: size, SHA-256 and what was masked in each. Stateless.
final class SupportManifest {
    static final String NAME = "manifest.json";

    private SupportManifest() {}

    /// The fields of the manifest.
    record Manifest(String madeAt, String product, boolean payloads, List<Listed> files) {}

    /// One file.
    record Listed(String file, int bytes, String sha256, SortedMap<String, Integer> masked) {}

    static SupportFile of(List<SupportFile> files, boolean payloads, Instant now) {
        Manifest manifest =
                new Manifest(
                        now.toString(),
                        Versions.product(),
                        payloads,
                        files.stream().map(SupportManifest::listed).toList());
        try {
            return new SupportFile(
                    NAME,
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(manifest)
                            + "\n",
                    new TreeMap<>());
        } catch (JsonProcessingException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static Listed listed(SupportFile file) {
        byte[] content = file.content();
        return new Listed(file.name(), content.length, sha256(content), file.masked());
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256: missing from this JDK", impossible);
        }
    }
}
