package org.fieldproof.connector.fieldbus.modbus;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Counter;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.connector.fieldbus.modbus.ModbusLine.Answer;
import org.fieldproof.connector.fieldbus.poll.BlockPlan;
import org.fieldproof.connector.fieldbus.poll.BlockPlan.Block;
import org.fieldproof.connector.fieldbus.poll.DialSpacing;
import org.fieldproof.connector.fieldbus.poll.FieldDevice;
import org.fieldproof.connector.fieldbus.poll.LineLostException;
import org.fieldproof.connector.fieldbus.poll.PolledTag;
import org.fieldproof.connector.fieldbus.poll.TagOutlet;
import org.jspecify.annotations.Nullable;

/// The units behind one Modbus connection: asks block by block, and decides what a silence or an
/// exception means. Confined to the source's thread, but for [#close()].
final class ModbusDevice implements FieldDevice<ModbusPoint> {
    private static final String SILENT = "timeout";
    private static final int ILLEGAL_ADDRESS = 2;
    private static final int ILLEGAL_VALUE = 3;
    private static final int GATEWAY_PATH = 10;
    private static final int GATEWAY_TARGET = 11;

    private final SourceHost host;
    private final ModbusConfig config;
    private final String object;
    private final List<PolledTag<ModbusPoint>> tags;
    private final TagOutlet outlet;
    private final BlockPlan<ModbusPoint> plan;
    private final IdentityHashMap<List<PolledTag<ModbusPoint>>, List<Block<ModbusPoint>>> blocks =
            new IdentityHashMap<>();
    private final Map<Integer, UnitGuard> guards = new TreeMap<>();
    /// Units without an answer in this cycle, and what their tags say of it.
    private final Map<Integer, String> silent = new HashMap<>();
    /// Why a unit that is left alone was last without an answer.
    private final Map<Integer, String> causes = new HashMap<>();
    private final DialSpacing spacing = new DialSpacing();
    private final Counter requests;
    private final Counter timeouts;
    private final Counter wrongAnswers;
    // Written by our thread, closed by any.
    private volatile @Nullable ModbusLine line;

    ModbusDevice(
            SourceHost host,
            ModbusConfig config,
            List<PolledTag<ModbusPoint>> tags,
            TagOutlet outlet) {
        this.host = host;
        this.config = config;
        this.tags = tags;
        this.outlet = outlet;
        object = "connection " + host.id();
        plan = config.limits().plan();
        requests = host.meters().counter("requests", "requests");
        timeouts = host.meters().counter("timeouts", "requests");
        wrongAnswers = host.meters().counter("wrongAnswers", "answers");
        for (PolledTag<ModbusPoint> tag : tags) {
            guards.computeIfAbsent(
                    tag.point().unit(),
                    _ -> new UnitGuard(config.demoteAfter(), config.retryNanos()));
        }
    }

    @Override
    public void open() throws LineLostException {
        spacing.dialled(host.clock().nanoTime());
        try {
            line =
                    ModbusLine.open(
                            config.target().dial(host),
                            config.poll().connectMillis(),
                            config.poll().timeoutMillis(),
                            host.clock());
        } catch (IOException e) {
            throw new LineLostException(
                    config.target().unreachable("MODB-0101", object, e), "disconnected", false, e);
        } catch (ConnectorException e) {
            throw new LineLostException(e.problem(), "disconnected", false, e);
        }
    }

    @Override
    public long untilDialNanos(long nowNanos) {
        return spacing.untilNanos(nowNanos);
    }

    @Override
    public void read(List<PolledTag<ModbusPoint>> group) throws LineLostException {
        silent.clear();
        boolean allDemoted = guards.values().stream().allMatch(UnitGuard::isDemoted);
        for (Block<ModbusPoint> block : blocks.computeIfAbsent(group, plan::blocks)) {
            UnitGuard guard = guard(unitOf(block));
            // Where no unit answers there is no neighbour to protect, and the loop keeps the pace.
            if (guard.resting(host.clock().nanoTime()) && !allDemoted) {
                block.tags().forEach(tag -> outlet.lost(tag, cause(unitOf(block))));
            } else {
                ask(block);
            }
        }
        if (guards.values().stream().allMatch(UnitGuard::isDemoted)) {
            throw new LineLostException(
                    Problem.error(
                            "MODB-0103",
                            object,
                            "The device at "
                                    + config.target().shown()
                                    + " takes the connection, but no unit answers.",
                            "Check the unit numbers, the serial line behind a gateway, and"
                                    + " timeout; it is tried again by itself."),
                    SILENT,
                    false,
                    new SocketTimeoutException("no unit answers"));
        }
    }

    private String cause(int unit) {
        return causes.getOrDefault(unit, SILENT);
    }

    /// Asks for a block and hands out what comes.
    ///
    /// @return true where every tag of the block was read with this one request
    private boolean ask(Block<ModbusPoint> block) throws LineLostException {
        @Nullable String already = silent.get(unitOf(block));
        if (already != null) {
            block.tags().forEach(tag -> outlet.lost(tag, already));
            return false;
        }
        try {
            return switch (exchange(block)) {
                case Answer.Values(byte[] bytes) -> {
                    answered(unitOf(block));
                    for (PolledTag<ModbusPoint> tag : block.tags()) {
                        outlet.reading(tag, tag.point().read(bytes, block.start()));
                    }
                    yield true;
                }
                case Answer.Refusal(int code) -> exception(block, code);
            };
        } catch (SocketTimeoutException e) {
            timeouts.increment();
            // The answer may still come, and must meet nobody (MOD-1).
            close();
            unanswered(block, SILENT);
        } catch (ModbusLine.WrongAnswerException e) {
            wrongAnswers.increment();
            close();
            host.event(
                    GatewayEvent.Level.WARNING,
                    "MODB-0104",
                    object,
                    "Unit "
                            + unitOf(block)
                            + " sent what is no answer to the request ("
                            + e.getMessage()
                            + "); the line was dropped. Check for a second master on the line,"
                            + " and raise timeout if answers are late.",
                    Map.of("unit", String.valueOf(unitOf(block))));
            unanswered(block, "wrong-answer");
        } catch (IOException e) {
            throw new LineLostException(hungUp(e), "disconnected", false, e);
        }
        return false;
    }

    /// One question. A line that the device closed while it was idle is opened again once.
    private Answer exchange(Block<ModbusPoint> block) throws IOException, LineLostException {
        boolean fresh = line == null;
        try {
            return open(block);
        } catch (SocketTimeoutException | ModbusLine.WrongAnswerException e) {
            throw e;
        } catch (IOException e) {
            if (fresh) {
                throw e;
            }
            close();
            return open(block);
        }
    }

    private Answer open(Block<ModbusPoint> block) throws IOException, LineLostException {
        @Nullable ModbusLine present = line;
        if (present == null) {
            long waitNanos = untilDialNanos(host.clock().nanoTime());
            while (waitNanos > 0) {
                LockSupport.parkNanos(waitNanos);
                waitNanos = untilDialNanos(host.clock().nanoTime());
            }
            open();
            present = line;
        }
        if (present == null) {
            throw new java.io.EOFException("closed");
        }
        present.ask(unitOf(block), tableOf(block), block.start(), block.count());
        requests.increment();
        return present.answer(unitOf(block), tableOf(block), block.count());
    }

    /// Whether a gateway says that it cannot reach the unit, so that the unit did not answer.
    static boolean isGateways(int code) {
        return code == GATEWAY_PATH || code == GATEWAY_TARGET;
    }

    /// What an exception code means for the block (MOD-2, MOD-5).
    private boolean exception(Block<ModbusPoint> block, int code) throws LineLostException {
        if (isGateways(code)) {
            unanswered(block, String.valueOf(code));
            return false;
        }
        answered(unitOf(block));
        boolean maybeHole = code == ILLEGAL_ADDRESS || code == ILLEGAL_VALUE;
        List<Block<ModbusPoint>> halves = maybeHole ? BlockPlan.halves(block) : List.of();
        if (halves.isEmpty()) {
            Reading bad = Reading.bad(String.valueOf(code));
            block.tags().forEach(tag -> outlet.reading(tag, bad));
            if (maybeHole) {
                plan.cutBefore(block);
                plan.cutBehind(block, tags);
                blocks.clear();
            }
            return false;
        }
        boolean left = ask(halves.getFirst());
        boolean right = ask(halves.getLast());
        if (left && right) {
            // Each half is sound, so the hole lies between them.
            plan.cutBefore(halves.getLast());
            blocks.clear();
        }
        return false;
    }

    private void answered(int unit) {
        if (guard(unit).answered()) {
            host.event(
                    GatewayEvent.Level.INFO,
                    "MODB-0108",
                    object,
                    "Unit " + unit + " answers again.",
                    Map.of("unit", String.valueOf(unit)));
        }
    }

    private void unanswered(Block<ModbusPoint> block, String status) {
        silent.put(unitOf(block), status);
        causes.put(unitOf(block), status);
        if (guard(unitOf(block)).silent(host.clock().nanoTime())) {
            host.event(
                    GatewayEvent.Level.WARNING,
                    "MODB-0105",
                    object,
                    "Unit "
                            + unitOf(block)
                            + " does not answer ("
                            + status
                            + ") and is asked more rarely, so that it does not slow the others."
                            + " Check the unit and its line.",
                    Map.of("unit", String.valueOf(unitOf(block))));
        }
        block.tags().forEach(tag -> outlet.lost(tag, status));
    }

    private static int unitOf(Block<ModbusPoint> block) {
        return block.tags().getFirst().point().unit();
    }

    private static ModbusTable tableOf(Block<ModbusPoint> block) {
        return block.tags().getFirst().point().table();
    }

    private Problem hungUp(IOException e) {
        return Problem.error(
                "MODB-0102",
                object,
                "The device at " + config.target().shown() + " hung up: " + e.getMessage() + ".",
                "Check whether another master holds its only connection; it is tried again by"
                        + " itself.");
    }

    private UnitGuard guard(int unit) {
        @Nullable UnitGuard guard = guards.get(unit);
        if (guard == null) {
            throw new IllegalStateException("unit: " + unit + " (expected: one of a tag)");
        }
        return guard;
    }

    @Override
    public Optional<Problem> degraded() {
        List<Integer> dead =
                guards.entrySet().stream()
                        .filter(each -> each.getValue().isDemoted())
                        .map(Map.Entry::getKey)
                        .toList();
        if (!dead.isEmpty()) {
            return Optional.of(
                    Problem.warning(
                            "MODB-0105",
                            object,
                            "No answer from unit "
                                    + String.join(", ", dead.stream().map(String::valueOf).toList())
                                    + "; the others are read as usual.",
                            "Check these units and their lines; they are asked again by"
                                    + " themselves."));
        }
        List<PolledTag<ModbusPoint>> bad =
                tags.stream().filter(tag -> !tag.fault().isEmpty()).toList();
        if (bad.isEmpty()) {
            return Optional.empty();
        }
        List<String> named =
                bad.stream()
                        .limit(3)
                        .map(tag -> tag.tag().name() + " (" + tag.fault() + ")")
                        .toList();
        return Optional.of(
                Problem.warning(
                        "MODB-0106",
                        object,
                        bad.size()
                                + " of "
                                + tags.size()
                                + " tags cannot be read: "
                                + String.join(", ", named)
                                + (bad.size() > 3 ? ", …" : "")
                                + ".",
                        "Status 1 to 11 is the device's exception code (2: no such address);"
                                + " compare address and type with its manual."));
    }

    @Override
    public void close() {
        @Nullable ModbusLine present = line;
        line = null;
        if (present != null) {
            present.close();
        }
    }
}
