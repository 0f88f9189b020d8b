package org.fieldproof.connector.fieldbus.modbus;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.TagWriter;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.fieldbus.modbus.ModbusLine.Answer.Refusal;
import org.fieldproof.connector.fieldbus.modbus.ModbusLine.Answer.Values;
import org.fieldproof.connector.fieldbus.poll.AddressFault;
import org.fieldproof.connector.fieldbus.poll.FrameGate;

/// Writes one coil, holding register or bit of one, on a line of its own. One thread.
///
/// A bit is written with function 22, which changes it inside the device: reading the register and
/// writing it back would undo what the device's program does in between.
final class ModbusWriter implements TagWriter {
    private static final int ILLEGAL_FUNCTION = 1;
    private static final int DEVICE_FAILURE = 4;
    private static final int ACKNOWLEDGED = 5;
    private static final int GATEWAY_TARGET = 11;
    private static final int COIL_ON = 0xff00;

    private final ModbusPoint point;
    private final ModbusLine line;
    private final ModbusFaults faults;

    /// What one function sends.
    ///
    /// @param pdu function and data
    /// @param echoed how many bytes of it the device says again
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Request(byte[] pdu, int echoed) {}

    private ModbusWriter(ModbusPoint point, ModbusLine line, ModbusFaults faults) {
        this.point = point;
        this.line = line;
        this.faults = faults;
    }

    /// Why a tag can only be read, whatever the device says; empty if it may be writable.
    static Optional<String> unwritable(ModbusPoint point) {
        if (point.table() == ModbusTable.DISCRETE_INPUT
                || point.table() == ModbusTable.INPUT_REGISTER) {
            return Optional.of("A " + point.table().title() + " can only be read.");
        }
        boolean odd = point.type().kind() == ModbusType.Kind.TEXT && point.type().bytes() % 2 == 1;
        return odd
                ? Optional.of("A text of an odd length shares its last register with what follows.")
                : Optional.empty();
    }

    /// Dials past the links of drills.
    static ModbusWriter open(ConnectorContext context, TagDefinition tag)
            throws ConnectorException {
        ModbusConfig config = ModbusConfig.of(context.config());
        String object = "tag " + tag.name();
        ModbusPoint point;
        try {
            point = ModbusAddress.of(tag, config.defaults());
        } catch (AddressFault fault) {
            throw new ConnectorException(fault.problem(), fault);
        }
        Optional<String> why = unwritable(point);
        if (why.isPresent()) {
            throw new ConnectorException(
                    Problem.error("MODB-0207", object, why.get(), ModbusConfig.WRITABLE_REMEDY));
        }
        Endpoint device = config.target().endpoint(context);
        try {
            ModbusLine line =
                    ModbusLine.open(
                            device,
                            config.poll().connectMillis(),
                            config.poll().timeoutMillis(),
                            context.clock(),
                            ModbusGate.writing(point));
            return new ModbusWriter(
                    point, line, new ModbusFaults(object, device, ModbusWays.OWN_LINE));
        } catch (IOException e) {
            throw new ConnectorException(config.target().notReached("MODB-0101", object, e), e);
        }
    }

    @Override
    public TypedValue read() throws ConnectorException {
        try {
            return switch (line.read(point.unit(), point.table(), point.offset(), point.length())) {
                case Values(byte[] bytes) -> value(point.read(bytes, point.offset()));
                case Refusal(int code) ->
                        throw new ConnectorException(ModbusWays.refused(point, code, faults));
            };
        } catch (SocketTimeoutException e) {
            throw new ConnectorException(faults.nobody(point.unit() + " (timeout)"), e);
        } catch (ModbusLine.WrongAnswerException e) {
            throw new ConnectorException(faults.foreign(e), e);
        } catch (IOException e) {
            throw new ConnectorException(faults.hungUp(e), e);
        }
    }

    private TypedValue value(Reading reading) throws ConnectorException {
        if (reading.quality() == Quality.BAD) {
            throw new ConnectorException(
                    faults.problem(
                            "MODB-0111",
                            "What the device holds there is no value of the tag's type ("
                                    + reading.status()
                                    + ").",
                            "Correct the type of the tag, or mend the value on the device."));
        }
        return reading.value();
    }

    @Override
    public Answer write(TypedValue raw) {
        Optional<List<Request>> requests = requests(raw);
        if (requests.isEmpty()) {
            return new Answer.Refused(
                    faults.problem(
                            "MODB-0112",
                            "The registers of its type cannot hold that value.",
                            "Write one that fits: a text of plain Latin characters within its"
                                    + " length, a BCD number within its digits."));
        }
        Answer answer = new Answer.Taken();
        for (Request request : requests.get()) {
            try {
                line.requireSilence();
            } catch (IOException e) {
                return new Answer.Refused(faults.foreign(e));
            }
            switch (sent(request)) {
                case Sent.Taken _ -> {
                    return new Answer.Taken();
                }
                // The device has no such function and has done nothing; the next one says the same.
                case Sent.NoSuchFunction(Answer.Refused why) -> answer = why;
                case Sent.Ended(Answer why) -> {
                    return why;
                }
            }
        }
        return answer;
    }

    /// What became of one function.
    private sealed interface Sent {
        record Taken() implements Sent {}

        record NoSuchFunction(Answer.Refused why) implements Sent {}

        record Ended(Answer why) implements Sent {}
    }

    private Sent sent(Request request) {
        try {
            return switch (line.write(point.unit(), request.pdu(), request.echoed())) {
                case Values _ -> new Sent.Taken();
                case Refusal(int code) -> refusal(code, request.pdu()[0]);
            };
        } catch (FrameGate.ShutException e) {
            return new Sent.Ended(
                    new Answer.Refused(
                            faults.problem(
                                    "MODB-0113",
                                    "The line does not let it out: " + e.getMessage() + ".",
                                    "Report it with the log: it is a fault of this program.")));
        } catch (ModbusLine.WrongAnswerException e) {
            return new Sent.Ended(new Answer.Unknown(faults.foreign(e)));
        } catch (SocketTimeoutException e) {
            return new Sent.Ended(new Answer.Unknown(faults.nobody(point.unit() + " (timeout)")));
        } catch (IOException e) {
            return new Sent.Ended(new Answer.Unknown(faults.hungUp(e)));
        }
    }

    private Sent refusal(int code, int function) {
        Problem why =
                faults.problem(
                        "MODB-0112",
                        "Unit "
                                + point.unit()
                                + " answers to function "
                                + function
                                + " at "
                                + point.table().title()
                                + " "
                                + point.offset()
                                + " (counted from 0) with exception "
                                + code
                                + ".",
                        "1: it cannot be written so; 2: there is no such address; 3: it does not"
                                + " take the value; 4, 5, 11: look whether it took it; 6: try"
                                + " again later. Compare with the device's manual.");
        // It began, or the unit behind a gateway did not answer: it may be done.
        boolean unknown = code == DEVICE_FAILURE || code == ACKNOWLEDGED || code == GATEWAY_TARGET;
        if (unknown) {
            return new Sent.Ended(new Answer.Unknown(why));
        }
        Answer.Refused refused = new Answer.Refused(why);
        return code == ILLEGAL_FUNCTION
                ? new Sent.NoSuchFunction(refused)
                : new Sent.Ended(refused);
    }

    /// The ways to write it, the plainest first; empty where its place cannot hold the value.
    private Optional<List<Request>> requests(TypedValue raw) {
        if (point.table().isBits() || point.bit() >= 0) {
            return raw instanceof TypedValue.Bool(boolean on)
                    ? Optional.of(point.bit() >= 0 ? List.of(mask(on)) : coil(on))
                    : Optional.empty();
        }
        byte[] wire = point.type().wire(raw);
        Reading again = point.type().read(wire, 0);
        if (again.quality() == Quality.BAD || !again.value().equals(raw)) {
            return Optional.empty();
        }
        List<Request> ways = new ArrayList<>();
        if (point.length() == 1) {
            ways.add(new Request(pdu(ModbusGate.WRITE_REGISTER, word(wire, 0)), 5));
        }
        ways.add(new Request(pdu(ModbusGate.WRITE_REGISTERS, point.length(), wire), 5));
        return Optional.of(ways);
    }

    private List<Request> coil(boolean on) {
        return List.of(
                new Request(pdu(ModbusGate.WRITE_COIL, on ? COIL_ON : 0), 5),
                new Request(pdu(ModbusGate.WRITE_COILS, 1, (byte) (on ? 1 : 0)), 5));
    }

    private Request mask(boolean on) {
        int bit = 1 << point.bit();
        byte[] head = pdu(ModbusGate.MASK_REGISTER, ~bit & 0xffff);
        byte[] whole = Arrays.copyOf(head, 7);
        whole[5] = (byte) ((on ? bit : 0) >> 8);
        whole[6] = (byte) (on ? bit : 0);
        return new Request(whole, 7);
    }

    private byte[] pdu(int function, int word) {
        return new byte[] {
            (byte) function,
            (byte) (point.offset() >> 8),
            (byte) point.offset(),
            (byte) (word >> 8),
            (byte) word
        };
    }

    private byte[] pdu(int function, int count, byte... items) {
        byte[] whole = Arrays.copyOf(pdu(function, count), 6 + items.length);
        whole[5] = (byte) items.length;
        System.arraycopy(items, 0, whole, 6, items.length);
        return whole;
    }

    private static int word(byte[] wire, int at) {
        return (wire[at] & 0xff) << 8 | (wire[at + 1] & 0xff);
    }

    @Override
    public void close() {
        line.close();
    }
}
