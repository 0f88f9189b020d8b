package org.fieldproof.api.spi;

/// Makes transforms of one type; found with `ServiceLoader`.
public interface TransformFactory extends ConnectorFactory {

    /// Makes one, and reads the files it needs.
    ///
    /// @throws ConnectorException where a file it needs cannot be read or is not what it must be
    Transform create(TransformHost host) throws ConnectorException;
}
