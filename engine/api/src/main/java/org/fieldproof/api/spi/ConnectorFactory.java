package org.fieldproof.api.spi;

import java.util.List;
import java.util.Optional;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;

/// What source and sink factories share: a type name, a schema, a check.
public interface ConnectorFactory {

    /// The type as projects write it, such as `mqtt-listener`; unique per kind.
    String type();

    /// What a card or a list of choices calls it: the usual name in its usual spelling, such as
    /// `OPC UA`, of at most 20 letters.
    default String name() {
        return type();
    }

    /// One line for people, such as `MQTT listener for devices`.
    String title();

    /// Every field with kind, default, range and a sentence; forms and checks are made from it.
    ConfigSchema schema();

    /// Checks that a schema cannot express. Pure: no network, no files.
    default List<Problem> check(Config config) {
        return List.of();
    }

    /// The address this connector would dial or listen on, for interlocks and diagrams; empty if
    /// none.
    default List<Endpoint> endpoints(Config config) {
        return List.of();
    }

    /// Who examines this connector's peer; empty where there is none to examine.
    default Optional<ConnectorDoctor> doctor() {
        return Optional.empty();
    }
}
