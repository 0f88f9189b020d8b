package org.fieldproof.drill.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: two runs of other set-ups are taken for the same test.
class ConfigurationPathsTest {
    @Test
    void aConfigurationThatDiffersIsNamedByItsPaths() {
        String base = "a:\n  - {id: x, port: 1}\n  - {id: y, port: 2}\nb: {c: 3}\n";
        String run = "b:\n  c: 3\na:\n  - id: new\n  - id: x\n    port: 1\n  - {id: y, port: 5}\n";

        assertThat(ConfigurationPaths.of(base).orElseThrow())
                .containsEntry("a/y/port", "2")
                .containsEntry("b/c", "3");
        Map<String, String> after = ConfigurationPaths.of(run).orElseThrow();
        assertThat(after)
                .containsEntry("a/y/port", "5")
                .containsEntry("a/x/port", "1")
                .containsKey("a/new/id");
        assertThat(ConfigurationPaths.of("[".repeat(100) + "]".repeat(100))).isEmpty();
        assertThat(ConfigurationPaths.of("a: [unclosed")).isEmpty();
    }
}
