package org.fieldproof.connector.opcua.simulator;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Which services clients have called, and how often: the witness that a client only reads. Any
/// thread.
public final class ServiceLog {
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();

    void called(String service) {
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
