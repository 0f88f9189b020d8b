package org.fieldproof.connector.mqtt.listener;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// What a client certificate says about its owner. Pure.
final class ShownCertificate {
    private ShownCertificate() {}

    /// The certificate that the client showed in the TLS handshake, already verified there; null
    /// where it showed none or speaks plain TCP.
    static @Nullable X509Certificate of(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return null;
        }
        try {
            return tls.engine().getSession().getPeerCertificates()[0]
                            instanceof X509Certificate certificate
                    ? certificate
                    : null;
        } catch (SSLPeerUnverifiedException none) {
            return null;
        }
    }

    /// The CN of the subject, or "" where it has none.
    static String commonName(X509Certificate certificate) {
        try {
            LdapName subject = new LdapName(certificate.getSubjectX500Principal().getName());
            for (Rdn part : subject.getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    return part.getValue().toString();
                }
            }
            return "";
        } catch (InvalidNameException unreadable) {
            return "";
        }
    }

    /// `CN=press-01 · sha256 7f3a…`, with the whole fingerprint.
    static String identity(X509Certificate certificate) {
        return "CN=" + commonName(certificate) + " · sha256 " + fingerprint(certificate);
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
            // SHA-256 is in every JDK, and this certificate was just decoded.
            throw new IllegalStateException(impossible);
        }
    }
}
