package org.fieldproof.connector.fieldbus.s7;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.connector.fieldbus.poll.BlockPlan;
import org.fieldproof.connector.fieldbus.poll.BlockPlan.Block;
import org.fieldproof.connector.fieldbus.poll.DialSpacing;
import org.fieldproof.connector.fieldbus.poll.FieldDevice;
import org.fieldproof.connector.fieldbus.poll.LineLostException;
import org.fieldproof.connector.fieldbus.poll.PolledTag;
import org.fieldproof.connector.fieldbus.poll.TagOutlet;
import org.fieldproof.connector.fieldbus.s7.S7Line.Item;
import org.jspecify.annotations.Nullable;

/// A PLC: asks in requests of many items, and decides what a refusal means. Confined to the
/// source's thread, but for [#close()].
final class S7Device implements FieldDevice<S7Point> {
    private static final String STOPPED = "plc-stopped";
    static final int MODE_STOP = 4;
    private static final int READ_WITHOUT_ASKING_MIN = 2;
    private static final int NOT_ALLOWED = 3;
    private static final int OUT_OF_RANGE = 5;
    private static final int NO_SUCH_OBJECT = 10;
    /// Bytes of an answer before its items.
    private static final int ANSWER_HEAD = 14;
    private static final int ITEM_HEAD = 4;

    private final SourceHost host;
    private final S7Config config;
    private final String object;
    private final List<PolledTag<S7Point>> tags;
    private final TagOutlet outlet;
    private final DialSpacing spacing = new DialSpacing();
    private final IdentityHashMap<List<PolledTag<S7Point>>, List<Block<S7Point>>> blocks =
            new IdentityHashMap<>();
    private BlockPlan<S7Point> plan;
    private int planPduBytes = 240;
    private long nextModeNanos;
    private boolean modeAsked;
    private ModeTalk modeTalk = ModeTalk.NOT_KNOWN;
    private int readWithoutAsking;
    private boolean stopped;
    // Written by our thread, closed by any.
    private volatile @Nullable S7Line line;

    /// Whether this PLC knows the question for its mode (SZL 0424). Some do not, such as clones,
    /// LOGO! and communication processors, and a line on which it went wrong is of no more use.
    private enum ModeTalk {
        /// Not known yet: it is asked.
        NOT_KNOWN,
        /// It has answered once, so that what goes wrong now is the line.
        ANSWERED,
        /// The question went wrong, and with it the line.
        DOUBTED,
        /// This line is read without the question, to see whether that was it.
        LEFT_AWAY,
        /// It can be read, and not be asked: seen twice, for a line may go wrong by chance.
        NEVER_ASKED
    }

    S7Device(SourceHost host, S7Config config, List<PolledTag<S7Point>> tags, TagOutlet outlet) {
        this.host = host;
        this.config = config;
        this.tags = tags;
        this.outlet = outlet;
        object = "connection " + host.id();
        plan = plan(planPduBytes);
    }

    private BlockPlan<S7Point> plan(int pduBytes) {
        int most = pduBytes - ANSWER_HEAD - ITEM_HEAD;
        return new BlockPlan<>(
                bank -> isCounted(bank) ? most / 2 : most,
                bank -> isCounted(bank) ? 0 : config.gapBytes());
    }

    private static boolean isCounted(org.fieldproof.connector.fieldbus.poll.Spot.Bank bank) {
        return bank instanceof S7Point.Bank(S7Area area, int _) && area.isCounted();
    }

    @Override
    public void open() throws LineLostException {
        spacing.dialled(host.clock().nanoTime());
        try {
            S7Line opened =
                    S7Line.open(
                            config.target().dial(host),
                            config.poll().connectMillis(),
                            config.poll().timeoutMillis(),
                            config.localTsap(),
                            config.remoteTsap(),
                            host.clock());
            line = opened;
            modeAsked = false;
            modeTalk =
                    switch (modeTalk) {
                        case DOUBTED -> ModeTalk.LEFT_AWAY;
                        // What went wrong then was not the question.
                        case LEFT_AWAY -> ModeTalk.NOT_KNOWN;
                        case NOT_KNOWN, ANSWERED, NEVER_ASKED -> modeTalk;
                    };
            stopped = false;
            if (opened.pduBytes() != planPduBytes) {
                planPduBytes = opened.pduBytes();
                plan = plan(planPduBytes);
                blocks.clear();
            }
        } catch (S7Line.RefusedException e) {
            throw new LineLostException(
                    Problem.error(
                            "S7-0103",
                            object,
                            "The PLC at "
                                    + config.target().shown()
                                    + " refuses the access point: "
                                    + e.getMessage()
                                    + ".",
                            "Compare rack and slot with the hardware configuration (slot 1 for"
                                    + " S7-1200 and 1500, 2 for S7-300), and that a connection is"
                                    + " free; it is tried again every minute."),
                    "refused",
                    true,
                    e);
        } catch (S7Line.WrongAnswerException e) {
            throw wrongAnswer(e);
        } catch (IOException e) {
            throw new LineLostException(
                    config.target().unreachable("S7-0101", object, e), "disconnected", false, e);
        } catch (ConnectorException e) {
            throw new LineLostException(e.problem(), "disconnected", false, e);
        }
    }

    @Override
    public long untilDialNanos(long nowNanos) {
        return spacing.untilNanos(nowNanos);
    }

    @Override
    public void read(List<PolledTag<S7Point>> group) throws LineLostException {
        try {
            askMode();
            askAll(group);
            tellMode();
        } catch (SocketTimeoutException e) {
            // The answer may still come, and must meet nobody (S7-1).
            throw new LineLostException(
                    Problem.error(
                            "S7-0102",
                            object,
                            "The PLC at " + config.target().shown() + " does not answer in time.",
                            "Check the cable and the PLC's load, or raise timeout; it is tried"
                                    + " again by itself."),
                    "timeout",
                    false,
                    e);
        } catch (S7Line.WrongAnswerException e) {
            throw wrongAnswer(e);
        } catch (S7Line.RefusedException e) {
            throw new LineLostException(
                    Problem.error(
                            "S7-0104",
                            object,
                            "The PLC at "
                                    + config.target().shown()
                                    + " refuses to be read ("
                                    + e.getMessage()
                                    + ").",
                            "Permit access with PUT/GET in the CPU's protection settings; it is"
                                    + " tried again every minute."),
                    String.format("0x%04x", e.code()),
                    true,
                    e);
        } catch (IOException e) {
            throw new LineLostException(
                    Problem.error(
                            "S7-0105",
                            object,
                            "The PLC at "
                                    + config.target().shown()
                                    + " hung up: "
                                    + e.getMessage()
                                    + ".",
                            "Check the PLC and how many connections it allows; it is tried again"
                                    + " by itself."),
                    "disconnected",
                    false,
                    e);
        }
    }

    private LineLostException wrongAnswer(IOException e) {
        return new LineLostException(
                Problem.error(
                        "S7-0106",
                        object,
                        "What came from "
                                + config.target().shown()
                                + " is no answer to the request ("
                                + e.getMessage()
                                + "); the line was dropped.",
                        "Check that this is an S7 PLC and the right port; it is tried again by"
                                + " itself."),
                "wrong-answer",
                false,
                e);
    }

    /// A PLC in STOP answers with what it last had.
    private void askMode() throws IOException {
        long now = host.clock().nanoTime();
        boolean asks = modeTalk == ModeTalk.NOT_KNOWN || modeTalk == ModeTalk.ANSWERED;
        if (!asks || config.modeNanos() == 0 || (modeAsked && now - nextModeNanos < 0)) {
            return;
        }
        modeAsked = true;
        nextModeNanos = now + config.modeNanos();
        S7Line asked = present();
        boolean answered = modeTalk == ModeTalk.ANSWERED;
        modeTalk = answered ? ModeTalk.ANSWERED : ModeTalk.DOUBTED;
        stopped = asked.mode() == MODE_STOP;
        modeTalk = ModeTalk.ANSWERED;
        readWithoutAsking = 0;
    }

    /// A PLC that was doubted is read now: the question may be what it could not take. It is asked
    /// once more, and then no more.
    private void tellMode() {
        if (modeTalk != ModeTalk.LEFT_AWAY) {
            return;
        }
        readWithoutAsking++;
        if (readWithoutAsking < READ_WITHOUT_ASKING_MIN) {
            modeTalk = ModeTalk.NOT_KNOWN;
            modeAsked = true;
            nextModeNanos = host.clock().nanoTime() + config.modeNanos();
            return;
        }
        modeTalk = ModeTalk.NEVER_ASKED;
        host.event(
                GatewayEvent.Level.WARNING,
                "S7-0111",
                object,
                "The PLC at "
                        + config.target().shown()
                        + " does not know the question for its operating mode (SZL 0424). It is"
                        + " read without it, so that a PLC in STOP is not noticed. modeInterval: 0"
                        + " leaves the question away from the start.",
                Map.of());
    }

    /// In as few requests as the PLC takes (S7-4).
    private void askAll(List<PolledTag<S7Point>> group) throws IOException {
        List<Block<S7Point>> request = new ArrayList<>();
        int answerBytes = ANSWER_HEAD;
        for (Block<S7Point> block : blocks.computeIfAbsent(group, plan::blocks)) {
            int bytes = answerBytes(block);
            // An item takes 12 bytes of the request, behind 12 of its head.
            boolean full =
                    request.size() == S7Line.ITEMS_MAX
                            || answerBytes + bytes > planPduBytes
                            || 12 + 12 * (request.size() + 1) > planPduBytes;
            if (full && !request.isEmpty()) {
                ask(request);
                request.clear();
                answerBytes = ANSWER_HEAD;
            }
            request.add(block);
            answerBytes += bytes;
        }
        if (!request.isEmpty()) {
            ask(request);
        }
    }

    private void ask(List<Block<S7Point>> request) throws IOException {
        List<Item> items = present().read(request.stream().map(S7Device::range).toList());
        for (int i = 0; i < items.size(); i++) {
            take(request.get(i), items.get(i));
        }
    }

    /// @return true where every tag of the block was read with this one item
    private boolean take(Block<S7Point> block, Item item) throws IOException {
        return switch (item) {
            case Item.Values(byte[] bytes) -> {
                for (PolledTag<S7Point> tag : block.tags()) {
                    outlet.reading(tag, marked(tag.point().read(bytes, block.start())));
                }
                yield true;
            }
            case Item.Refusal(int code) -> {
                refused(block, code);
                yield false;
            }
        };
    }

    /// What a PLC in STOP says is no longer what the plant does.
    private Reading marked(Reading reading) {
        return stopped && reading.quality() == Quality.GOOD
                ? new Reading(reading.value(), Quality.UNCERTAIN, STOPPED, 0)
                : reading;
    }

    /// Finds the tags that the refusal is for, and keeps them apart from then on (S7-2).
    private void refused(Block<S7Point> block, int code) throws IOException {
        boolean maybePart = code == OUT_OF_RANGE || code == NO_SUCH_OBJECT || code == NOT_ALLOWED;
        List<Block<S7Point>> halves = maybePart ? BlockPlan.halves(block) : List.of();
        if (halves.isEmpty()) {
            Reading bad = Reading.bad(String.format("0x%02x", code));
            block.tags().forEach(tag -> outlet.reading(tag, bad));
            if (maybePart) {
                plan.cutBefore(block);
                plan.cutBehind(block, tags);
                blocks.clear();
            }
            return;
        }
        S7Line.Range first = range(halves.getFirst());
        S7Line.Range second = range(halves.getLast());
        // A block of the whole PDU has no room for the head of another item (S7-4).
        boolean fits =
                ANSWER_HEAD + answerBytes(halves.getFirst()) + answerBytes(halves.getLast())
                        <= planPduBytes;
        List<Item> items = present().read(fits ? List.of(first, second) : List.of(first));
        boolean left = take(halves.getFirst(), items.getFirst());
        Item other = fits ? items.getLast() : present().read(List.of(second)).getFirst();
        boolean right = take(halves.getLast(), other);
        if (left && right) {
            plan.cutBefore(halves.getLast());
            blocks.clear();
        }
    }

    /// What a block takes of the answer: its head, and an even number of bytes.
    private static int answerBytes(Block<S7Point> block) {
        return ITEM_HEAD + (range(block).bytes() + 1) / 2 * 2;
    }

    private static S7Line.Range range(Block<S7Point> block) {
        S7Point first = block.tags().getFirst().point();
        return new S7Line.Range(first.area(), first.block(), block.start(), block.count());
    }

    private S7Line present() throws IOException {
        @Nullable S7Line present = line;
        if (present == null) {
            throw new java.io.EOFException("closed");
        }
        return present;
    }

    @Override
    public Optional<Problem> degraded() {
        if (stopped) {
            return Optional.of(
                    Problem.warning(
                            "S7-0107",
                            object,
                            "The PLC is in STOP: its values stand still and are UNCERTAIN.",
                            "Look why it stopped (diagnostic buffer); set it to RUN."));
        }
        List<PolledTag<S7Point>> bad = tags.stream().filter(tag -> !tag.fault().isEmpty()).toList();
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
                        "S7-0108",
                        object,
                        bad.size()
                                + " of "
                                + tags.size()
                                + " tags cannot be read: "
                                + String.join(", ", named)
                                + (bad.size() > 3 ? ", …" : "")
                                + ".",
                        "0x0a: no such block, or it is optimised (switch optimised access off);"
                                + " 0x05: behind its end; 0x03: access is not permitted; otherwise"
                                + " compare the type."));
    }

    @Override
    public void close() {
        @Nullable S7Line present = line;
        line = null;
        if (present != null) {
            present.close();
        }
    }
}
