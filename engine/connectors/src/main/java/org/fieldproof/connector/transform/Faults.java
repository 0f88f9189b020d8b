package org.fieldproof.connector.transform;

import java.util.List;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TransformHost;

/// Problems of a configuration, at their place. Pure.
final class Faults {
    private Faults() {}

    static Problem at(Config config, String field, String message, String remedy) {
        return Problem.error("XFRM-0301", "field " + field, message, remedy)
                .at(config.placeOf(field));
    }

    /// Whether an expression can be read.
    static List<Problem> ofExpression(Config config, String field) {
        try {
            Expression.of(config.text(field));
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of(
                    at(
                            config,
                            field,
                            "The expression cannot be read: " + e.getMessage() + ".",
                            "Write CEL, such as payload.bar > 6.0 && device.startsWith(\"p\")."));
        }
    }

    static ConnectorException ofFile(TransformHost host, String field, String path, String why) {
        return new ConnectorException(
                Problem.error(
                                "XFRM-0302",
                                "transform " + host.name(),
                                "The file " + path + " cannot be used: " + why + ".",
                                "Correct the file, or name another one in " + field + ".")
                        .at(host.config().placeOf(field)));
    }
}
