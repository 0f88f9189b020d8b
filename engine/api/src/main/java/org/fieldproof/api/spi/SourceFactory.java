package org.fieldproof.api.spi;

/// Makes sources of one type; found with `ServiceLoader`.
public interface SourceFactory extends ConnectorFactory {
    Source create(SourceHost host) throws ConnectorException;
}
