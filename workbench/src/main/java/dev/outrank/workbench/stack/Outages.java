package dev.outrank.workbench.stack;

import dev.outrank.testkit.fault.Fault;
import java.time.Duration;

/**
 * Ends services of a stack and brings them back, each with its proxy: a replica that is gone refuses connections, also those that come through its proxy.
 *
 * @param stack of the services
 */
public record Outages(ReplicaStack stack) {

    /** Ranking is told of a replica's return by its connection. */
    private static final Duration RETURN = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(50);

    /** Kills a service; a replica's proxy refuses connections from then on, as its port would. */
    public void kill(String name) throws InterruptedException {
        stack.kill(name);
        if (isReplica(name)) {
            stack.proxy(name).apply(new Fault.Refusal());
        }
    }

    /** Has a service end by itself; else as {@link #kill}. */
    public void terminate(String name) throws InterruptedException {
        stack.terminate(name);
        if (isReplica(name)) {
            stack.proxy(name).apply(new Fault.Refusal());
        }
    }

    /** Starts a service that ended; returns when it is ready and, if it is a replica, every ranking has connected, or could have for long. */
    public void bringBack(String name) throws InterruptedException {
        stack.launch(name);
        awaitBack(name);
    }

    /** Waits for what {@link #bringBack} does. */
    public void awaitBack(String name) throws InterruptedException {
        stack.awaitReady(name);
        if (!isReplica(name)) {
            return;
        }
        stack.proxy(name).heal();
        long end = System.nanoTime() + RETURN.toNanos();
        while (stack.proxy(name).connections() < stack.shape().rankings() && System.nanoTime() < end) {
            Thread.sleep(LOOK);
        }
    }

    private boolean isReplica(String name) {
        return stack.shape().embeddings().contains(name);
    }

    /** Starts again what is gone, and heals every proxy. */
    public void restore() throws InterruptedException {
        for (String name : stack.shape().embeddings()) {
            stack.proxy(name).heal();
        }
        for (String name : stack.names()) {
            if (!stack.processes().containsKey(name)) {
                stack.launch(name);
            }
        }
        for (String name : stack.names()) {
            awaitBack(name);
        }
    }
}
