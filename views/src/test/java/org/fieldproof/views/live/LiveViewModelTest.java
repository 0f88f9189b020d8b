package org.fieldproof.views.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.fieldproof.api.command.Command;
import org.fieldproof.views.bridge.JsonNumbers;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.api.Test;

final class LiveViewModelTest {

    private final FakeDesk fake = new FakeDesk();
    private final LiveViewModel model = new LiveViewModel(fake.desk);
    private List<LiveRow> rows = List.of();

    private void read() {
        fake.desk
                .commands()
                .send(
                        new Command.ReadLatest("#", 500),
                        outcome -> {
                            LiveViewModel.Reading made = model.reading(outcome);
                            model.take(made);
                            rows = made.rows();
                        });
    }

    @Test
    void everyValueCarriesItsQualityAndItsAge() {
        read();
        assertThat(rows).hasSize(9);
        LiveRow doubtful = rows.get(7);
        assertThat(doubtful.quality()).isEqualTo("uncertain");
        assertThat(doubtful.valueClass()).isEqualTo("fp-live-doubtful");
        assertThat(doubtful.age()).isEqualTo("1:03");
    }

    @Test
    void theNumbersOfAMessageAreOffered() {
        read();
        assertThat(model.numbersOf(rows.getFirst().id())).containsExactly("n", "bar", "degC");
    }

    /// Harm: what is shown first is the device's clock, a line that only rises.
    @Test
    void whatIsShownFirstIsMeasured() {
        read();
        assertThat(model.measuredOf(rows.getFirst().id())).contains("bar");
        assertThat(
                        JsonNumbers.measured(
                                JsonNumbers.of("{\"n\":7,\"t\":1795797469171,\"bar\":6.5}")))
                .contains("bar");
        assertThat(JsonNumbers.measured(JsonNumbers.of("{\"n\":7}"))).contains("n");
        assertThat(JsonNumbers.measured(Map.of())).isEmpty();
    }

    @Test
    void numbersAreFoundOnlyWhereTheyAreNumbers() {
        assertThat(JsonNumbers.of("{\"a\":1.5,\"b\":\"2\",\"c\":{\"d\":-3e2}}"))
                .containsExactly(Map.entry("a", 1.5), Map.entry("d", -300.0));
        assertThat(JsonNumbers.of(" 42 ")).containsEntry("", 42.0);
        assertThat(JsonNumbers.of("not json")).isEmpty();
        assertThat(JsonNumbers.of("{\"a\":1x}")).isEmpty();
    }
}
