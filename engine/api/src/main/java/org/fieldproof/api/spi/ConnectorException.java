package org.fieldproof.api.spi;

import java.util.Optional;
import org.fieldproof.api.project.Problem;
import org.jspecify.annotations.Nullable;

/// A connector cannot do what was asked. Carries the message for people: object, cause, remedy.
public final class ConnectorException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient @Nullable Consent consent;

    /// What a person may write into a field of the connector, so that the same peer is not refused
    /// again. Offered only for a peer that was never known, never for one that has changed.
    ///
    /// @param field of the connector, such as `serverThumbprint`
    /// @param value to be compared with the peer's own display first
    public record Consent(String field, String value) {}

    public ConnectorException(Problem problem) {
        this(problem, null, null);
    }

    public ConnectorException(Problem problem, Throwable cause) {
        this(problem, cause, null);
    }

    private ConnectorException(
            Problem problem, @Nullable Throwable cause, @Nullable Consent consent) {
        super(problem.oneLine(), cause);
        this.problem = problem;
        this.consent = consent;
    }

    /// The same refusal, which a person's word would end.
    public static ConnectorException unknownPeer(Problem problem, Consent consent) {
        return new ConnectorException(problem, null, consent);
    }

    /// The message in its parts.
    public Problem problem() {
        return problem;
    }

    /// A person's word that would end the refusal; empty where there is none.
    public Optional<Consent> consent() {
        return Optional.ofNullable(consent);
    }
}
