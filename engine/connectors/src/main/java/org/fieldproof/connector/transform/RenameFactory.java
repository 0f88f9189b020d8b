package org.fieldproof.connector.transform;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.Transform;
import org.fieldproof.api.spi.TransformFactory;
import org.fieldproof.api.spi.TransformHost;
import org.fieldproof.api.spi.TransformOutcome;

/// `rename`: another address or device name, made from what there is.
public final class RenameFactory implements TransformFactory {
    private static final int NAME_CHARS_MAX = 65_535;

    /// For `ServiceLoader`.
    public RenameFactory() {}

    @Override
    public String type() {
        return "rename";
    }

    @Override
    public String title() {
        return "Another address or device name";
    }

    @Override
    public ConfigSchema schema() {
        String places = "{address}, {device}, {connection}, and {0}, {1}... for address levels.";
        return ConfigSchema.of(
                Field.optional("address", Kind.TEXT, "{address}", "Template with " + places),
                Field.optional("device", Kind.TEXT, "{device}", "Template with " + places));
    }

    @Override
    public List<Problem> check(Config config) {
        List<Problem> problems = new ArrayList<>();
        for (String field : List.of("address", "device")) {
            try {
                Template.of(config.text(field));
            } catch (IllegalArgumentException e) {
                problems.add(
                        Faults.at(
                                config,
                                field,
                                "The template cannot be used: " + e.getMessage() + ".",
                                "Write it such as site-7/{address} or {1}/{device}."));
            }
        }
        return problems;
    }

    @Override
    public Transform create(TransformHost host) {
        Template address = Template.of(host.config().text("address"));
        Template device = Template.of(host.config().text("device"));
        return Guarded.bySize(
                host,
                record ->
                        new TransformOutcome.Passed(
                                record.withNames(
                                        named(device.of(record)), named(address.of(record)))));
    }

    @Override
    public boolean keepsPayloads(Config config) {
        return config.text("device").equals("{device}");
    }

    private static String named(String made) throws Unfit {
        if (made.isBlank() || made.length() > NAME_CHARS_MAX) {
            throw new Unfit(
                    "XFRM-0216",
                    "The template gives a name that is empty or too long.",
                    "Correct the template.");
        }
        return made;
    }
}
