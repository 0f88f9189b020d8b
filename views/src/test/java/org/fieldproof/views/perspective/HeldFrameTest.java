package org.fieldproof.views.perspective;

import static org.assertj.core.api.Assertions.assertThat;

import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.bridge.History;
import org.fieldproof.views.bridge.TimeRing;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a chart that was frozen to be looked at runs empty under the eyes.
final class HeldFrameTest {

    @Test
    void aFrozenChartKeepsItsPointsHoweverLongItStands() {
        FakeDesk desk = new FakeDesk();
        Frame now = desk.after(20);
        HeldFrame held = desk.desk.held();
        held.freeze(0);
        TimeRing ring = held.at(now).history().series(History.LOG_RECORDS);
        int size = ring.size();
        long first = ring.atMillis(0);
        assertThat(size).isGreaterThan(50);
        // More beats than a series has room for.
        Frame later = desk.after(4000);
        assertThat(later.history().series(History.LOG_RECORDS).atMillis(0)).isGreaterThan(first);
        TimeRing still = held.at(later).history().series(History.LOG_RECORDS);
        assertThat(still.size()).isEqualTo(size);
        assertThat(still.atMillis(0)).isEqualTo(first);
        held.follow();
        assertThat(held.at(later)).isSameAs(later);
    }
}
