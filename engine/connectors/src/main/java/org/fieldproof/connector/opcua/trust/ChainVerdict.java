package org.fieldproof.connector.opcua.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// What a look at a peer's certificate found.
public sealed interface ChainVerdict {

    /// Every check holds.
    ///
    /// @param path from the peer's certificate to the last one known
    record Believed(List<X509Certificate> path) implements ChainVerdict {
        public Believed {
            path = List.copyOf(path);
        }
    }

    /// Nothing of the chain is in the list of trusted certificates.
    record Untrusted() implements ChainVerdict {}

    /// The chain breaks off: nobody knows the certificate of this issuer.
    record Incomplete(String issuer) implements ChainVerdict {}

    /// A signature in the chain is false.
    record Forged(String subject) implements ChainVerdict {}

    /// A certificate of the chain has expired, or is not valid yet.
    record OutOfTime(String subject, Instant from, Instant to, Instant now)
            implements ChainVerdict {}

    /// The certificate is for other hosts than the one that was dialled.
    record WrongHost(String expected, List<String> found) implements ChainVerdict {
        public WrongHost {
            found = List.copyOf(found);
        }
    }

    /// The certificate is for another application.
    record WrongApplication(String expected, List<String> found) implements ChainVerdict {
        public WrongApplication {
            found = List.copyOf(found);
        }
    }

    /// Too weak, or not meant for this use; `why` completes "the certificate of X ...".
    record Unfit(String subject, String why) implements ChainVerdict {}

    /// Its issuer has called it back.
    record Revoked(String subject, Instant at) implements ChainVerdict {}

    /// There is no current revocation list of this issuer, so nobody knows.
    record RevocationUnknown(String issuer) implements ChainVerdict {}
}
