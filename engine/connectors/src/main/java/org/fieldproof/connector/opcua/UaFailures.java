package org.fieldproof.connector.opcua;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.jspecify.annotations.Nullable;

/// Takes the library's failures out of their wrappers.
final class UaFailures {
    private static final int CAUSES_MAX = 16;

    private UaFailures() {}

    /// The OPC UA failure inside; one that carries the cause where there is none.
    static UaException of(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int i = 0; cause != null && i < CAUSES_MAX; i++) {
            if (cause instanceof UaException ua) {
                return ua;
            }
            cause = cause.getCause();
        }
        Throwable inner =
                (failure instanceof ExecutionException || failure instanceof CompletionException)
                                && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return new UaException(StatusCodes.Bad_UnexpectedError, inner);
    }

    /// The status of a failure.
    static long statusOf(Throwable failure) {
        return of(failure).getStatusCode().value();
    }

    /// Whether a server refuses because of how much it was asked at once.
    static boolean tooMuch(UaException refusal) {
        long status = refusal.getStatusCode().value();
        return status == StatusCodes.Bad_TooManyOperations
                || status == StatusCodes.Bad_EncodingLimitsExceeded
                || status == StatusCodes.Bad_RequestTooLarge
                || status == StatusCodes.Bad_ResponseTooLarge;
    }
}
