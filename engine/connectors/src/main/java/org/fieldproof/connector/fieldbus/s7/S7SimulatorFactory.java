package org.fieldproof.connector.fieldbus.s7;

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

/// Makes stand-ins of type `s7-simulator`.
public final class S7SimulatorFactory implements SourceFactory {

    /// For `ServiceLoader`.
    public S7SimulatorFactory() {}

    @Override
    public String type() {
        return "s7-simulator";
    }

    @Override
    public String name() {
        return "S7 simulator";
    }

    @Override
    public String title() {
        return "Simulated Siemens S7 PLC";
    }

    @Override
    public ConfigSchema schema() {
        List<Field> fields = new ArrayList<>(SimulatorFields.fields(1102));
        fields.add(
                Field.optional(
                                "slot",
                                Kind.INTEGER,
                                "-1",
                                "The only slot that connections are taken for; -1 for any.")
                        .within(-1, 31));
        fields.add(
                Field.choice(
                        "mode",
                        "run",
                        "Operating mode that the PLC tells, to see what its readers do.",
                        "run",
                        "stop"));
        fields.add(
                Field.optional(
                        "accessRefused",
                        Kind.FLAG,
                        "false",
                        "Whether it refuses to be read, as a PLC without PUT/GET."));
        return new ConfigSchema(fields);
    }

    @Override
    public List<Problem> check(Config config) {
        List<Problem> problems = new ArrayList<>(SimulatorFields.check("S7-0302", config));
        for (TagTable.Entry entry : TagSchema.of(config).entries()) {
            try {
                S7Address.of(entry.tag());
            } catch (AddressFault fault) {
                problems.add(fault.problem().at(entry.place()));
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
        return new S7Simulator(host);
    }
}
