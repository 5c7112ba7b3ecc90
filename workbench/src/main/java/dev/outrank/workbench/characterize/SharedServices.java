package dev.outrank.workbench.characterize;

import dev.outrank.workbench.stack.ServiceGroup;
import dev.outrank.workbench.stack.StackModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ranking with so many shards, the same processes for all plans of as many shards: each is published in its turn and retires the one before, so that
 * compilers that have learnt one plan serve the next. Not thread-safe.
 */
final class SharedServices implements AutoCloseable {

    private final Start start;
    private @Nullable ServiceGroup running;
    private int shards;

    /** Starts processes on a first version. */
    @FunctionalInterface
    interface Start {
        ServiceGroup of(int shards, StackModel first) throws InterruptedException;
    }

    SharedServices(Start start) {
        this.start = start;
    }

    /** Returns whether a version on so many shards would have processes that have just been started. */
    boolean areNewFor(int count) {
        return running == null || shards != count;
    }

    /** Publishes a version to processes that are there, or starts them; those of another number of shards end. */
    ServiceGroup serving(int count, StackModel version) throws InterruptedException {
        ServiceGroup group = running;
        if (group == null || shards != count) {
            close();
            group = start.of(count, version);
            running = group;
            shards = count;
        } else {
            group.publish(List.of(version));
        }
        return group;
    }

    /** Ends the processes; the next version has others. */
    @Override
    public void close() {
        if (running != null) {
            running.close();
            running = null;
        }
    }
}
