package org.fieldproof.connector.combine;

import java.util.List;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.Accompanied;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.SourceHost;

/// Makes connections of type `combine`.
public final class CombineFactory implements SourceFactory {

    /// For `ServiceLoader`.
    public CombineFactory() {}

    @Override
    public String type() {
        return "combine";
    }

    @Override
    public String name() {
        return "Combined values";
    }

    @Override
    public String title() {
        return "Values of several connections in one record";
    }

    @Override
    public ConfigSchema schema() {
        return CombineConfig.schema();
    }

    @Override
    public List<Problem> check(Config config) {
        return CombineConfig.check(config);
    }

    @Override
    public boolean accompanies() {
        return true;
    }

    @Override
    public List<Accompanied> accompanied(Config config) {
        return CombineConfig.accompanied(config);
    }

    @Override
    public Source create(SourceHost host) {
        return new CombineSource(host, CombineConfig.of(host.config()));
    }
}
