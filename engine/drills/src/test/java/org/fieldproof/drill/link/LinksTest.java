package org.fieldproof.drill.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.fieldproof.api.drill.Fault;
import org.fieldproof.api.drill.StoreDoor;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.snapshot.LinkSnapshot;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.time.GatewayClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinksTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Links links =
            new Links(GatewayClock.system(), new Random(1), (link, fault) -> {});

    @AfterEach
    void close() {
        links.close();
    }

    @Test
    void whoHasNoLinkDialsDirectly() throws ConnectorException {
        Endpoint target = new Endpoint("broker.plant.example", 8883);

        assertThat(links.dial("upstream", target)).isEqualTo(target);
        assertThat(links.snapshots()).isEmpty();
        assertThatThrownBy(() -> links.inject("upstream", new Fault.Down(), LONG))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoHasOneGoesThroughIt() throws ConnectorException {
        links.add("upstream");

        Endpoint front = links.dial("upstream", new Endpoint("127.0.0.1", 1883));

        assertThat(front.host()).isEqualTo("127.0.0.1");
        LinkSnapshot link = links.snapshots().getFirst();
        assertThat(link.target()).isEqualTo("127.0.0.1:1883");
        assertThat(link.fault()).isEmpty();
        assertThat(link.healsInMs()).isEqualTo(-1);
    }

    @Test
    void onlyWhatSurelyStaysOnThisMachineIsSim() throws ConnectorException {
        links.add("unknown");
        assertThat(links.classOf("unknown")).isEqualTo(DeviceClass.LIVE);

        String[] here = {"127.0.0.1", "127.8.9.10", "::1", "localhost", "LOCALHOST"};
        String[] elsewhere = {"10.1.2.3", "broker.plant.example", "localhost.example", "fe80::1"};
        for (String host : here) {
            links.add(host);
            var _ = links.dial(host, new Endpoint(host, 1));
            assertThat(links.classOf(host)).as(host).isEqualTo(DeviceClass.SIM);
        }
        for (String host : elsewhere) {
            links.add(host);
            var _ = links.dial(host, new Endpoint(host, 1));
            assertThat(links.classOf(host)).as(host).isEqualTo(DeviceClass.LIVE);
        }
    }

    @Test
    void oneLiveTargetMakesTheWholeLinkLive() throws ConnectorException {
        links.add("upstream");
        var _ = links.dial("upstream", new Endpoint("127.0.0.1", 1));
        var _ = links.dial("upstream", new Endpoint("10.1.2.3", 1));

        assertThat(links.classOf("upstream")).isEqualTo(DeviceClass.LIVE);
    }

    @Test
    void aStoreInThisProcessHasADoorThatIsShutWhileItsLinkIsDown() {
        assertThat(links.door("local")).as("not proxied").isEmpty();
        links.add("local");
        assertThat(links.classOf("local")).as("not asked for yet").isEqualTo(DeviceClass.LIVE);

        StoreDoor door = links.door("local").orElseThrow();
        door.opened();
        door.carried(120);
        LinkSnapshot link = links.snapshots().getFirst();
        assertThat(link.target()).isEqualTo("this process");
        assertThat(link.deviceClass()).isEqualTo(DeviceClass.SIM);
        assertThat(link.connections()).isEqualTo(1);
        assertThat(link.bytesTotal()).isEqualTo(120);
        assertThat(door.isShut()).isFalse();

        links.inject("local", new Fault.Hang(), LONG);
        assertThat(door.isShut()).as("nothing else shuts it").isFalse();
        links.inject("local", new Fault.Down(), LONG);
        assertThat(door.isShut()).isTrue();
        door.closed();
        door.refused();
        assertThat(links.link("local").orElseThrow().counters().refusedTotal()).isEqualTo(1);
        assertThat(links.snapshots().getFirst().connections()).isZero();

        links.healAll();
        assertThat(door.isShut()).isFalse();
    }

    @Test
    void healAllLeavesNoFaultAnywhere() {
        links.add("a");
        links.add("b");
        links.inject("a", new Fault.Down(), LONG);
        links.inject("b", new Fault.Hang(), LONG);
        assertThat(links.snapshots())
                .extracting(LinkSnapshot::fault)
                .containsExactly("down", "hang");

        assertThat(links.healAll()).isEqualTo(2);
        assertThat(links.healAll()).isZero();
        assertThat(links.snapshots()).extracting(LinkSnapshot::fault).containsOnly("");
    }
}
