package org.fieldproof.api.spi;

import org.fieldproof.api.project.Config;

/// Makes transforms of one type; found with `ServiceLoader`.
public interface TransformFactory extends ConnectorFactory {
    Transform create(Config config) throws ConnectorException;
}
