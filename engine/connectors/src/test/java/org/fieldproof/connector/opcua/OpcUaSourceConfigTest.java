package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.project.Problem;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;

/// What a project may say, before anything is dialled.
class OpcUaSourceConfigTest {
    private static List<Problem> check(Object... written) {
        Map<String, Object> map = new HashMap<>(Map.of("url", "opc.tcp://plc-07:4840/x"));
        for (int i = 0; i < written.length; i += 2) {
            map.put(String.valueOf(written[i]), written[i + 1]);
        }
        return new OpcUaSourceFactory()
                .check(new MapConfig(new OpcUaSourceFactory().schema(), map));
    }

    private static List<String> codes(List<Problem> problems) {
        return problems.stream().map(Problem::code).toList();
    }

    @Test
    void aPlainConnectionIsSecuredAndWithoutComplaint() {
        assertThat(check()).isEmpty();
        MapConfig config =
                new MapConfig(
                        new OpcUaSourceFactory().schema(),
                        Map.of("url", "opc.tcp://plc", "valueLimit", 1_048_576));
        OpcUaSourceConfig read = OpcUaSourceConfig.of(config);
        assertThat(read.security()).isEqualTo(UaSecurity.of("strongest", "SignAndEncrypt"));
        assertThat(read.trust().listsRequired()).isTrue();
        assertThat(read.timing().queueSize()).isGreaterThanOrEqualTo(10);
        assertThat(read.endpoint().orElseThrow().port()).isEqualTo(4_840);
    }

    /// Row 32: written, and still warned about.
    @Test
    void weakPoliciesAreWarnedAbout() {
        List<Problem> none = check("policy", "None", "mode", "None");
        assertThat(codes(none)).containsExactly("OPC-0102");
        assertThat(none.getFirst().severity()).isEqualTo(Problem.Severity.WARNING);
        assertThat(codes(check("policy", "Basic128Rsa15"))).containsExactly("OPC-0103");
        assertThat(codes(check("policy", "Basic256"))).containsExactly("OPC-0103");
        assertThat(codes(check("mode", "None")))
                .as("a protecting policy without protection")
                .containsExactly("OPC-0101");
        assertThat(codes(check("policy", "None"))).containsExactly("OPC-0101");
    }

    @Test
    void nonsenseIsRefusedWithItsField() {
        assertThat(codes(check("url", "http://plc"))).containsExactly("OPC-0101");
        assertThat(codes(check("url", ""))).containsExactly("OPC-0101");
        assertThat(codes(check("connectTo", "sim"))).containsExactly("OPC-0101");
        assertThat(codes(check("serverThumbprint", "ab".repeat(20)))).containsExactly("OPC-0101");
        assertThat(check("serverThumbprint", "AB:".repeat(31) + "AB")).isEmpty();
        assertThat(codes(check("user", "op"))).containsExactly("OPC-0101");
        assertThat(codes(check("certificate", "files"))).containsExactly("OPC-0101");
        assertThat(codes(check("tagList", List.of(Map.of("name", "a", "address", "Line1.Speed")))))
                .containsExactly("OPC-0101");
    }
}
