package org.fieldproof.drill.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What is in an evidence file: each entry's SHA-256, and a chain in which each link covers the
/// one before, so that no entry can be exchanged, added, left out or moved alone.
///
/// @param signer fingerprint of the key that signs this manifest
record Manifest(String drill, String createdAt, String signer, List<Line> files) {
    Manifest {
        files = List.copyOf(files);
    }

    /// One entry.
    ///
    /// @param chain SHA-256 over the previous link, the name, a zero byte and the entry's SHA-256
    record Line(String name, long sizeBytes, String sha256, String chain) {}

    /// The link before the first.
    static byte[] root(String signer) {
        return Digests.sha256()
                .digest((EvidenceNames.FORMAT + "\n" + signer).getBytes(StandardCharsets.UTF_8));
    }

    static byte[] link(byte[] previous, String name, byte[] sha256) {
        MessageDigest digest = Digests.sha256();
        digest.update(previous);
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(sha256);
        return digest.digest();
    }

    byte[] json() throws IOException {
        ObjectNode root = EvidenceJson.plain().createObjectNode();
        root.put("format", EvidenceNames.FORMAT);
        root.put("drill", drill);
        root.put("createdAt", createdAt);
        root.put("algorithm", "Ed25519");
        root.put("signer", signer);
        ArrayNode array = root.putArray("files");
        for (Line each : files) {
            array.addObject()
                    .put("name", each.name())
                    .put("sizeBytes", each.sizeBytes())
                    .put("sha256", each.sha256())
                    .put("chain", each.chain());
        }
        return EvidenceJson.bytes(root);
    }

    static Manifest parse(byte[] json) throws IOException {
        JsonNode root = EvidenceJson.parse(json);
        if (!EvidenceNames.FORMAT.equals(root.path("format").asText())) {
            throw new IOException("format: " + root.path("format").asText());
        }
        List<Line> files = new ArrayList<>();
        for (JsonNode each : root.path("files")) {
            files.add(
                    new Line(
                            each.path("name").asText(),
                            each.path("sizeBytes").asLong(-1),
                            each.path("sha256").asText(),
                            each.path("chain").asText()));
        }
        return new Manifest(
                root.path("drill").asText(),
                root.path("createdAt").asText(),
                root.path("signer").asText(),
                files);
    }

    /// Lines of `sha256sum`, so that hashes can be checked with nothing but that.
    static String sums(List<Line> files) {
        StringBuilder out = new StringBuilder();
        for (Line each : files) {
            out.append(each.sha256()).append("  ").append(each.name()).append('\n');
        }
        return out.toString();
    }

    /// What is wrong with the chain; empty if every link fits.
    List<String> chainFindings() {
        List<String> findings = new ArrayList<>();
        byte[] previous = root(signer);
        for (Line each : files) {
            byte[] sha256;
            try {
                sha256 = HexFormat.of().parseHex(each.sha256());
            } catch (IllegalArgumentException e) {
                findings.add("The hash of " + each.name() + " in the manifest is not a hash.");
                sha256 = new byte[0];
            }
            previous = link(previous, each.name(), sha256);
            if (!Digests.hex(previous).equals(each.chain())) {
                findings.add("The chain of hashes is broken at " + each.name() + ".");
                return findings;
            }
        }
        return findings;
    }
}
