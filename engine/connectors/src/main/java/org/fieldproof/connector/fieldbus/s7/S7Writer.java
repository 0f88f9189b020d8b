package org.fieldproof.connector.fieldbus.s7;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TagWriter;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.fieldbus.poll.AddressFault;
import org.fieldproof.connector.fieldbus.poll.FrameGate;

/// Writes one value into a data block, a marker or an output of a PLC, on a line of its own. One
/// thread.
final class S7Writer implements TagWriter {
    static final String WRITABLE_REMEDY =
            "Leave writable empty, or name a bit, number or text of a data block, a marker or an"
                    + " output.";

    private static final int TAKEN = 0xff;
    private static final int HARDWARE_FAULT = 1;

    /// Of a request to write: 10 of the head, 14 of the one item, 4 before the data.
    private static final int REQUEST_HEAD = 28;

    private final S7Point point;
    private final S7Line line;
    private final String object;
    private final String shown;
    // What the device has room for, of a text.
    private int charactersMax;

    /// The bytes that a write of a point covers: a text's own most length is left as it is.
    ///
    /// @param least and most bytes
    record Span(int offset, int least, int most) {}

    private S7Writer(S7Point point, S7Line line, String object, String shown) {
        this.point = point;
        this.line = line;
        this.object = object;
        this.shown = shown;
        this.charactersMax = point.characters();
    }

    static Span span(S7Point point) {
        int bytes = point.type().bytes(point.characters());
        return switch (point.type()) {
            case STRING -> new Span(point.offset() + 1, 1, bytes - 1);
            case WSTRING -> new Span(point.offset() + 2, 2, bytes - 2);
            default -> new Span(point.offset(), bytes, bytes);
        };
    }

    /// Why a tag can only be read, whatever the PLC says; empty if it may be writable.
    static Optional<String> unwritable(S7Point point) {
        return switch (point.area()) {
            case INPUT -> Optional.of("Inputs are what the plant says, not what is said to it.");
            case TIMER, COUNTER -> Optional.of("Timers and counters belong to the PLC's program.");
            case OUTPUT, MARKER, DATA_BLOCK ->
                    switch (point.type()) {
                        case DATE, DT, DTL, S5TIME, TIMER, COUNTER ->
                                Optional.of("Dates and S5 times cannot be written from here.");
                        default -> Optional.empty();
                    };
        };
    }

    /// Dials past the links of drills.
    static S7Writer open(ConnectorContext context, TagDefinition tag) throws ConnectorException {
        S7Config config = S7Config.of(context.config());
        String object = "tag " + tag.name();
        S7Point point;
        try {
            point = S7Address.of(tag);
        } catch (AddressFault fault) {
            throw new ConnectorException(fault.problem(), fault);
        }
        Optional<String> why = unwritable(point);
        if (why.isPresent()) {
            throw new ConnectorException(
                    Problem.error("S7-0207", object, why.get(), WRITABLE_REMEDY));
        }
        try {
            S7Line line =
                    S7Line.open(
                            config.target().endpoint(context),
                            config.poll().connectMillis(),
                            config.poll().timeoutMillis(),
                            config.localTsap(),
                            config.remoteTsap(),
                            context.clock(),
                            S7Gate.writing(point));
            return new S7Writer(point, line, object, config.target().shown());
        } catch (S7Line.RefusedException e) {
            throw new ConnectorException(
                    Problem.error(
                            "S7-0103",
                            object,
                            "The PLC at "
                                    + config.target().shown()
                                    + " refuses the access point: "
                                    + e.getMessage()
                                    + ".",
                            "Compare rack and slot, and that a connection is free besides the one"
                                    + " that runs."),
                    e);
        } catch (IOException e) {
            throw new ConnectorException(config.target().notReached("S7-0101", object, e), e);
        }
    }

    @Override
    public TypedValue read() throws ConnectorException {
        S7Line.Range range =
                new S7Line.Range(
                        point.area(),
                        point.block(),
                        point.offset(),
                        point.type().bytes(point.characters()));
        try {
            return switch (line.read(List.of(range)).getFirst()) {
                case S7Line.Item.Values(byte[] bytes) -> value(bytes);
                case S7Line.Item.Refusal(int code) ->
                        throw new ConnectorException(refused("read", code));
            };
        } catch (S7Line.RefusedException e) {
            throw new ConnectorException(refused("read", e.code()), e);
        } catch (IOException e) {
            throw new ConnectorException(lost(e), e);
        }
    }

    private TypedValue value(byte[] bytes) throws ConnectorException {
        Reading reading = point.read(bytes, point.offset());
        if (reading.quality() == Quality.BAD) {
            throw new ConnectorException(
                    Problem.error(
                            "S7-0112",
                            object,
                            "What the PLC holds there is no value of the tag's type ("
                                    + reading.status()
                                    + ").",
                            "Correct the type of the tag, or mend the value in the PLC."));
        }
        if (point.type() == S7Type.STRING) {
            charactersMax = Math.min(point.characters(), bytes[0] & 0xff);
        } else if (point.type() == S7Type.WSTRING) {
            charactersMax =
                    Math.min(point.characters(), (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff));
        }
        return reading.value();
    }

    @Override
    public Answer write(TypedValue raw) {
        Optional<byte[]> data = data(raw);
        if (data.isEmpty() || data.get().length + REQUEST_HEAD > line.pduBytes()) {
            return new Answer.Refused(
                    Problem.error(
                            "S7-0113",
                            object,
                            "Its place in the PLC cannot hold that value.",
                            "Write one that fits: a text within its length in the PLC."));
        }
        try {
            line.requireSilence();
        } catch (IOException e) {
            return new Answer.Refused(lost(e));
        }
        try {
            int code =
                    point.type() == S7Type.BOOL
                            ? line.writeBit(point, data.get()[0] != 0)
                            : line.writeBytes(point, span(point).offset(), data.get());
            if (code == TAKEN) {
                return new Answer.Taken();
            }
            return code == HARDWARE_FAULT
                    ? new Answer.Unknown(refused("be written", code))
                    : new Answer.Refused(refused("be written", code));
        } catch (FrameGate.ShutException e) {
            return new Answer.Refused(
                    Problem.error(
                            "S7-0114",
                            object,
                            "The line does not let it out: " + e.getMessage() + ".",
                            "Report it with the log: it is a fault of this program."));
        } catch (S7Line.RefusedException e) {
            return new Answer.Refused(refused("be written", e.code()));
        } catch (IOException e) {
            return new Answer.Unknown(lost(e));
        }
    }

    /// What is sent; empty where its place cannot hold the value.
    private Optional<byte[]> data(TypedValue raw) {
        byte[] wire = S7Codec.wire(point, raw);
        Reading again = S7Codec.read(point, wire, 0);
        if (again.quality() == Quality.BAD || !again.value().equals(raw)) {
            return Optional.empty();
        }
        if (!(raw instanceof TypedValue.Text(String text)) || !point.type().isText()) {
            return Optional.of(wire);
        }
        // The length and the characters there are: behind them may be what is not ours.
        Span span = span(point);
        int from = span.offset() - point.offset();
        int each = point.type() == S7Type.WSTRING ? 2 : 1;
        return text.length() > charactersMax
                ? Optional.empty()
                : Optional.of(
                        Arrays.copyOfRange(wire, from, from + span.least() + each * text.length()));
    }

    private Problem refused(String what, int code) {
        return Problem.error(
                "S7-0113",
                object,
                String.format("The PLC refuses to let it %s (0x%02x).", what, code),
                "0x03, 0x8104: permit access with PUT/GET in the CPU's protection settings, and"
                        + " writing in its access level; 0x05: behind the end of the block; 0x0a:"
                        + " no such block, or it is optimised; 0x06, 0x07: compare the type.");
    }

    private Problem lost(IOException cause) {
        return cause instanceof SocketTimeoutException
                ? Problem.error(
                        "S7-0102",
                        object,
                        "The PLC at " + shown + " does not answer in time.",
                        "Check the cable and the PLC's load, or raise timeout.")
                : cause instanceof S7Line.WrongAnswerException
                        ? Problem.error(
                                "S7-0106",
                                object,
                                "What came from "
                                        + shown
                                        + " is no answer to the request ("
                                        + cause.getMessage()
                                        + ").",
                                "Check that this is an S7 PLC and the right port.")
                        : Problem.error(
                                "S7-0105",
                                object,
                                "The PLC at " + shown + " hung up: " + cause.getMessage() + ".",
                                "Check the PLC and how many connections it allows.");
    }

    @Override
    public void close() {
        line.close();
    }
}
