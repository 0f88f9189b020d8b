package org.fieldproof.connector.fieldbus.modbus;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.connector.fieldbus.poll.AddressFault;
import org.fieldproof.connector.fieldbus.signal.SimulatorFields;

/// Makes stand-ins of type `modbus-simulator`.
public final class ModbusSimulatorFactory implements SourceFactory {

    /// For `ServiceLoader`.
    public ModbusSimulatorFactory() {}

    @Override
    public String type() {
        return "modbus-simulator";
    }

    @Override
    public String name() {
        return "Modbus simulator";
    }

    @Override
    public String title() {
        return "Simulated Modbus TCP device";
    }

    @Override
    public ConfigSchema schema() {
        List<Field> fields = new ArrayList<>(SimulatorFields.fields(1502));
        fields.addAll(ModbusConfig.addressing());
        fields.add(
                Field.optional(
                        "silentUnits",
                        Kind.LIST_OF_TEXT,
                        "",
                        "Units that do not answer, to see what their neighbours do."));
        fields.add(
                Field.optional(
                                "fill",
                                Kind.INTEGER,
                                "125",
                                "Longest gap between two tags that can be read; longer ones are"
                                        + " holes.")
                        .within(0, 65_535));
        return new ConfigSchema(fields);
    }

    @Override
    public List<Problem> check(Config config) {
        List<Problem> problems = new ArrayList<>(SimulatorFields.check("MODB-0302", config));
        for (TagTable.Entry entry : TagSchema.of(config).entries()) {
            try {
                ModbusAddress.of(entry.tag(), ModbusConfig.defaults(config));
            } catch (AddressFault fault) {
                problems.add(fault.problem().at(entry.place()));
            }
        }
        for (String unit : config.texts("silentUnits")) {
            if (!unit.matches("\\d{1,3}") || Integer.parseInt(unit) > 255) {
                problems.add(
                        Problem.error(
                                        "MODB-0205",
                                        "silentUnits",
                                        "There is no unit " + unit + ".",
                                        "Write units from 0 to 255, such as [3, 7].")
                                .at(config.placeOf("silentUnits")));
            }
        }
        return problems;
    }

    @Override
    public List<Endpoint> endpoints(Config config) {
        return List.of(SimulatorFields.of(config).endpoint());
    }

    @Override
    public Source create(SourceHost host) {
        return new ModbusSimulator(host);
    }
}
