package org.fieldproof.connector.fieldbus.modbus;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.ReadingFinder;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.connector.fieldbus.modbus.ModbusLine.Answer;
import org.fieldproof.connector.fieldbus.poll.AddressFault;

/// Reads up to four registers from an address on, and says how they can be read. One request where
/// the device has all four, so that they are of one moment; fewer where it ends before. Stateless.
final class ModbusWays implements ReadingFinder {
    private static final int ILLEGAL_FUNCTION = 1;
    private static final int ILLEGAL_ADDRESS = 2;
    private static final int ILLEGAL_VALUE = 3;
    static final String OWN_LINE =
            " A connection that runs holds a line of its own; a device with only one to give"
                    + " answers no second one.";

    @Override
    public Found find(ConnectorContext context, String address, BigDecimal shown)
            throws ConnectorException {
        ModbusConfig config = ModbusConfig.of(context.config());
        String object = "connection " + context.id();
        ModbusPoint point = point(object, address, config);
        Endpoint device = config.target().endpoint(context);
        ModbusFaults faults = new ModbusFaults(object, device, OWN_LINE);
        try (ModbusLine line = dial(config, device, context)) {
            int[] registers = registers(line, config, point, faults);
            return new Found(hex(registers), ByteOrderFinder.find(shown, registers));
        } catch (SocketTimeoutException e) {
            // Some keep silent about an address that they do not have.
            Problem nobody = faults.nobody(point.unit() + " (timeout)");
            throw new ConnectorException(
                    faults.problem(
                            nobody.code(),
                            nobody.message(),
                            nobody.remedy() + " Compare the address with the manual, too."),
                    e);
        } catch (ModbusLine.WrongAnswerException e) {
            throw new ConnectorException(faults.foreign(e), e);
        } catch (IOException e) {
            throw new ConnectorException(faults.hungUp(e), e);
        }
    }

    /// Where the address is; its type is what is to be found out.
    private static ModbusPoint point(String object, String address, ModbusConfig config)
            throws ConnectorException {
        ModbusPoint point;
        try {
            // A tag without an address is no tag, and would be a fault of ours.
            String written = address.isBlank() ? "-" : address;
            point = ModbusAddress.of(TagDefinition.of("tag", written, ""), config.defaults());
        } catch (AddressFault fault) {
            Problem why = fault.problem();
            throw new ConnectorException(
                    Problem.error(why.code(), object, why.message(), why.remedy()), fault);
        }
        if (point.table().isBits() || point.bit() >= 0) {
            throw new ConnectorException(
                    Problem.error(
                            "MODB-0211",
                            object,
                            "At " + address + " is one bit, which can be read in one way only.",
                            "Name a holding or input register, such as 40001 or ir0."));
        }
        return point;
    }

    private static ModbusLine dial(ModbusConfig config, Endpoint device, ConnectorContext context)
            throws ConnectorException {
        try {
            return ModbusLine.open(
                    device,
                    config.poll().connectMillis(),
                    config.poll().timeoutMillis(),
                    context.clock());
        } catch (IOException e) {
            throw new ConnectorException(
                    config.target().notReached("MODB-0101", "connection " + context.id(), e), e);
        }
    }

    private static int[] registers(
            ModbusLine line, ModbusConfig config, ModbusPoint point, ModbusFaults faults)
            throws IOException, ConnectorException {
        int most = Math.min(config.limits().registers(), 65_536 - point.offset());
        int refusal = ILLEGAL_ADDRESS;
        for (int length : ByteOrderFinder.LENGTHS.reversed()) {
            if (length > most) {
                continue;
            }
            switch (line.read(point.unit(), point.table(), point.offset(), length)) {
                case Answer.Values(byte[] bytes) -> {
                    int[] registers = new int[length];
                    for (int i = 0; i < length; i++) {
                        registers[i] = (int) ByteOrder.AB.bits(bytes, 2 * i);
                    }
                    return registers;
                }
                case Answer.Refusal(int code) -> refusal = code;
            }
            if (refusal != ILLEGAL_ADDRESS && refusal != ILLEGAL_VALUE) {
                break;
            }
        }
        throw new ConnectorException(refused(point, refusal, faults));
    }

    /// Why a unit does not let an address be read.
    static Problem refused(ModbusPoint point, int code, ModbusFaults faults) {
        if (ModbusDevice.isGateways(code)) {
            return faults.nobody(point.unit() + " (" + code + ")");
        }
        String why =
                switch (code) {
                    case ILLEGAL_FUNCTION -> ": it has no such table";
                    case ILLEGAL_ADDRESS, ILLEGAL_VALUE -> ": it has no such address";
                    default -> "";
                };
        return faults.problem(
                "MODB-0110",
                "Unit "
                        + point.unit()
                        + " refuses to read "
                        + point.table().title()
                        + " "
                        + point.offset()
                        + " (counted from 0) with exception "
                        + code
                        + why
                        + ".",
                "Compare address and table with the device's manual, and addressBase with how it"
                        + " counts.");
    }

    private static String hex(int[] registers) {
        List<String> words = new ArrayList<>();
        for (int register : registers) {
            words.add(String.format("%04x", register));
        }
        return String.join(" ", words);
    }
}
