package org.fieldproof.engine.project;

import java.util.List;
import java.util.function.Function;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.tag.TagSchema;

/// A type of source that takes tags and is never started.
///
/// @param found what it finds wrong with a connection
record FakePoller(Function<Config, List<Problem>> found) implements SourceFactory {
    @Override
    public String type() {
        return "poller";
    }

    @Override
    public String title() {
        return "A poller";
    }

    @Override
    public ConfigSchema schema() {
        return new ConfigSchema(TagSchema.FIELDS);
    }

    @Override
    public List<Problem> check(Config config) {
        return found.apply(config);
    }

    @Override
    public Source create(SourceHost host) {
        throw new IllegalStateException("fake: not to be started");
    }
}
