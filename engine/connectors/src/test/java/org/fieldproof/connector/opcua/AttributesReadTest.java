package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Harm if it breaks: a small server, which takes few nodes a call, shows nothing at all.
class AttributesReadTest {
    private final List<Integer> asked = new ArrayList<>();

    /// Takes so many nodes a call, and answers each with its number.
    private ReadResponse small(ReadValueId[] nodes, int most, long refusal) throws UaException {
        asked.add(nodes.length);
        if (nodes.length > most) {
            throw new UaException(refusal);
        }
        return new ReadResponse(
                null,
                Arrays.stream(nodes)
                        .map(node -> new DataValue(new Variant(node.getNodeId().getIdentifier())))
                        .toArray(DataValue[]::new),
                null);
    }

    private static List<NodeId> nodes(int count) {
        return IntStream.range(0, count).mapToObj(i -> new NodeId(1, "n" + i)).toList();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                StatusCodes.Bad_TooManyOperations,
                StatusCodes.Bad_ResponseTooLarge,
                StatusCodes.Bad_RequestTooLarge,
                StatusCodes.Bad_EncodingLimitsExceeded
            })
    void aServerThatTakesFewNodesIsAskedInPiecesThatItTakes(long refusal)
            throws UaException, TimeoutException {
        AttributesRead read = new AttributesRead(chunk -> small(chunk, 100, refusal));
        List<DataValue> values = read.of(nodes(250), AttributeId.Value);
        assertThat(values).hasSize(250);
        for (int i = 0; i < 250; i++) {
            assertThat(values.get(i).getValue().getValue()).isEqualTo("n" + i);
        }
        assertThat(asked).containsExactly(250, 125, 62, 62, 62, 62, 2);
        asked.clear();
        assertThat(read.of(nodes(70), AttributeId.Value)).hasSize(70);
        assertThat(asked).as("it is remembered").containsExactly(62, 8);
    }

    @Test
    void whatIsTooMuchByItselfOrRefusedForAnotherReasonIsTold() {
        AttributesRead none =
                new AttributesRead(chunk -> small(chunk, 0, StatusCodes.Bad_ResponseTooLarge));
        assertThatThrownBy(() -> none.of(nodes(3), AttributeId.Value))
                .isInstanceOf(UaException.class);
        assertThat(asked).containsExactly(3, 1);
        asked.clear();
        AttributesRead denied =
                new AttributesRead(chunk -> small(chunk, 0, StatusCodes.Bad_UserAccessDenied));
        assertThatThrownBy(() -> denied.of(nodes(3), AttributeId.Value))
                .isInstanceOf(UaException.class);
        assertThat(asked).containsExactly(3);
    }
}
