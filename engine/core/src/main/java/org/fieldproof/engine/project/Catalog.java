package org.fieldproof.engine.project;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.fieldproof.api.spi.ConnectorFactory;
import org.fieldproof.api.spi.SinkFactory;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.TransformFactory;

/// The connector types there are, by name. Stand-ins are sources. Immutable; any thread.
public final class Catalog {
    private final Map<String, SourceFactory> sources;
    private final Map<String, SinkFactory> sinks;
    private final Map<String, TransformFactory> transforms;

    public Catalog(
            Collection<? extends SourceFactory> sources,
            Collection<? extends SinkFactory> sinks,
            Collection<? extends TransformFactory> transforms) {
        this.sources = byType("source", sources);
        this.sinks = byType("sink", sinks);
        this.transforms = byType("transform", transforms);
    }

    /// What `ServiceLoader` finds on the class path.
    public static Catalog load(ClassLoader loader) {
        return new Catalog(
                all(ServiceLoader.load(SourceFactory.class, loader)),
                all(ServiceLoader.load(SinkFactory.class, loader)),
                all(ServiceLoader.load(TransformFactory.class, loader)));
    }

    /// The factory of a connection or a stand-in.
    public Optional<SourceFactory> source(String type) {
        return Optional.ofNullable(sources.get(type));
    }

    /// The factory of a destination.
    public Optional<SinkFactory> sink(String type) {
        return Optional.ofNullable(sinks.get(type));
    }

    public Optional<TransformFactory> transform(String type) {
        return Optional.ofNullable(transforms.get(type));
    }

    /// Sorted by type.
    public List<SourceFactory> sources() {
        return List.copyOf(sources.values());
    }

    /// Sorted by type.
    public List<SinkFactory> sinks() {
        return List.copyOf(sinks.values());
    }

    /// Sorted by type.
    public List<TransformFactory> transforms() {
        return List.copyOf(transforms.values());
    }

    private static <T> List<T> all(ServiceLoader<T> found) {
        List<T> list = new ArrayList<>();
        found.forEach(list::add);
        return list;
    }

    private static <T extends ConnectorFactory> Map<String, T> byType(
            String kind, Collection<? extends T> factories) {
        Map<String, T> map = new TreeMap<>();
        for (T factory : factories) {
            if (map.put(factory.type(), factory) != null) {
                throw new IllegalArgumentException(
                        kind + " " + factory.type() + ": offered twice (expected: once)");
            }
        }
        return map;
    }
}
