package org.fieldproof.api.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which hosts are this machine. What is wrongly held for it would be sent a password in clear.
class EndpointTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.9.8.7", "::1", "[::1]"})
    void isThisMachine(String host) {
        assertThat(Endpoint.isLoopback(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0.0.0.0",
                "::",
                "10.0.0.5",
                "128.0.0.1",
                "127.0.0.1.example",
                "127.evil.example",
                "localhost.example",
                "127.0.0.999",
                "fe80::1",
                "a:b"
            })
    void isAnother(String host) {
        assertThat(Endpoint.isLoopback(host)).isFalse();
    }
}
