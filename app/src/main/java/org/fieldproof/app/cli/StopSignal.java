package org.fieldproof.app.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// SIGTERM, Ctrl-C or the end of a session, for a command that must end in order: the command is
/// asked to end, the process lives until it has, and ends with the exit code that the command
/// decided, where a JVM that is told to end by a signal gives the signal's number.
///
/// The JVM's shutdown hook asks and waits; the command's own thread ends the command. Latches are
/// all they share.
final class StopSignal {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Duration limit;
    private final int codeIfLate;
    private final Runnable onAsked;
    private final Thread hook;
    // Written before `ended` is counted down, read after it.
    private int exit;

    private StopSignal(Duration limit, int codeIfLate, Runnable onAsked) {
        this.limit = limit;
        this.codeIfLate = codeIfLate;
        this.onAsked = onAsked;
        this.hook = Thread.ofPlatform().name("fp-shutdown").unstarted(this::waitForTheEnd);
    }

    /// Listens from now on.
    ///
    /// @param limit within which the command will have ended
    /// @param codeIfLate how the process ends where the command has not ended by then
    /// @param onAsked runs in the hook, before it waits
    static StopSignal listen(Duration limit, int codeIfLate, Runnable onAsked) {
        StopSignal signal = new StopSignal(limit, codeIfLate, onAsked);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /// Waits for the signal; answers whether it has come.
    boolean await(long millis) throws InterruptedException {
        return asked.await(millis, TimeUnit.MILLISECONDS);
    }

    /// The command has stopped everything and said its last word.
    void ended(int code) {
        exit = code;
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook is at work and ends the process.
            return;
        }
    }

    private void waitForTheEnd() {
        asked.countDown();
        ask();
        boolean inTime = false;
        String late = "did not stop within its limit";
        try {
            inTime = ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException cutShort) {
            late = "the stop was cut short";
        }
        if (!inTime) {
            System.err.println("APP-0102 gateway: " + late + "; data is safe.");
        }
        System.out.flush();
        System.err.flush();
        // Not exit: that is what waits for this hook.
        Runtime.getRuntime().halt(inTime ? exit : codeIfLate);
    }

    /// The command sees the signal without it as well, and is waited for all the same.
    private void ask() {
        try {
            onAsked.run();
        } catch (RuntimeException e) {
            System.err.println("APP-0102 gateway: it could not be asked to stop: " + e);
        }
    }
}
