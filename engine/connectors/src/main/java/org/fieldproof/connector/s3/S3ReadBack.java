package org.fieldproof.connector.s3;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorHost;
import org.fieldproof.api.spi.ReadBack;

/// Lists the bucket and reads the objects, past every link. A bucket has no order of arrival;
/// objects come by their first seq.
final class S3ReadBack implements ReadBack {
    private final ConnectorHost host;
    private final S3Config config;
    private final S3Problems problems;

    S3ReadBack(ConnectorHost host, S3Config config) {
        this.host = host;
        this.config = config;
        this.problems = new S3Problems(host.id(), config);
    }

    @Override
    public void begin() throws ConnectorException {
        try (Bucket bucket = open()) {
            if (!bucket.exists()) {
                throw new ConnectorException(problems.noBucket());
            }
        }
    }

    @Override
    public void arrivals(UUID epoch, long fromSeq, long toSeq, Consumer<Arrival> each)
            throws ConnectorException {
        try (Bucket bucket = open()) {
            List<ObjectName> names =
                    bucket.list(config.folder()).stream()
                            .filter(name -> name.epoch().equals(epoch))
                            .filter(name -> name.overlaps(fromSeq, toSeq))
                            .sorted(Comparator.comparingLong(ObjectName::first))
                            .toList();
            for (ObjectName name : names) {
                bucket.read(
                        name,
                        arrival -> {
                            if (arrival.seq() >= fromSeq && arrival.seq() <= toSeq) {
                                each.accept(arrival);
                            }
                        });
            }
        }
    }

    @Override
    public void close() {
        // Each call has a connection of its own and has closed it.
    }

    private Bucket open() throws ConnectorException {
        return Bucket.of(host, config, problems, LinkTable.direct());
    }
}
