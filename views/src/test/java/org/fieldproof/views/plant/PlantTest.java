package org.fieldproof.views.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot.DeviceState;
import org.fieldproof.views.fake.FakeGateway;
import org.fieldproof.views.fake.FakePlant;
import org.fieldproof.views.fake.FakeWorkspace;
import org.junit.jupiter.api.Test;

/// What a place says of what stands there. Harm if it breaks: a hall in trouble looks well.
final class PlantTest {
    private final FakeGateway gateway = new FakeWorkspace().gateway;

    private Plant plant(List<DeviceSnapshot> devices) {
        gateway.standing = devices;
        return Plant.of(gateway.snapshot());
    }

    private Branch at(Plant plant, String path) {
        return plant.at(path).orElseThrow();
    }

    @Test
    void aPlaceAddsUpWhatStandsAtItAndBelow() {
        Plant plant =
                plant(
                        new FakePlant()
                                .with("a", "north/hall-2", DeviceState.STALE, 9_000)
                                .with("b", "north/hall-2/line-1")
                                .with("c", "north", DeviceState.CONNECTED, -1, DeviceClass.LIVE)
                                .with("d", "south/hall-1", DeviceState.DISCONNECTED, 4_000)
                                .with("e", "")
                                .devices());
        Branch north = at(plant, "north");
        assertThat(north.devices()).isEqualTo(3);
        assertThat(north.silent()).isEqualTo(1);
        assertThat(north.disconnected()).isZero();
        assertThat(north.oldestAgeMs()).isEqualTo(9_000);
        assertThat(north.classes()).containsExactlyInAnyOrder(DeviceClass.SIM, DeviceClass.LIVE);
        assertThat(north.perSecond()).isEqualTo(300);
        assertThat(at(plant, "north/hall-2/line-1").worst()).as("all is well").isEmpty();
        assertThat(plant.elsewhere().devices()).isEqualTo(1);
        assertThat(plant.whole().devices()).isEqualTo(5);
        assertThat(plant.whole().connected()).isEqualTo(4);
        assertThat(plant.isKnown()).isTrue();
        assertThat(plant(new FakePlant().with("e", "").devices()).isKnown()).isFalse();
    }

    /// One that is away is worse than one that is silent, however long; one never heard of is worse
    /// than one of long ago.
    @Test
    void theWorstIsAwayTheLongest() {
        FakePlant devices =
                new FakePlant()
                        .with("well", "north/a")
                        .with("silent", "north/a", DeviceState.STALE, 900_000)
                        .with("short", "north/b", DeviceState.DISCONNECTED, 1_000)
                        .with("long", "north/a", DeviceState.DISCONNECTED, 5_000);
        assertThat(at(plant(devices.devices()), "north").worst()).isEqualTo("devices/long");
        assertThat(at(plant(devices.devices()), "north/b").worst()).isEqualTo("devices/short");
        devices.with("never", "north/c", DeviceState.DISCONNECTED, -1);
        assertThat(plant(devices.devices()).whole().worst()).isEqualTo("devices/never");
    }

    @Test
    void placesAreInTheOrderInWhichPeopleCount() {
        Plant plant =
                plant(
                        new FakePlant()
                                .with("a", "north/hall-10")
                                .with("b", "north/hall-2")
                                .with("c", "north/Hall-3")
                                .with("d", "annex")
                                .with("e", "north/hall-02")
                                .devices());
        assertThat(plant.places(10))
                .extracting(Branch::path)
                .containsExactly(
                        "annex",
                        "north",
                        "north/hall-02",
                        "north/hall-2",
                        "north/Hall-3",
                        "north/hall-10");
        assertThat(plant.places(3)).hasSize(3);
    }

    /// Harm: two halls whose names differ in case only are one, or the order of a list is none.
    @Test
    void theOrderOfNamesIsOne() {
        Random random = new Random(7);
        List<String> names = new ArrayList<>(List.of("", "a", "A", "0", "00", "a0", "a00", "a01"));
        for (int i = 0; i < 200; i++) {
            StringBuilder name = new StringBuilder();
            for (int j = random.nextInt(5); j >= 0; j--) {
                name.append("aAb019-".charAt(random.nextInt(7)));
            }
            names.add(name.toString());
        }
        for (String a : names) {
            for (String b : names) {
                int ab = Integer.signum(NameOrder.AS_COUNTED.compare(a, b));
                assertThat(ab).isEqualTo(-Integer.signum(NameOrder.AS_COUNTED.compare(b, a)));
                assertThat(ab == 0).as("%s and %s", a, b).isEqualTo(a.equals(b));
            }
        }
        List<String> once = names.stream().distinct().sorted(NameOrder.AS_COUNTED).toList();
        for (int i = 0; i < once.size(); i++) {
            for (int j = i + 1; j < once.size(); j++) {
                assertThat(NameOrder.AS_COUNTED.compare(once.get(i), once.get(j)))
                        .as("%s before %s", once.get(i), once.get(j))
                        .isNegative();
            }
        }
    }

    /// An alarm of a connection stands as far as all of its devices stand together.
    @Test
    void whatHasANameOnlyStandsWhereItsDevicesStand() {
        gateway.standing =
                new FakePlant()
                        .with("a", "north/hall-2/line-1")
                        .with("b", "north/hall-2/line-2")
                        .devices();
        Locations locations =
                Locations.of(
                        gateway.snapshot(),
                        List.of("device devices/a", "connection devices", "lane upstream"));
        assertThat(locations.of("device devices/a")).isEqualTo("north/hall-2/line-1");
        assertThat(locations.of("connection devices")).isEqualTo("north/hall-2");
        assertThat(locations.of("lane upstream")).isEmpty();
        assertThat(locations.of("device devices/b")).as("not asked for").isEmpty();
        assertThat(Locations.areIn(gateway.snapshot())).isTrue();
        gateway.standing = new FakePlant().with("a", "").devices();
        assertThat(Locations.areIn(gateway.snapshot())).isFalse();
        assertThat(Locations.common("a/b", "a/bc")).isEqualTo("a");
        assertThat(Locations.common("a", "")).isEmpty();
    }

    @Test
    void aPlaceIsAFilterOfTheList() {
        assertThat(Locations.filter("north/hall-2"))
                .isEqualTo("(location:north/hall-2/* or location=north/hall-2)");
        assertThat(Locations.filter("north/hall 2"))
                .isEqualTo("(location:\"north/hall 2/*\" or location=\"north/hall 2\")");
        assertThat(Locations.filter("")).isEqualTo("location=\"\"");
    }
}
