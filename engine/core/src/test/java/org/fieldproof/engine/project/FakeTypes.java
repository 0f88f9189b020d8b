package org.fieldproof.engine.project;

import java.util.List;
import java.util.Optional;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkFactory;
import org.fieldproof.api.spi.SinkHost;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.SourceHost;

/// Connector types with every kind of field, for tests of reading; they are never started.
public final class FakeTypes {
    private static final Field HOST =
            Field.optional("host", Kind.TEXT, "127.0.0.1", "Address to listen on or to dial.");
    private static final Field PORT =
            Field.optional("port", Kind.INTEGER, "0", "TCP port.").within(0, 65_535);

    private FakeTypes() {}

    public static Catalog catalog() {
        return new Catalog(
                List.of(
                        new FakeSource("listener", listener()),
                        new FakeSource("simulator", simulator()),
                        new FakeSource("subscriber", subscriber())),
                List.of(new FakeSink("broker", broker()), new FakeSink("table", table())),
                List.of());
    }

    private static ConfigSchema listener() {
        return ConfigSchema.of(
                HOST,
                PORT,
                Field.group(
                        "tls",
                        false,
                        "Encryption.",
                        Field.choice(
                                "identity", "installation", "Whose key.", "installation", "files"),
                        Field.optional("certificate", Kind.PATH, "", "PEM file."),
                        Field.optional("key", Kind.PATH, "", "PEM file.")),
                Field.optional("keepAlive", Kind.DURATION, "60s", "Longest silence.")
                        .within(1_000_000_000L, 3_600_000_000_000L),
                Field.optional("payloadLimit", Kind.BYTES, "1MiB", "Largest payload.")
                        .within(1, 256L << 20),
                Field.optional("anonymous", Kind.FLAG, "false", "Whether strangers may come."));
    }

    private static ConfigSchema subscriber() {
        return ConfigSchema.of(
                HOST, PORT, Field.optional("filters", Kind.LIST_OF_TEXT, "", "What to read."));
    }

    private static ConfigSchema simulator() {
        return ConfigSchema.of(
                Field.required("target", Kind.TEXT, "Connection to publish to."),
                Field.groups(
                        "devices",
                        true,
                        "The devices.",
                        Field.required("id", Kind.TEXT, "Client id."),
                        Field.required("topic", Kind.TEXT, "Topic."),
                        Field.optional("ratePerSecond", Kind.DECIMAL, "1", "Messages a second.")
                                .within(0, 100_000)));
    }

    private static ConfigSchema broker() {
        return ConfigSchema.of(
                Field.optional("connectTo", Kind.TEXT, "", "Connection or stand-in."),
                HOST,
                PORT,
                Field.optional("user", Kind.TEXT, "", "User name."),
                Field.optional("password", Kind.SECRET, "", "Password."),
                Field.optional("topic", Kind.TEXT, "{topic}", "Where to publish."));
    }

    private static ConfigSchema table() {
        return ConfigSchema.of(Field.optional("table", Kind.TEXT, "readings", "Table."));
    }

    private static List<Endpoint> endpoint(ConfigSchema schema, Config config) {
        boolean dials = schema.field("host").isPresent();
        boolean elsewhere = schema.field("connectTo").isPresent() && config.has("connectTo");
        return dials && !elsewhere
                ? List.of(new Endpoint(config.text("host"), (int) config.integer("port")))
                : List.of();
    }

    public record FakeSource(String type, ConfigSchema schema) implements SourceFactory {
        @Override
        public String title() {
            return "A " + type;
        }

        @Override
        public boolean hasDevices() {
            return !type.equals("simulator");
        }

        @Override
        public List<Problem> check(Config config) {
            return schema.field("anonymous").isPresent() && config.flag("anonymous")
                    ? List.of(Problem.warning("MQTT-0199", "listener", "Open.", "Close it."))
                    : List.of();
        }

        @Override
        public List<Endpoint> endpoints(Config config) {
            return endpoint(schema, config);
        }

        @Override
        public List<String> subscribes(Config config) {
            return schema.field("filters").isPresent() ? config.texts("filters") : List.of();
        }

        @Override
        public Source create(SourceHost host) {
            throw new IllegalStateException("fake: not to be started");
        }
    }

    public record FakeSink(String type, ConfigSchema schema) implements SinkFactory {
        @Override
        public String title() {
            return "A " + type;
        }

        @Override
        public List<Endpoint> endpoints(Config config) {
            return endpoint(schema, config);
        }

        @Override
        public Optional<String> publishes(Config config) {
            return schema.field("topic").isPresent()
                    ? Optional.of(config.text("topic"))
                    : Optional.empty();
        }

        @Override
        public Sink create(SinkHost host) {
            throw new IllegalStateException("fake: not to be started");
        }

        @Override
        public Optional<ReadBack> readBack(SinkHost host) {
            return Optional.empty();
        }
    }
}
