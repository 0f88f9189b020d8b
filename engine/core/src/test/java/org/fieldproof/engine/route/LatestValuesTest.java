package org.fieldproof.engine.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.junit.jupiter.api.Test;

/// The newest record of every address, within bounds. Harm: an engineer looks in vain for an
/// address whose values are delivered all the time, and nothing says why.
class LatestValuesTest {
    private final List<String> told = new ArrayList<>();
    private final LatestValues latest =
            new LatestValues(
                    RouteTable.of(
                            new ProjectDefinition(
                                    Path.of("unused"),
                                    "test",
                                    "",
                                    "",
                                    List.of(),
                                    List.of(),
                                    List.of(),
                                    List.of(),
                                    List.of(),
                                    new ProjectDefinition.Limits(4 << 20, 1 << 20, 1 << 20, 0)),
                            List.of()),
                    (level, code, object, message, detail) ->
                            told.add(level + " " + code + " " + object + ": " + message));

    @Test
    void theFirstAddressThatIsNotRememberedIsToldOnceByName() {
        for (int i = 0; i < LatestValues.ADDRESSES_MAX; i++) {
            latest.take(record("a/" + i, 1));
        }
        latest.take(record("a/7", 1));
        assertThat(told).as("all of them are remembered").isEmpty();
        latest.take(record("one/more", 1));
        latest.take(record("and/another", 1));
        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("WARNING APP-0306 connection plant: ")
                .contains("100000", "one/more");
        assertThat(latest.read("a/7", 1).values()).hasSize(1);
        assertThat(latest.read("one/more", 1).values()).isEmpty();
    }

    private static FieldRecord record(String address, int bytes) {
        return new FieldRecord(
                new UUID(0, 1),
                1,
                "plant",
                "device",
                address,
                new byte[bytes],
                PayloadEncoding.BYTES,
                Quality.GOOD,
                0,
                0,
                0,
                false,
                false,
                List.of());
    }
}
