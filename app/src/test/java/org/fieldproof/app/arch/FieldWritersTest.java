package org.fieldproof.app.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.ghgande.j2mod.modbus.msg.ModbusRequest;
import com.ghgande.j2mod.modbus.msg.ReadCoilsRequest;
import com.ghgande.j2mod.modbus.msg.WriteCoilRequest;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.TagWriter;
import org.fieldproof.api.tag.TagDefinition;
import org.junit.jupiter.api.Test;

/// The rule that keeps writing out of the product, against planted writers (G20). Harm if it
/// breaks: a way to move a valve comes in and nobody notices.
class FieldWritersTest {

    private static final class Reader implements Supplier<Register[]> {
        @Override
        public Register[] get() {
            return new Register[] {new SimpleRegister(new ReadCoilsRequest(0, 1).getBitCount())};
        }
    }

    private static final class Writer implements Supplier<ModbusRequest> {
        @Override
        public ModbusRequest get() {
            return new WriteCoilRequest(0, true);
        }
    }

    /// Takes whatever function code comes: also those that write.
    private static final class AnyFunction implements IntFunction<ModbusRequest> {
        @Override
        public ModbusRequest apply(int function) {
            return ModbusRequest.createModbusRequest(function);
        }
    }

    /// Past the desk.
    private record Shortcut(SourceFactory factory, ConnectorContext context, TagDefinition tag)
            implements Callable<Optional<TagWriter>> {
        @Override
        public Optional<TagWriter> call() throws ConnectorException {
            return factory.writer(context, tag);
        }
    }

    @Test
    void theRuleOfTheOneWayNoticesAnother() {
        assertThat(
                        ArchitectureTest.onlyTheDeskOpensWriters
                                .evaluate(new ClassFileImporter().importClasses(Shortcut.class))
                                .hasViolation())
                .isTrue();
    }

    @Test
    void theRuleNoticesAWriterAndLetsAReaderPass() {
        assertThat(violated(Reader.class)).isFalse();
        assertThat(violated(Writer.class)).isTrue();
        assertThat(violated(AnyFunction.class)).isTrue();
    }

    private static boolean violated(Class<?> type) {
        return ArchitectureTest.nothingCanWriteToAFieldDevice
                .evaluate(new ClassFileImporter().importClasses(type))
                .hasViolation();
    }
}
