package dev.outrank.ranking.dense;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps a bounded number of idle workspaces; the last one used is the first to go out again, since caches still hold it. Thread-safe. */
final class WorkspacePool {

    private final Supplier<Workspace> maker;
    private final int maxIdle;
    private final ConcurrentLinkedDeque<Workspace> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger idleCount = new AtomicInteger();
    private volatile boolean closed;

    WorkspacePool(Supplier<Workspace> maker, int maxIdle) {
        this.maker = maker;
        this.maxIdle = maxIdle;
    }

    Workspace take() {
        @Nullable Workspace workspace = idle.pollFirst();
        if (workspace == null) {
            return maker.get();
        }
        idleCount.decrementAndGet();
        return workspace;
    }

    void giveBack(Workspace workspace) {
        if (closed || idleCount.incrementAndGet() > maxIdle) {
            idleCount.decrementAndGet();
            workspace.close();
            return;
        }
        idle.addFirst(workspace);
    }

    void close() {
        closed = true;
        for (Workspace workspace = idle.pollFirst(); workspace != null; workspace = idle.pollFirst()) {
            workspace.close();
        }
    }
}
