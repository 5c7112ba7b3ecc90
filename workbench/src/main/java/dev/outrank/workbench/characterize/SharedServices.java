package dev.outrank.workbench.characterize;

import dev.outrank.workbench.stack.ServiceGroup;
import dev.outrank.workbench.stack.StackModel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One process with all tables, and ranking with so many shards for each number of those: the same processes for all models and plans. Each version is
 * published in its turn and retires the one before, so that compilers that have learnt one serve the next. Not thread-safe.
 */
final class SharedServices implements AutoCloseable {

    /** The number of shards of the one process with all tables. */
    static final int ALONE = 0;

    private final Start start;
    private final Map<Integer, ServiceGroup> running = new TreeMap<>();

    /** Starts processes on a first version. */
    @FunctionalInterface
    interface Start {
        ServiceGroup of(int shards, StackModel first, String bundleFingerprint) throws InterruptedException;
    }

    SharedServices(Start start) {
        this.start = start;
    }

    /** Returns whether a version on so many shards would have processes that have just been started. */
    boolean areNewFor(int shards) {
        return !running.containsKey(shards);
    }

    /** Publishes a version to processes that are there, or starts them. */
    ServiceGroup serving(int shards, StackModel version, String bundleFingerprint) throws InterruptedException {
        ServiceGroup group = running.get(shards);
        if (group == null) {
            group = start.of(shards, version, bundleFingerprint);
            running.put(shards, group);
        } else {
            group.publish(List.of(version), bundleFingerprint);
        }
        return group;
    }

    /** Ends the processes of so many shards; the next version has others. */
    void end(int shards) {
        ServiceGroup group = running.remove(shards);
        if (group != null) {
            group.close();
        }
    }

    /** Ends all, also where one of them does not end well. */
    @Override
    public void close() {
        if (!running.isEmpty()) {
            int first = running.keySet().iterator().next();
            try {
                end(first);
            } finally {
                close();
            }
        }
    }
}
