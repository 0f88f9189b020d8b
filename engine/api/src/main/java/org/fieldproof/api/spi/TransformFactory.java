package org.fieldproof.api.spi;

import org.fieldproof.api.project.Config;

/// Makes transforms of one type; found with `ServiceLoader`.
public interface TransformFactory extends ConnectorFactory {

    /// Makes one, and reads the files it needs.
    ///
    /// @throws ConnectorException where a file it needs cannot be read or is not what it must be
    Transform create(TransformHost host) throws ConnectorException;

    /// Whether every record that such a transform passes goes on with the payload and the device it
    /// came with, and none is dropped. Then what arrives can be set against what was accepted,
    /// record by record, as drills do it.
    default boolean keepsPayloads(Config config) {
        return false;
    }
}
