package org.fieldproof.api.support;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// One file of a bundle: text, without secrets.
///
/// @param name with its folder, such as `project/project.yaml`
/// @param masked how many places of each kind were masked
public record SupportFile(String name, String text, SortedMap<String, Integer> masked) {
    public SupportFile {
        masked = Collections.unmodifiableSortedMap(new TreeMap<>(masked));
    }

    /// As it is written, in UTF-8.
    public byte[] content() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public int bytes() {
        return content().length;
    }

    public int maskedTotal() {
        return masked.values().stream().mapToInt(Integer::intValue).sum();
    }
}
