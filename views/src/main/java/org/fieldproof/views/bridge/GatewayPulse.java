package org.fieldproof.views.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.util.Duration;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// The console's heartbeat: five times a second it pulls the latest picture, adds it to the
/// history and shows it. Message rates never reach the FX thread. While a drill runs it tells the
/// drill desk every second that the console lives. FX thread.
public final class GatewayPulse {

    private static final long HEARTBEAT_NANOS = 1_000_000_000L;
    private static final int WORK_SAMPLES_MAX = 600;

    private final Workspace workspace;
    private final GatewayClock clock;
    private final String consoleId;
    private final TimeRing work = new TimeRing(WORK_SAMPLES_MAX);
    private Consumer<Workspace.Status> statusListener = status -> {};
    private Consumer<Frame> frameListener = frame -> {};
    private Consumer<Problem> problemListener = problem -> {};
    private final List<Runnable> followers = new ArrayList<>();
    private Workspace.@Nullable Status lastStatus;
    private @Nullable Gateway lastGateway;
    private History history = new History();
    private Trends trends = new Trends();
    private Recording recording = new Recording();
    private boolean recordingTold;
    private @Nullable Frame lastFrame;
    private long lastRevision = Long.MIN_VALUE;
    private long lastHeartbeatNanos;
    private @Nullable Timeline timeline;

    public GatewayPulse(Workspace workspace, GatewayClock clock, String consoleId) {
        this.workspace = workspace;
        this.clock = clock;
        this.consoleId = consoleId;
        this.lastHeartbeatNanos = clock.nanoTime() - HEARTBEAT_NANOS;
    }

    public void onStatus(Consumer<Workspace.Status> listener) {
        statusListener = listener;
    }

    public void onFrame(Consumer<Frame> listener) {
        frameListener = listener;
    }

    /// Told once for each gateway if what is seen of it cannot be kept.
    public void onProblem(Consumer<Problem> listener) {
        problemListener = listener;
    }

    /// Has somebody told of every beat, whatever page is in sight and whether a gateway runs.
    public void follow(Runnable follower) {
        followers.add(follower);
    }

    public void unfollow(Runnable follower) {
        followers.remove(follower);
    }

    /// Beats until stopped; needs the toolkit.
    public void start() {
        Timeline beats = new Timeline(new KeyFrame(Duration.millis(200), event -> tick()));
        beats.setCycleCount(Animation.INDEFINITE);
        beats.play();
        timeline = beats;
    }

    public void stop() {
        Timeline beats = timeline;
        if (beats != null) {
            beats.stop();
        }
    }

    /// The frame shown last.
    public Optional<Frame> frame() {
        return Optional.ofNullable(lastFrame);
    }

    /// What is followed of the gateway that is open, and of no other.
    public Trends trends() {
        return trends;
    }

    /// What was seen of the gateway that is open, and of no other.
    public Recording recording() {
        return recording;
    }

    /// Milliseconds of FX-thread work of recent beats, for the console's honest meter.
    public TimeRing workMillis() {
        return work;
    }

    /// One beat.
    public void tick() {
        long began = clock.nanoTime();
        Workspace.Status status = workspace.status();
        @Nullable Gateway gateway = workspace.gateway().orElse(null);
        if (!Objects.equals(gateway, lastGateway)) {
            lastGateway = gateway;
            history = new History();
            trends = new Trends();
            recording.close();
            recording = new Recording();
            recordingTold = false;
            lastFrame = null;
            lastRevision = Long.MIN_VALUE;
        }
        // Whoever hears it may draw at once, and must not draw what another gateway showed.
        if (!status.equals(lastStatus)) {
            lastStatus = status;
            statusListener.accept(status);
        }
        if (gateway != null) {
            show(gateway);
        }
        // A copy, because whoever is told may leave.
        List.copyOf(followers).forEach(Runnable::run);
        work.add(clock.now().toEpochMilli(), (clock.nanoTime() - began) / 1e6);
    }

    private void show(Gateway gateway) {
        GatewaySnapshot picture = gateway.snapshot();
        beat(gateway, picture);
        boolean fresh = picture.revision() != lastRevision;
        if (fresh) {
            lastRevision = picture.revision();
            history.record(picture);
        }
        trends.beat(gateway);
        Frame frame = new Frame(picture, history, clock.now());
        lastFrame = frame;
        frameListener.accept(frame);
        // Last, and whatever becomes of it: what is shown now does not wait for what is kept.
        recording.beat(gateway, picture, fresh);
        if (!recordingTold) {
            recording
                    .failure()
                    .ifPresent(
                            why -> {
                                recordingTold = true;
                                problemListener.accept(unkept(why));
                            });
        }
    }

    private static Problem unkept(RuntimeException why) {
        return Problem.error(
                "APP-0914",
                "console",
                "A second could not be kept for time travel: " + why + ".",
                "It counts as not seen; all else goes on. Send a support bundle.");
    }

    private void beat(Gateway gateway, GatewaySnapshot picture) {
        long now = clock.nanoTime();
        if (picture.drills().running() != null && now - lastHeartbeatNanos >= HEARTBEAT_NANOS) {
            lastHeartbeatNanos = now;
            var _ = gateway.submit(new Command.Heartbeat(consoleId));
        }
    }
}
