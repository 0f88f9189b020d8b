package org.fieldproof.connector.opcua;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.Stack;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;

/// Which protection a connection wants: a policy and a mode.
///
/// @param policy empty for the strongest that the server offers, of those that are not deprecated
record UaSecurity(Optional<SecurityPolicy> policy, MessageSecurityMode mode) {
    /// From weakest to strongest; the first three only where the project names them (`UA-7`).
    private static final List<SecurityPolicy> STRENGTH =
            List.of(
                    SecurityPolicy.None,
                    SecurityPolicy.Basic128Rsa15,
                    SecurityPolicy.Basic256,
                    SecurityPolicy.Aes128_Sha256_RsaOaep,
                    SecurityPolicy.Basic256Sha256,
                    SecurityPolicy.Aes256_Sha256_RsaPss);

    static final String STRONGEST = "strongest";

    static UaSecurity of(String policy, String mode) {
        return new UaSecurity(
                policy.equals(STRONGEST)
                        ? Optional.empty()
                        : Optional.of(SecurityPolicy.valueOf(policy)),
                MessageSecurityMode.valueOf(mode));
    }

    static boolean deprecated(SecurityPolicy policy) {
        return policy == SecurityPolicy.Basic128Rsa15 || policy == SecurityPolicy.Basic256;
    }

    boolean unprotected() {
        return policy.filter(SecurityPolicy.None::equals).isPresent();
    }

    boolean deprecated() {
        return policy.filter(UaSecurity::deprecated).isPresent();
    }

    /// The endpoint to use; empty where the server offers nothing that fits.
    Optional<EndpointDescription> choose(List<EndpointDescription> offered) {
        return offered.stream()
                .filter(UaSecurity::overTcp)
                .filter(endpoint -> endpoint.getSecurityMode() == mode)
                .filter(this::fits)
                .max(Comparator.comparingInt(endpoint -> STRENGTH.indexOf(policyOf(endpoint))));
    }

    private boolean fits(EndpointDescription endpoint) {
        SecurityPolicy offered = policyOf(endpoint);
        if (policy.isPresent()) {
            return offered == policy.get();
        }
        return offered != null && offered != SecurityPolicy.None && !deprecated(offered);
    }

    static boolean overTcp(EndpointDescription endpoint) {
        return endpoint.getTransportProfileUri() == null
                || endpoint.getTransportProfileUri().isEmpty()
                || endpoint.getTransportProfileUri().equals(Stack.TCP_UASC_UABINARY_TRANSPORT_URI);
    }

    /// Null where it is a policy of which we know nothing.
    static @org.jspecify.annotations.Nullable SecurityPolicy policyOf(
            EndpointDescription endpoint) {
        return Arrays.stream(SecurityPolicy.values())
                .filter(each -> each.getUri().equals(endpoint.getSecurityPolicyUri()))
                .findFirst()
                .orElse(null);
    }

    /// `Basic256Sha256 with SignAndEncrypt, ...` for a message.
    static String words(List<EndpointDescription> offered) {
        List<String> words =
                offered.stream()
                        .filter(UaSecurity::overTcp)
                        .map(
                                endpoint ->
                                        policyOf(endpoint) == null
                                                ? endpoint.getSecurityPolicyUri()
                                                : policyOf(endpoint)
                                                        + (endpoint.getSecurityMode()
                                                                        == MessageSecurityMode.None
                                                                ? ""
                                                                : " with "
                                                                        + endpoint
                                                                                .getSecurityMode()))
                        .distinct()
                        .sorted()
                        .toList();
        return words.isEmpty() ? "nothing over TCP" : String.join(", ", words);
    }
}
