package org.fieldproof.connector.opcua.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A captured node stands under its own identifier. Harm: a client finds no node, or another.
class CapturedValuesTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s=Speed",
                "s=a;i=7",
                "s=ns=2;s=x",
                "i=7",
                "g=09087e75-8e5e-499b-954f-f2a9603db28a",
                "b=AQID"
            })
    void aNodeKeepsItsIdentifierHoweverItsNamespaceIsWritten(String identifier) throws Exception {
        for (String namespace : new String[] {"ns=2;", "nsu=urn:plant;", ""}) {
            String address = namespace + identifier;
            Path file = folder.resolve("plant.tsv");
            Files.writeString(file, "0\t" + address + "\t\t{\"type\":\"bool\",\"value\":true}\n");
            assertThat(CapturedValues.read(file).nodeOf(address, Unsigned.ushort(5)))
                    .as(address)
                    .isEqualTo(NodeId.parse("ns=5;" + identifier));
        }
    }
}
