package org.fieldproof.connector.opcua.simulator;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Which services clients have called, and how often: the witness that a client only reads. What
/// would change something is told on. Any thread.
public final class ServiceLog {
    private static final Set<String> CHANGING =
            Set.of(
                    "Write",
                    "Call",
                    "HistoryUpdate",
                    "AddNodes",
                    "DeleteNodes",
                    "AddReferences",
                    "DeleteReferences");

    private final Consumer<String> told;
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();

    /// @param told the service, on a thread of the server
    public ServiceLog(Consumer<String> told) {
        this.told = told;
    }

    void called(String service) {
        if (CHANGING.contains(service)) {
            told.accept("service " + service);
        }
        calls.computeIfAbsent(service, _ -> new LongAdder()).increment();
    }

    /// How often a service was called, by its request's name without `Request`, such as `Write`.
    public long count(String service) {
        LongAdder adder = calls.get(service);
        return adder == null ? 0 : adder.sum();
    }

    /// All of them, sorted.
    public Map<String, Long> all() {
        Map<String, Long> all = new TreeMap<>();
        calls.forEach((service, adder) -> all.put(service, adder.sum()));
        return all;
    }
}
