package org.fieldproof.connector.opcua;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TagWriter;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.value.TypedValue;
import org.jspecify.annotations.Nullable;

/// Writes the value of one variable, on a session of its own. One thread.
final class OpcUaWriter implements TagWriter {
    /// CurrentWrite of an access level, OPC UA Part 3 clause 8.57.
    private static final int CURRENT_WRITE = 2;

    /// What says that nothing was written; behind anything else it may have been.
    private static final Set<Long> REFUSALS =
            Set.of(
                    StatusCodes.Bad_UserAccessDenied,
                    StatusCodes.Bad_NotWritable,
                    StatusCodes.Bad_WriteNotSupported,
                    StatusCodes.Bad_TypeMismatch,
                    StatusCodes.Bad_OutOfRange,
                    StatusCodes.Bad_ServiceUnsupported,
                    StatusCodes.Bad_NotSupported,
                    StatusCodes.Bad_NotImplemented,
                    StatusCodes.Bad_NodeIdUnknown,
                    StatusCodes.Bad_NodeIdInvalid,
                    StatusCodes.Bad_AttributeIdInvalid,
                    StatusCodes.Bad_IndexRangeInvalid,
                    StatusCodes.Bad_IndexRangeNoData,
                    StatusCodes.Bad_DataEncodingUnsupported,
                    StatusCodes.Bad_TooManyOperations,
                    StatusCodes.Bad_NothingToDo,
                    StatusCodes.Bad_Locked,
                    StatusCodes.Bad_SecurityModeInsufficient,
                    StatusCodes.Bad_SessionIdInvalid,
                    StatusCodes.Bad_SessionClosed,
                    StatusCodes.Bad_SessionNotActivated);

    private static final String REMEDY =
            "Give this user the right to write the variable on the server, or write what the"
                    + " server lets be written.";

    private final OpcProblems problems;
    private final UaLoops loops;
    private final UaSession session;
    private final NodeId node;
    private @Nullable Object present;

    private OpcUaWriter(OpcProblems problems, UaLoops loops, UaSession session, NodeId node) {
        this.problems = problems;
        this.loops = loops;
        this.session = session;
        this.node = node;
    }

    /// Dials past the links of drills.
    static OpcUaWriter open(ConnectorContext context, TagDefinition tag) throws ConnectorException {
        OpcUaSourceConfig config = OpcUaSourceConfig.of(context.config());
        OpcProblems problems = new OpcProblems("tag " + tag.name(), config.trust().pinnedSha256());
        UaLoops loops = new UaLoops(context.id() + "-write");
        OneNodeGate gate = new OneNodeGate();
        @Nullable UaSession session = null;
        boolean opened = false;
        try {
            UaDialer dialer =
                    new UaDialer(
                            context,
                            LinkTable.direct(),
                            config,
                            problems,
                            loops,
                            (_, _) -> {},
                            gate);
            session = dialer.dial(null).session();
            Optional<NodeId> node = NodeName.resolve(tag.address().trim(), session.namespaces());
            if (node.isEmpty()) {
                throw new ConnectorException(
                        problems.problem(
                                OpcCodes.NOT_WRITTEN,
                                "The server has no namespace of " + tag.address() + ".",
                                "Write the node id as the server's tools show it."));
            }
            OpcUaWriter writer = new OpcUaWriter(problems, loops, session, node.get());
            writer.requireWritable();
            gate.permit(node.get());
            opened = true;
            return writer;
        } finally {
            if (!opened) {
                if (session != null) {
                    session.close(false);
                }
                loops.close();
            }
        }
    }

    /// A server that does not tell is believed when it is written.
    private void requireWritable() throws ConnectorException {
        for (AttributeId each : List.of(AttributeId.AccessLevel, AttributeId.UserAccessLevel)) {
            Object level = attribute(each).getValue().getValue();
            if (level instanceof UByte bits && (bits.intValue() & CURRENT_WRITE) == 0) {
                throw new ConnectorException(
                        problems.problem(
                                OpcCodes.READ_ONLY,
                                "The server lets the variable only be read"
                                        + (each == AttributeId.UserAccessLevel
                                                ? " by this user."
                                                : "."),
                                REMEDY));
            }
        }
    }

    private DataValue attribute(AttributeId attribute) throws ConnectorException {
        try {
            return new AttributesRead(
                            nodes ->
                                    session.await(
                                            ReadResponse.class,
                                            header ->
                                                    new ReadRequest(
                                                            header,
                                                            0.0,
                                                            TimestampsToReturn.Neither,
                                                            nodes)))
                    .of(List.of(node), attribute)
                    .getFirst();
        } catch (UaException | TimeoutException e) {
            throw new ConnectorException(
                    problems.problem(
                            OpcCodes.NOT_WRITTEN,
                            "The variable cannot be read: " + words(e) + ".",
                            "Check that the server is alive and that this user may read it."),
                    e);
        }
    }

    @Override
    public TypedValue read() throws ConnectorException {
        DataValue value = attribute(AttributeId.Value);
        @Nullable Object raw = value.getValue().getValue();
        TypedValue typed = OpcUaCodec.decode(value, session.namespaces(), false, 0).value();
        if (value.getStatusCode().isBad() || !isPlain(raw)) {
            throw new ConnectorException(
                    problems.problem(
                            OpcCodes.NOT_WRITTEN,
                            value.getStatusCode().isBad()
                                    ? "The server gives no value: "
                                            + StatusNames.of(value.getStatusCode().value())
                                            + "."
                                    : "The variable holds "
                                            + (raw == null
                                                    ? "nothing"
                                                    : raw.getClass().getSimpleName())
                                            + ", which is no number, text or bool and cannot be"
                                            + " written from here.",
                            "Look at the variable with the server's own tools."));
        }
        present = raw;
        return typed;
    }

    private static boolean isPlain(@Nullable Object value) {
        return value instanceof Boolean
                || value instanceof Byte
                || value instanceof Short
                || value instanceof Integer
                || value instanceof Long
                || value instanceof UByte
                || value instanceof UShort
                || value instanceof UInteger
                || value instanceof ULong
                || value instanceof Float
                || value instanceof Double
                || value instanceof String;
    }

    /// As the server has its type.
    private static @Nullable Object like(@Nullable Object present, TypedValue raw) {
        return switch (raw) {
            case TypedValue.Bool(boolean value) when present instanceof Boolean -> value;
            case TypedValue.Int(int _, long value) when present instanceof Byte -> (byte) value;
            case TypedValue.Int(int _, long value) when present instanceof Short -> (short) value;
            case TypedValue.Int(int _, long value) when present instanceof Integer -> (int) value;
            case TypedValue.Int(int _, long value) when present instanceof Long -> value;
            case TypedValue.UInt(int _, long value) when present instanceof UByte ->
                    Unsigned.ubyte(value);
            case TypedValue.UInt(int _, long value) when present instanceof UShort ->
                    Unsigned.ushort((int) value);
            case TypedValue.UInt(int _, long value) when present instanceof UInteger ->
                    Unsigned.uint(value);
            case TypedValue.UInt(int _, long value) when present instanceof ULong ->
                    Unsigned.ulong(new BigInteger(Long.toUnsignedString(value)));
            case TypedValue.Float32(float value) when present instanceof Float -> value;
            case TypedValue.Float64(double value) when present instanceof Double -> value;
            case TypedValue.Text(String value) when present instanceof String -> value;
            default -> null;
        };
    }

    @Override
    public Answer write(TypedValue raw) {
        @Nullable Object value = like(present, raw);
        if (value == null) {
            return new Answer.Refused(
                    problems.problem(
                            OpcCodes.NOT_WRITTEN,
                            "The value is not of the variable's type.",
                            "Read the variable first; write what is like it."));
        }
        WriteValue[] one = {
            // Without status and times: many servers take a value alone.
            new WriteValue(
                    node, AttributeId.Value.uid(), null, DataValue.valueOnly(Variant.of(value)))
        };
        try {
            StatusCode @Nullable [] results =
                    session.await(WriteResponse.class, header -> new WriteRequest(header, one))
                            .getResults();
            return results == null || results.length != 1
                    ? new Answer.Unknown(notTaken("not one answer"))
                    : answer(results[0]);
        } catch (UaException e) {
            return REFUSALS.contains(e.getStatusCode().value())
                    ? new Answer.Refused(notTaken(words(e)))
                    : new Answer.Unknown(notTaken(words(e)));
        } catch (TimeoutException e) {
            return new Answer.Unknown(notTaken(words(e)));
        }
    }

    private Answer answer(StatusCode status) {
        if (!status.isBad()) {
            return new Answer.Taken();
        }
        Problem why = notTaken(StatusNames.of(status.value()));
        return REFUSALS.contains(status.value() & 0xFFFF_0000L)
                ? new Answer.Refused(why)
                : new Answer.Unknown(why);
    }

    private Problem notTaken(String why) {
        return problems.problem(
                OpcCodes.NOT_WRITTEN,
                "The server does not say that it took the value: " + why + ".",
                REMEDY);
    }

    private static String words(Exception cause) {
        return cause instanceof UaException ua
                ? StatusNames.of(ua.getStatusCode().value())
                : "no answer in time";
    }

    @Override
    public void close() {
        session.close(false);
        loops.close();
    }
}
