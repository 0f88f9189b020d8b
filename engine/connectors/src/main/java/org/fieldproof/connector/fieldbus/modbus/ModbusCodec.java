package org.fieldproof.connector.fieldbus.modbus;

import com.ghgande.j2mod.modbus.msg.ExceptionResponse;
import com.ghgande.j2mod.modbus.msg.ModbusMessage;
import com.ghgande.j2mod.modbus.msg.ModbusRequest;
import com.ghgande.j2mod.modbus.msg.ModbusResponse;
import com.ghgande.j2mod.modbus.msg.ReadCoilsRequest;
import com.ghgande.j2mod.modbus.msg.ReadCoilsResponse;
import com.ghgande.j2mod.modbus.msg.ReadInputDiscretesRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputDiscretesResponse;
import com.ghgande.j2mod.modbus.msg.ReadInputRegistersRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputRegistersResponse;
import com.ghgande.j2mod.modbus.msg.ReadMultipleRegistersRequest;
import com.ghgande.j2mod.modbus.msg.ReadMultipleRegistersResponse;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/// Messages of j2mod for the four tables: questions, answers, refusals. Nothing else of that
/// library is used, and `ArchitectureTest` holds the list of what may be. Stateless.
///
/// Both directions are here, for the line and for the simulated device. What an answer has to do
/// with a question is for [ModbusLine] to check, on the bytes and before they are decoded.
final class ModbusCodec {
    private ModbusCodec() {}

    /// Which items a question is about.
    record Range(int start, int count) {}

    /// A question as it goes over the line.
    static byte[] question(int transaction, int unit, ModbusTable table, Range range)
            throws IOException {
        int start = range.start();
        int count = range.count();
        ModbusRequest request =
                switch (table) {
                    case COIL -> new ReadCoilsRequest(start, count);
                    case DISCRETE_INPUT -> new ReadInputDiscretesRequest(start, count);
                    case HOLDING_REGISTER -> new ReadMultipleRegistersRequest(start, count);
                    case INPUT_REGISTER -> new ReadInputRegistersRequest(start, count);
                };
        request.setTransactionID(transaction);
        request.setUnitID(unit);
        return written(request, request.getOutputLength());
    }

    /// The items of a frame that was checked: bits, eight a byte, or registers, two bytes each.
    static byte[] items(ModbusTable table, byte[] frame, int length) throws IOException {
        ModbusResponse response =
                switch (table) {
                    case COIL -> new ReadCoilsResponse();
                    case DISCRETE_INPUT -> new ReadInputDiscretesResponse();
                    case HOLDING_REGISTER -> new ReadMultipleRegistersResponse();
                    case INPUT_REGISTER -> new ReadInputRegistersResponse();
                };
        response.readFrom(data(frame, 0, length));
        byte[] message = response.getMessage();
        // The first byte is their number.
        return Arrays.copyOfRange(message, 1, message.length);
    }

    /// The exception code of a frame that was checked.
    static int refusal(byte[] frame, int length) throws IOException {
        ExceptionResponse response = new ExceptionResponse();
        response.readFrom(data(frame, 0, length));
        return response.getExceptionCode();
    }

    /// What a peer asks for.
    ///
    /// @param asked start and count, four bytes
    static Range range(ModbusTable table, byte[] asked) throws IOException {
        DataInputStream in = data(asked, 0, asked.length);
        return switch (table) {
            case COIL -> {
                ReadCoilsRequest request = new ReadCoilsRequest();
                request.readData(in);
                yield new Range(request.getReference(), request.getBitCount());
            }
            case DISCRETE_INPUT -> {
                ReadInputDiscretesRequest request = new ReadInputDiscretesRequest();
                request.readData(in);
                yield new Range(request.getReference(), request.getBitCount());
            }
            case HOLDING_REGISTER -> {
                ReadMultipleRegistersRequest request = new ReadMultipleRegistersRequest();
                request.readData(in);
                yield new Range(request.getReference(), request.getWordCount());
            }
            case INPUT_REGISTER -> {
                ReadInputRegistersRequest request = new ReadInputRegistersRequest();
                request.readData(in);
                yield new Range(request.getReference(), request.getWordCount());
            }
        };
    }

    /// A device's answer as it goes over the line.
    ///
    /// @param items registers, two bytes each; bits, one byte each
    static byte[] answer(int transaction, int unit, ModbusTable table, byte[] items)
            throws IOException {
        ModbusResponse response =
                switch (table) {
                    case COIL -> {
                        ReadCoilsResponse coils = new ReadCoilsResponse(items.length);
                        for (int i = 0; i < items.length; i++) {
                            coils.setCoilStatus(i, items[i] != 0);
                        }
                        yield coils;
                    }
                    case DISCRETE_INPUT -> {
                        ReadInputDiscretesResponse inputs =
                                new ReadInputDiscretesResponse(items.length);
                        for (int i = 0; i < items.length; i++) {
                            inputs.setDiscreteStatus(i, items[i] != 0);
                        }
                        yield inputs;
                    }
                    case HOLDING_REGISTER -> new ReadMultipleRegistersResponse(registers(items));
                    case INPUT_REGISTER -> new ReadInputRegistersResponse(registers(items));
                };
        return addressed(response, transaction, unit);
    }

    /// A device's refusal as it goes over the line.
    static byte[] refused(int transaction, int unit, int function, int code) throws IOException {
        return addressed(new ExceptionResponse(function, code), transaction, unit);
    }

    private static byte[] addressed(ModbusResponse response, int transaction, int unit)
            throws IOException {
        response.setTransactionID(transaction);
        response.setUnitID(unit);
        return written(response, response.getOutputLength());
    }

    private static Register[] registers(byte[] items) {
        Register[] registers = new Register[items.length / 2];
        for (int i = 0; i < registers.length; i++) {
            registers[i] = new SimpleRegister(items[2 * i], items[2 * i + 1]);
        }
        return registers;
    }

    private static byte[] written(ModbusMessage message, int bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes);
        message.writeTo(new DataOutputStream(out));
        return out.toByteArray();
    }

    private static DataInputStream data(byte[] bytes, int from, int length) {
        return new DataInputStream(new ByteArrayInputStream(bytes, from, length));
    }
}
