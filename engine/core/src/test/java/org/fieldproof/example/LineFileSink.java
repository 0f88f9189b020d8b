package org.fieldproof.example;

import java.nio.file.Path;
import java.util.Optional;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkFactory;
import org.fieldproof.api.spi.SinkHost;

/// A destination that is a file of lines, `epoch seq device address payload` each, of which a drill
/// can read what has really arrived.
public final class LineFileSink implements SinkFactory {

    @Override
    public String type() {
        return "line-file";
    }

    @Override
    public String title() {
        return "A file of lines";
    }

    @Override
    public ConfigSchema schema() {
        return ConfigSchema.of(
                Field.required("file", Kind.TEXT, "Name of the file in its own folder."));
    }

    /// A backlog for one file never goes into another.
    @Override
    public String targetOf(Config config) {
        return config.text("file");
    }

    @Override
    public Sink create(SinkHost host) {
        return new LineFile(host, file(host));
    }

    @Override
    public Optional<ReadBack> readBack(SinkHost host) {
        return Optional.of(new LineFileReader(file(host)));
    }

    private static Path file(ConnectorContext context) {
        return context.dataDirectory().resolve(context.config().text("file"));
    }
}
