package dev.outrank.ranking.dense;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a bounded number of idle workspaces; the last one used is the first to go out again, since caches still hold it. Thread-safe.
 *
 * <p>Tensors only grow, so a workspace that one huge request left behind is dropped when it comes back: each may take its share of the
 * {@link IdleMemory}, and all versions' together no more than the whole. The memory of a dropped one is freed by the garbage collector, which the
 * JDK starts before it refuses direct memory.
 */
final class WorkspacePool {

    private final Supplier<Workspace> maker;
    private final int maxIdle;
    private final IdleMemory memory;
    private final ConcurrentLinkedDeque<Workspace> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger idleCount = new AtomicInteger();
    private volatile boolean closed;

    WorkspacePool(Supplier<Workspace> maker, int maxIdle, IdleMemory memory) {
        this.maker = maker;
        this.maxIdle = maxIdle;
        this.memory = memory;
    }

    Workspace take() {
        @Nullable Workspace workspace = idle.pollFirst();
        if (workspace == null) {
            return maker.get();
        }
        idleCount.decrementAndGet();
        memory.free(workspace.bytes());
        return workspace;
    }

    void giveBack(Workspace workspace) {
        if (closed || !tryKeep(workspace.bytes())) {
            workspace.close();
            return;
        }
        idle.addFirst(workspace);
    }

    private boolean tryKeep(long bytes) {
        boolean kept =
                idleCount.incrementAndGet() <= maxIdle && bytes <= memory.share(maxIdle) && memory.tryHold(bytes);
        if (!kept) {
            idleCount.decrementAndGet();
        }
        return kept;
    }

    void close() {
        closed = true;
        for (Workspace workspace = idle.pollFirst(); workspace != null; workspace = idle.pollFirst()) {
            memory.free(workspace.bytes());
            workspace.close();
        }
    }
}
