package org.fieldproof.drill.evidence;

import java.util.regex.Pattern;

/// Names of the entries of an evidence file.
final class EvidenceNames {
    static final String FORMAT = "fieldproof-evidence-1";
    static final String SUFFIX = ".evidence.zip";
    static final String REPORT = "report.html";
    static final String EVIDENCE = "evidence.json";
    static final String DEVICES = "ledgers/devices.csv";
    static final String ACCEPTED = "ledgers/accepted.csv";
    static final String LANES = "ledgers/lanes.csv";
    static final String WINDOW = "ledgers/window.csv";
    static final String JOURNAL = "journal.jsonl";
    static final String SAMPLES = "samples.csv";
    static final String CONFIGURATION = "configuration.yaml";
    static final String VERSIONS = "versions.json";
    static final String CERTIFICATES = "certificates.json";
    static final String DOCTOR = "doctor.json";
    static final String SUMS = "manifest.sha256";
    static final String MANIFEST = "manifest.json";
    static final String SIGNATURE = "signature.ed25519";
    static final String PUBLIC_KEY = "public-key.der";

    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_-]");

    private EvidenceNames() {}

    /// The ledger of the i-th lane. A lane's name is only decoration; what counts is `lanes.csv`.
    static String delivered(int index, String lane) {
        String safe = fileName(lane);
        return "ledgers/delivered-" + (safe.equals(lane) ? safe : safe + "-" + index) + ".csv";
    }

    static String fileName(String name) {
        String safe = UNSAFE.matcher(name).replaceAll("_");
        return safe.substring(0, Math.min(60, safe.length()));
    }
}
