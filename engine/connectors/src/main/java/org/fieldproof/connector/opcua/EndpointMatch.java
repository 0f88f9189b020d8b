package org.fieldproof.connector.opcua;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.jspecify.annotations.Nullable;

/// Compares what a server offered before the line was secured with what it says over the secured
/// line, OPC UA Part 4 clause 5.7.2: whoever sits between could have taken the stronger ones away.
final class EndpointMatch {
    private EndpointMatch() {}

    static void verify(List<EndpointDescription> discovered, EndpointDescription @Nullable [] told)
            throws NotTheServerException {
        List<EndpointDescription> left =
                new ArrayList<>(told == null ? List.of() : Arrays.asList(told));
        left.removeIf(endpoint -> !UaSecurity.overTcp(endpoint));
        List<EndpointDescription> expected =
                discovered.stream().filter(UaSecurity::overTcp).toList();
        for (EndpointDescription each : expected) {
            boolean found = false;
            for (int i = 0; i < left.size() && !found; i++) {
                found = same(each, left.get(i));
                if (found) {
                    left.remove(i);
                }
            }
            if (!found) {
                throw different(each);
            }
        }
        if (!left.isEmpty()) {
            throw different(left.getFirst());
        }
    }

    private static NotTheServerException different(EndpointDescription endpoint) {
        return new NotTheServerException(
                "the endpoint "
                        + endpoint.getEndpointUrl()
                        + " with "
                        + endpoint.getSecurityPolicyUri()
                        + " is told only before or only after the line is secured");
    }

    /// The host of the URL may differ: servers write it as they were asked.
    private static boolean same(EndpointDescription one, EndpointDescription two) {
        return Objects.equals(
                        one.getServer().getApplicationUri(), two.getServer().getApplicationUri())
                && one.getSecurityMode() == two.getSecurityMode()
                && Objects.equals(one.getSecurityPolicyUri(), two.getSecurityPolicyUri())
                && Objects.equals(one.getSecurityLevel(), two.getSecurityLevel())
                && Arrays.equals(one.getUserIdentityTokens(), two.getUserIdentityTokens());
    }
}
