package dev.outrank.workbench.chaos;

import dev.outrank.testkit.fault.Fault;
import dev.outrank.workbench.stack.ReplicaStack;
import java.time.Duration;

/**
 * What scenes are played on.
 *
 * @param stack the services
 * @param client that asks
 * @param model that is asked
 * @param pace of the phases
 * @param capacity exact answers a second when requests are sent as fast as they are answered
 * @param rate of the usual load
 * @param seed of the gaps between requests
 */
record Stage(
        ReplicaStack stack,
        GatewayClient client,
        ChaosModel model,
        Pace pace,
        double capacity,
        double rate,
        long seed) {

    /** How long requests may take. */
    static final Duration BUDGET = Duration.ofSeconds(2);

    /** Of the capacity. */
    static final double USUAL_SHARE = 1.0 / 3;

    /** Ranking is told of a replica's return by its connection. */
    private static final Duration RETURN = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(50);

    /** Begins the usual load on the model that fails where a shard is lost. */
    SteadyLoad load(String phase) {
        return load(phase, model.strict(), rate);
    }

    SteadyLoad load(String phase, Asking asking, double wanted) {
        return SteadyLoad.start(client, model.questions(), asking, wanted, seed, phase);
    }

    /** Kills a service; a replica's proxy refuses connections from then on, as its port would. */
    void kill(String name) throws InterruptedException {
        stack.kill(name);
        if (isReplica(name)) {
            stack.proxy(name).apply(new Fault.Refusal());
        }
    }

    /** Has a service end by itself; else as {@link #kill}. */
    void terminate(String name) throws InterruptedException {
        stack.terminate(name);
        if (isReplica(name)) {
            stack.proxy(name).apply(new Fault.Refusal());
        }
    }

    /** Starts a service that ended; returns when it is ready and, if it is a replica, every ranking has connected, or could have for long. */
    void bringBack(String name) throws InterruptedException {
        stack.launch(name);
        awaitBack(name);
    }

    /** Waits for what {@link #bringBack} does. */
    void awaitBack(String name) throws InterruptedException {
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
    void restore() throws InterruptedException {
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
