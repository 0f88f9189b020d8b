package org.fieldproof.app;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Versions of the product and of what it runs on: for the About page and for evidence.
public final class Versions {
    private Versions() {}

    /// The product's own version, which the build writes into the jar's manifest.
    public static String product() {
        String built = Versions.class.getPackage().getImplementationVersion();
        return built == null ? "development" : built;
    }

    /// Name to version, in the order they are shown.
    public static Map<String, String> all() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Fieldproof", product());
        versions.put("Java", Runtime.version().toString());
        versions.put("Java vendor", System.getProperty("java.vendor", "unknown"));
        versions.put("JavaFX", System.getProperty("javafx.runtime.version", "not loaded"));
        versions.put(
                "Operating system",
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.version")
                        + " "
                        + System.getProperty("os.arch"));
        return Collections.unmodifiableMap(versions);
    }
}
