package org.fieldproof.connector.opcua.simulator;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaRuntimeException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.work.CaptureFile;
import org.fieldproof.connector.work.Replay;
import org.jspecify.annotations.Nullable;

/// What a capture has of a real server, for the simulator's variables to say again. Immutable.
final class CapturedValues {
    static final CapturedValues NONE = new CapturedValues(new Replay(List.of()), Map.of());

    private final Replay replay;
    private final Map<String, ExpandedNodeId> nodes;

    private CapturedValues(Replay replay, Map<String, ExpandedNodeId> nodes) {
        this.replay = replay;
        this.nodes = nodes;
    }

    /// Reads a capture.
    ///
    /// @throws IOException also where it is none of an OPC UA server, or has two nodes of one
    ///     identifier
    static CapturedValues read(Path file) throws IOException {
        List<CaptureFile.Entry> entries = CaptureFile.read(file);
        Map<String, ExpandedNodeId> nodes = new LinkedHashMap<>();
        Set<Object> identifiers = new HashSet<>();
        for (CaptureFile.Entry entry : entries) {
            if (!nodes.containsKey(entry.address())) {
                ExpandedNodeId node = node(file, entry.address());
                nodes.put(entry.address(), node);
                if (!identifiers.add(node.getIdentifier())) {
                    throw new IOException(
                            file + ": two nodes have the identifier of " + entry.address());
                }
            }
        }
        return new CapturedValues(new Replay(entries), nodes);
    }

    private static ExpandedNodeId node(Path file, String address) throws IOException {
        try {
            return ExpandedNodeId.parse(address.trim());
        } catch (UaRuntimeException | IllegalArgumentException e) {
            throw new IOException(file + ": '" + address + "' is no node id", e);
        }
    }

    /// The addresses of the capture.
    Set<String> addresses() {
        return nodes.keySet();
    }

    /// The node of an address in the simulator's namespace.
    NodeId nodeOf(String address, UShort namespace) {
        ExpandedNodeId node = nodes.get(address);
        if (node == null) {
            throw new IllegalArgumentException("address: " + address + " (expected: a captured)");
        }
        return switch (node.getIdentifier()) {
            case UInteger number -> new NodeId(namespace, number);
            case String name -> new NodeId(namespace, name);
            case UUID guid -> new NodeId(namespace, guid);
            case ByteString bytes -> new NodeId(namespace, bytes);
            case Object other -> throw new IllegalStateException("identifier: " + other);
        };
    }

    /// What stood there.
    TypedValue at(String address, long elapsedNanos) {
        return replay.at(address, elapsedNanos).orElseGet(TypedValue.None::new);
    }

    /// As a server says it.
    static DataValue dataValue(TypedValue value, DateTime now) {
        return value instanceof TypedValue.None
                ? new DataValue(
                        Variant.NULL_VALUE, new StatusCode(StatusCodes.Bad_NoData), now, now)
                : new DataValue(Variant.of(object(value)), StatusCode.GOOD, now, now);
    }

    private static @Nullable Object object(TypedValue value) {
        return switch (value) {
            case TypedValue.None _ -> null;
            case TypedValue.Bool(boolean is) -> is;
            case TypedValue.Int(int bits, long number) -> whole(bits, number);
            case TypedValue.UInt(int bits, long number) ->
                    switch (bits) {
                        case 8 -> Unsigned.ubyte((short) number);
                        case 16 -> Unsigned.ushort((int) number);
                        case 32 -> Unsigned.uint(number);
                        default -> Unsigned.ulong(number);
                    };
            case TypedValue.Float32(float number) -> number;
            case TypedValue.Float64(double number) -> number;
            case TypedValue.Text(String text) -> text;
            case TypedValue.Bytes(List<Byte> bytes) -> {
                byte[] all = new byte[bytes.size()];
                for (int i = 0; i < all.length; i++) {
                    all[i] = bytes.get(i);
                }
                yield ByteString.of(all);
            }
            case TypedValue.Time(long epochNanos) ->
                    new DateTime(
                            Instant.ofEpochSecond(
                                    Math.floorDiv(epochNanos, 1_000_000_000L),
                                    Math.floorMod(epochNanos, 1_000_000_000L)));
            case TypedValue.Array(List<TypedValue> elements) -> array(value, elements);
        };
    }

    private static Object whole(int bits, long number) {
        return switch (bits) {
            case 8 -> (byte) number;
            case 16 -> (short) number;
            case 32 -> (int) number;
            default -> number;
        };
    }

    /// Elements of one type; others as the text that the capture has.
    private static Object array(TypedValue whole, List<TypedValue> elements) {
        Object first = elements.isEmpty() ? null : object(elements.getFirst());
        boolean alike =
                first != null
                        && !first.getClass().isArray()
                        && elements.stream()
                                .map(CapturedValues::object)
                                .allMatch(first.getClass()::isInstance);
        if (!alike || first == null) {
            return new String(whole.encode(), StandardCharsets.UTF_8);
        }
        Object array = Array.newInstance(first.getClass(), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, object(elements.get(i)));
        }
        return array;
    }
}
