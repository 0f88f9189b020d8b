package org.fieldproof.api.spi;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagSchema.Addressed;

/// Makes sources of one type; found with `ServiceLoader`.
public interface SourceFactory extends ConnectorFactory {
    Source create(SourceHost host) throws ConnectorException;

    /// Whether its connections have devices that stand somewhere; false where they only make
    /// another connection's devices up.
    default boolean hasDevices() {
        return true;
    }

    /// Whether its sources accompany others ([SourceHost#accompany]), and so must have started
    /// before these bring their first values.
    default boolean accompanies() {
        return false;
    }

    /// What a connection so configured is shown that others bring, where its sources accompany
    /// them.
    default List<Accompanied> accompanied(Config config) {
        return List.of();
    }

    /// Every address at which a connection so configured brings records; empty where that is known
    /// at run time only. Pure, as a check.
    default Optional<Set<String>> addresses(String connection, Config config) {
        return Optional.empty();
    }

    /// The topic filters by which a connection so configured is given what others publish at its
    /// peer; empty where that is no broker. Pure, as a check.
    default List<String> subscribes(Config config) {
        return List.of();
    }

    /// What is wrong with such a connection where only its device is looked into and its tags do
    /// not matter; [#check] has that as well. Pure.
    default List<Problem> checkLine(Config config) {
        return check(config);
    }

    /// Whether [#browser] has something to offer: the protocol can tell what a device has.
    default boolean browses() {
        return false;
    }

    /// A look into the device behind this connection, on a connection of its own; empty where the
    /// protocol cannot tell what a device has. Blocks until it is connected.
    default Optional<TagBrowser> browser(ConnectorContext context) throws ConnectorException {
        return Optional.empty();
    }

    /// The tags of a connection so configured that may be written with [#writer]; none where
    /// devices of this kind cannot be. Pure.
    default List<Addressed> writable(String connection, Config config) {
        return List.of();
    }

    /// A line that writes this one tag; empty where devices cannot be written. Blocks until it is
    /// connected. Nothing is written yet.
    ///
    /// @param tag one of [#writable]
    default Optional<TagWriter> writer(ConnectorContext context, TagDefinition tag)
            throws ConnectorException {
        return Optional.empty();
    }

    /// Finds out how bare registers are to be read; empty where the protocol itself says what a
    /// value is.
    default Optional<ReadingFinder> readingFinder() {
        return Optional.empty();
    }
}
