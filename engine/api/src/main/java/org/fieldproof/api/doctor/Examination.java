package org.fieldproof.api.doctor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// One look at one connector's peer: hands out the time that is left and takes down the result of
/// each step.
///
/// The doctor works on one thread, the one that called [#run]. [#expire()] and [#report()] may
/// come from another one, so everything written down is guarded by this object's monitor; nothing
/// blocks under it.
public final class Examination {
    private static final int RESOURCES_MAX = 64;
    private static final double NANOS_PER_MILLI = 1e6;

    private final ConnectorContext context;
    private final String type;
    private final boolean running;
    private final long limitNanos;
    private final long startedNanos;
    private final Instant startedAt;

    private final Map<DoctorStep, StepResult> results = new EnumMap<>(DoctorStep.class);
    private final List<AutoCloseable> resources = new ArrayList<>();
    private List<TagSeen> tagsSeen = List.of();
    private @Nullable DoctorStep current;
    private long currentSinceNanos;
    private boolean failed;
    private boolean ended;
    private @Nullable String whyNotLooked;
    private double millis;
    private String leavesBehind = "";

    /// @param type the connector's type
    /// @param running whether the connector runs in this very process now
    /// @param limitNanos for the whole examination, from now on
    public Examination(ConnectorContext context, String type, boolean running, long limitNanos) {
        if (limitNanos < 1) {
            throw new IllegalArgumentException("limitNanos: " + limitNanos + " (expected: >= 1)");
        }
        this.context = context;
        this.type = type;
        this.running = running;
        this.limitNanos = limitNanos;
        this.startedNanos = context.clock().nanoTime();
        this.startedAt = context.clock().now();
    }

    /// Configuration, keys, secrets. There is no link in it: an examination dials directly.
    public ConnectorContext context() {
        return context;
    }

    /// True if the connector itself runs in this process now: its listener then holds its port,
    /// and its device may have no second connection to give.
    public boolean isRunning() {
        return running;
    }

    public GatewayClock clock() {
        return context.clock();
    }

    /// What is left, at least 1, for time limits of sockets and libraries.
    public int millisLeft() {
        long left = startedNanos + limitNanos - clock().nanoTime();
        return Math.clamp(left / 1_000_000, 1, Integer.MAX_VALUE);
    }

    /// The smaller of `millis` and what is left.
    public int millisAtMost(int millis) {
        return Math.min(millis, millisLeft());
    }

    /// Runs the doctor on this thread and gives the report; whatever it throws is in there.
    public DoctorReport run(ConnectorDoctor doctor) {
        leavesBehind = doctor.leavesBehind();
        try {
            doctor.examine(this);
        } catch (ExaminationEnded _) {
            // Its reason is written down already.
        } catch (RuntimeException e) {
            unexpected(e);
        } finally {
            end();
        }
        return report();
    }

    /// Does one step and writes down what came of it.
    ///
    /// @throws ExaminationEnded if it failed
    public <T extends @Nullable Object> T step(DoctorStep step, StepBody<T> body)
            throws ExaminationEnded {
        begin(step);
        StepNotes notes = new StepNotes();
        try {
            T value = body.run(notes);
            Problem doubt = notes.doubt();
            put(
                    step,
                    doubt == null
                            ? new StepVerdict.Passed(notes.finding())
                            : new StepVerdict.Doubtful(doubt),
                    notes.facts());
            return value;
        } catch (ConnectorException e) {
            put(step, new StepVerdict.Failed(e.problem()), notes.facts());
            throw new ExaminationEnded();
        }
    }

    /// Begins a step whose time counts from here, for exchanges that decide several steps.
    public void begin(DoctorStep step) throws ExaminationEnded {
        synchronized (this) {
            if (!ended && !failed) {
                current = step;
                currentSinceNanos = clock().nanoTime();
                return;
            }
        }
        throw new ExaminationEnded();
    }

    /// The step went well; its time is from its begin, or 0 if another step took it.
    public void passed(DoctorStep step, String finding) throws ExaminationEnded {
        passed(step, finding, List.of());
    }

    public void passed(DoctorStep step, String finding, List<Property> facts)
            throws ExaminationEnded {
        put(step, new StepVerdict.Passed(finding), facts);
    }

    /// It works, but a person should know.
    public void doubtful(DoctorStep step, Problem why) throws ExaminationEnded {
        put(step, new StepVerdict.Doubtful(why), List.of());
    }

    /// The step failed, which ends the examination: it always throws, and says that it returns
    /// something so that a caller can write `throw examination.failed(...)`.
    public ExaminationEnded failed(DoctorStep step, Problem why) throws ExaminationEnded {
        put(step, new StepVerdict.Failed(why), List.of());
        throw new ExaminationEnded();
    }

    /// Not looked at, and why; the examination goes on.
    public void skipped(DoctorStep step, String reason) throws ExaminationEnded {
        put(step, new StepVerdict.Skipped(reason), List.of());
    }

    /// There is no such thing here, and why.
    public void notApplicable(DoctorStep step, String reason) throws ExaminationEnded {
        put(step, new StepVerdict.NotApplicable(reason), List.of());
    }

    /// Nothing can be looked at from here, and why: what is open is skipped for that reason, and
    /// the examination ends. Always throws.
    public ExaminationEnded cannotLook(String reason) throws ExaminationEnded {
        synchronized (this) {
            if (!ended && !failed) {
                whyNotLooked = reason;
                failed = true;
            }
        }
        throw new ExaminationEnded();
    }

    /// Has `resource` closed when the examination ends, or at once if it has; also while the
    /// doctor's thread still blocks in it. Closing twice must be harmless.
    public <C extends AutoCloseable> C closeAtEnd(C resource) throws ExaminationEnded {
        boolean over;
        synchronized (this) {
            over = ended;
            if (!over) {
                if (resources.size() >= RESOURCES_MAX) {
                    throw new IllegalStateException(
                            "resources: more than " + RESOURCES_MAX + " in one examination");
                }
                resources.add(resource);
            }
        }
        if (over) {
            closeQuietly(resource);
            throw new ExaminationEnded();
        }
        return resource;
    }

    /// The time is up (DOC-1): what is under way counts as failed, what comes later is not
    /// written down any more. Harmless when it has ended already.
    public void expire() {
        synchronized (this) {
            if (ended) {
                return;
            }
            DoctorStep step = current == null ? firstOpen() : current;
            if (step != null && !failed) {
                Problem why =
                        Problem.error(
                                "DOCT-0101",
                                object(),
                                "The step "
                                        + step
                                        + " had not ended when the examination's time was up.",
                                "Something between here and the peer swallows packets, or the peer"
                                        + " hangs: look at firewalls and at the peer itself.");
                results.put(step, result(step, new StepVerdict.Failed(why), List.of()));
                failed = true;
            }
        }
        end();
    }

    /// What has been found. Steps that are missing are skipped after a failure, and not applicable
    /// otherwise.
    public synchronized DoctorReport report() {
        List<StepResult> steps = new ArrayList<>();
        for (DoctorStep step : DoctorStep.values()) {
            StepResult known = results.get(step);
            steps.add(known != null ? known : new StepResult(step, 0, missing(), List.of()));
        }
        return new DoctorReport(
                context.id(),
                type,
                startedAt,
                ended ? millis : millisSince(startedNanos),
                steps,
                leavesBehind);
    }

    /// Takes down what the peer said of each tag that was looked at. It stands beside the report: a
    /// device may have more tags than anybody wants to read there.
    synchronized void sawTags(List<TagSeen> seen) {
        tagsSeen = List.copyOf(seen);
    }

    /// What the peer said of the tags, in their order; empty where it was not asked.
    public synchronized List<TagSeen> tagsSeen() {
        return tagsSeen;
    }

    /// The object of the problems of an examination.
    public String object() {
        return "connector " + context.id();
    }

    private StepVerdict missing() {
        String reason = whyNotLooked;
        if (reason != null) {
            return new StepVerdict.Skipped(reason);
        }
        return failed
                ? new StepVerdict.Skipped("Not looked at, because a step before it failed.")
                : new StepVerdict.NotApplicable("This protocol has no such step.");
    }

    private void unexpected(RuntimeException failure) {
        synchronized (this) {
            DoctorStep step = current == null ? firstOpen() : current;
            if (ended || step == null) {
                return;
            }
            Problem why =
                    Problem.error(
                            "DOCT-0102",
                            object(),
                            "The examination itself failed: " + failure + ".",
                            "Report it with this text; the connector is not affected.");
            results.put(step, result(step, new StepVerdict.Failed(why), List.of()));
            failed = true;
        }
    }

    private @Nullable DoctorStep firstOpen() {
        for (DoctorStep step : DoctorStep.values()) {
            if (!results.containsKey(step)) {
                return step;
            }
        }
        return null;
    }

    private void put(DoctorStep step, StepVerdict verdict, List<Property> facts)
            throws ExaminationEnded {
        synchronized (this) {
            if (!ended && !failed) {
                if (results.containsKey(step)) {
                    throw new IllegalStateException("DOC-2: " + step + " has a result already");
                }
                results.put(step, result(step, verdict, facts));
                failed = verdict instanceof StepVerdict.Failed;
                current = null;
                return;
            }
        }
        throw new ExaminationEnded();
    }

    private StepResult result(DoctorStep step, StepVerdict verdict, List<Property> facts) {
        double took = step == current ? millisSince(currentSinceNanos) : 0;
        return new StepResult(step, took, verdict, facts);
    }

    private double millisSince(long nanos) {
        return Math.max(0, clock().nanoTime() - nanos) / NANOS_PER_MILLI;
    }

    private void end() {
        List<AutoCloseable> open;
        synchronized (this) {
            if (!ended) {
                millis = millisSince(startedNanos);
            }
            ended = true;
            open = List.copyOf(resources);
            resources.clear();
        }
        open.reversed().forEach(Examination::closeQuietly);
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception _) {
            // It was opened only to look; what its closing says changes no finding.
        }
    }

    /// The work of one step.
    @FunctionalInterface
    public interface StepBody<T extends @Nullable Object> {

        /// Does the step and gives what later steps need.
        ///
        /// @throws ConnectorException if it failed; its problem is the step's
        T run(StepNotes notes) throws ConnectorException;
    }
}
