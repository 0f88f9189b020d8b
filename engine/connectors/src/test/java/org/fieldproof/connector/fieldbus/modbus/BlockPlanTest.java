package org.fieldproof.connector.fieldbus.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.connector.fieldbus.poll.AddressFault;
import org.fieldproof.connector.fieldbus.poll.BlockPlan;
import org.fieldproof.connector.fieldbus.poll.BlockPlan.Block;
import org.fieldproof.connector.fieldbus.poll.PolledTag;
import org.junit.jupiter.api.Test;

/// Harm if these break: a device refuses a whole block, or is asked a hundred times where once
/// would do.
class BlockPlanTest {
    private static final ModbusLimits USUAL = new ModbusLimits(125, 2_000, 16);

    @Test
    void neighboursAndSmallGapsShareARequest() {
        assertThat(shape(USUAL, "hr0", "hr1", "hr18", "hr36", "ir37", "co0", "co256", "co600"))
                .containsExactly(
                        "COIL 0+257",
                        "COIL 600+1",
                        "HOLDING_REGISTER 0+19",
                        "HOLDING_REGISTER 36+1",
                        "INPUT_REGISTER 37+1");
        assertThat(shape(new ModbusLimits(125, 2_000, 0), "hr0", "hr1", "hr3"))
                .containsExactly("HOLDING_REGISTER 0+2", "HOLDING_REGISTER 3+1");
        assertThat(shape(new ModbusLimits(2, 2_000, 16), "hr0", "hr1", "hr2"))
                .containsExactly("HOLDING_REGISTER 0+2", "HOLDING_REGISTER 2+1");
        assertThat(shape(USUAL, "2:hr0", "1:hr1"))
                .containsExactly("HOLDING_REGISTER 1+1", "HOLDING_REGISTER 0+1");
    }

    @Test
    void everyTagIsAskedOnceAndNoRequestPassesTheLimitsMod4() {
        SplittableRandom random = new SplittableRandom(42);
        String[] types = {"uint16", "float32", "float64", "string[40]"};
        for (int round = 0; round < 300; round++) {
            ModbusLimits limits =
                    new ModbusLimits(
                            random.nextInt(20, 126), random.nextInt(1, 2_001), random.nextInt(30));
            List<PolledTag<ModbusPoint>> tags = new ArrayList<>();
            for (int i = random.nextInt(1, 200); i > 0; i--) {
                boolean bits = random.nextBoolean();
                String place =
                        random.nextInt(1, 3)
                                + (bits ? ":co" : ":hr")
                                + random.nextInt(65_000, 65_516);
                tags.add(tag(place, bits ? "" : types[random.nextInt(4)]));
            }
            List<Block<ModbusPoint>> blocks = limits.plan().blocks(tags);
            int asked = 0;
            for (Block<ModbusPoint> block : blocks) {
                int most =
                        block.tags().getFirst().point().table().isBits()
                                ? limits.bits()
                                : limits.registers();
                assertThat(block.count()).isBetween(1, most);
                assertThat(block.start() + block.count()).isLessThanOrEqualTo(65_536);
                for (PolledTag<ModbusPoint> tag : block.tags()) {
                    asked++;
                    assertThat(tag.point().bank()).isEqualTo(block.bank());
                    assertThat(tag.point().offset()).isGreaterThanOrEqualTo(block.start());
                    assertThat(tag.point().end())
                            .isLessThanOrEqualTo(block.start() + block.count());
                }
            }
            assertThat(asked).as("round " + round).isEqualTo(tags.size());
        }
    }

    @Test
    void aBlockIsHalvedWhereNoValueIsTorn() {
        List<PolledTag<ModbusPoint>> tags =
                List.of(tag("hr0", "float64"), tag("hr2", "uint16"), tag("hr4", "uint16"));
        List<Block<ModbusPoint>> halves = BlockPlan.halves(BlockPlan.block(tags));
        assertThat(halves).extracting(Block::start).containsExactly(0, 4);
        assertThat(BlockPlan.halves(halves.getFirst())).isEmpty();
    }

    @Test
    void aCutIsRememberedAndOnlyThere() {
        BlockPlan<ModbusPoint> plan = USUAL.plan();
        List<PolledTag<ModbusPoint>> tags =
                List.of(tag("hr0", ""), tag("hr5", ""), tag("hr9", ""), tag("hr12", ""));
        assertThat(plan.blocks(tags)).hasSize(1);
        Block<ModbusPoint> alone = BlockPlan.block(tags.subList(1, 2));
        plan.cutBefore(alone);
        plan.cutBehind(alone, tags);
        assertThat(plan.blocks(tags)).extracting(Block::start).containsExactly(0, 5, 9);
    }

    @Test
    void aDeadUnitIsLeftAloneLongerAndLongerAndOneAnswerRaisesItMod3() {
        UnitGuard guard = new UnitGuard(2, 100);
        assertThat(guard.silent(0)).isFalse();
        assertThat(guard.resting(0)).isFalse();
        assertThat(guard.silent(10)).isTrue();
        assertThat(guard.resting(109)).isTrue();
        assertThat(guard.resting(110)).isFalse();
        assertThat(guard.silent(110)).isFalse();
        assertThat(guard.resting(309)).isTrue();
        assertThat(guard.resting(310)).isFalse();
        for (int i = 0; i < 50; i++) {
            guard.silent(1_000);
        }
        assertThat(guard.resting(2_599)).isTrue();
        assertThat(guard.resting(2_600)).isFalse();
        assertThat(guard.answered()).isTrue();
        assertThat(guard.answered()).isFalse();
        assertThat(guard.resting(2_600)).isFalse();
    }

    private static List<String> shape(ModbusLimits limits, String... addresses) {
        List<PolledTag<ModbusPoint>> tags = new ArrayList<>();
        for (String address : addresses) {
            tags.add(tag(address, ""));
        }
        return limits.plan().blocks(tags).stream()
                .map(
                        each ->
                                each.tags().getFirst().point().table()
                                        + " "
                                        + each.start()
                                        + "+"
                                        + each.count())
                .toList();
    }

    private static PolledTag<ModbusPoint> tag(String address, String type) {
        TagDefinition tag = TagDefinition.of("t", address, type);
        DeviceHandle nobody =
                new DeviceHandle() {
                    @Override
                    public String id() {
                        return "u";
                    }

                    @Override
                    public void connected(String peer, String identity) {}

                    @Override
                    public void disconnected(String reason) {}
                };
        try {
            ModbusPoint point =
                    ModbusAddress.of(tag, new ModbusAddress.Defaults(1, 0, ByteOrder.ABCD));
            return new PolledTag<>(tag, point, "plc/t", nobody, 1, Map.of());
        } catch (AddressFault fault) {
            throw new IllegalArgumentException(fault.problem().oneLine(), fault);
        }
    }
}
