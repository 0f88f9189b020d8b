package org.fieldproof.api.support;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// One file of a bundle: text, without secrets. Immutable; any thread.
public final class SupportFile {
    private final String name;
    private final String text;
    private final SortedMap<String, Integer> masked;

    /// Counted once: whoever lists files asks for it again and again.
    private final int bytes;

    /// @param name with its folder, such as `project/project.yaml`
    /// @param masked how many places of each kind were masked
    public SupportFile(String name, String text, SortedMap<String, Integer> masked) {
        this.name = name;
        this.text = text;
        this.masked = Collections.unmodifiableSortedMap(new TreeMap<>(masked));
        bytes = content().length;
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    public SortedMap<String, Integer> masked() {
        return masked;
    }

    /// As it is written, in UTF-8.
    public byte[] content() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public int bytes() {
        return bytes;
    }

    public int maskedTotal() {
        return masked.values().stream().mapToInt(Integer::intValue).sum();
    }
}
