package org.fieldproof.drill.link;

import java.util.concurrent.atomic.AtomicInteger;
import org.fieldproof.api.drill.Fault;
import org.fieldproof.api.drill.StoreDoor;

/// What a link is to a store in the gateway's own process: shut while the fault is `down`. It
/// counts into the link's own counters. Any thread.
final class LinkDoor implements StoreDoor {
    private final LinkProxy link;
    private final AtomicInteger open = new AtomicInteger();

    // Volatile: set by whoever makes the sink, read by pictures.
    private volatile boolean asked;

    LinkDoor(LinkProxy link) {
        this.link = link;
    }

    void ask() {
        asked = true;
    }

    boolean isAsked() {
        return asked;
    }

    int openNow() {
        return open.get();
    }

    @Override
    public boolean isShut() {
        return link.fault() instanceof Fault.Down;
    }

    @Override
    public void opened() {
        open.incrementAndGet();
        link.opened();
    }

    @Override
    public void closed() {
        open.decrementAndGet();
    }

    @Override
    public void refused() {
        link.refused();
    }

    @Override
    public void carried(long bytes) {
        link.carried(Direction.TO_TARGET, bytes);
    }
}
