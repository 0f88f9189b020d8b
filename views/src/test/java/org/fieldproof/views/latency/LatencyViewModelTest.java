package org.fieldproof.views.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.fieldproof.api.command.Command;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.api.Test;

final class LatencyViewModelTest {

    @Test
    void aP99OfFewerThanAHundredSamplesIsHollow() {
        FakeDesk fake = new FakeDesk();
        LatencyViewModel model = new LatencyViewModel(fake.desk);
        fake.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "c", null));
        var rows = model.rows(fake.after(20).snapshot());
        LatencyRow few = rows.getLast();
        assertThat(few.count()).isEqualTo("37");
        assertThat(few.p99()).startsWith("(").endsWith(")");
        assertThat(few.p99Class()).isEqualTo("fp-muted");
        LatencyRow many = rows.getFirst();
        assertThat(many.p99()).doesNotContain("(");
        assertThat(many.p99Class()).isEqualTo("fp-value");
    }

    @Test
    void noSamplesAreDashesNotZeros() {
        FakeDesk fake = new FakeDesk();
        fake.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "c", null));
        var rows = new LatencyViewModel(fake.desk).rows(fake.after(20).snapshot());
        LatencyRow none = rows.get(5);
        assertThat(none.count()).isEqualTo("0");
        assertThat(none.p50()).isEqualTo("–");
    }
}
