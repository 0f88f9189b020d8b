package org.fieldproof.connector.opcua.simulator;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;

/// Services that the simulator refuses or leaves without an answer, as servers do that are full,
/// have forgotten, or hang. Any thread.
final class ServiceFaults {
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();

    private sealed interface Fault {
        record Refused(long status, int times) implements Fault {}

        record Withheld() implements Fault {}
    }

    /// @param service by its request's name without `Request`, such as `CreateSession`
    void refuse(String service, long status, int times) {
        faults.put(service, new Fault.Refused(status, times));
    }

    void withhold(String service) {
        faults.put(service, new Fault.Withheld());
    }

    void serve(String service) {
        faults.remove(service);
    }

    /// What a client gets in place of an answer; empty where it is served.
    Optional<CompletableFuture<UaResponseMessageType>> inPlaceOf(String service) {
        Fault fault =
                faults.computeIfPresent(
                        service,
                        (_, each) ->
                                each instanceof Fault.Refused(long status, int times)
                                        ? times > 0 ? new Fault.Refused(status, times - 1) : null
                                        : each);
        return switch (fault) {
            case null -> Optional.empty();
            case Fault.Withheld() -> Optional.of(new CompletableFuture<>());
            case Fault.Refused(long status, int _) ->
                    Optional.of(CompletableFuture.failedFuture(new UaException(status)));
        };
    }
}
