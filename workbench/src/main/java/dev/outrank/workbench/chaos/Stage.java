package dev.outrank.workbench.chaos;

import dev.outrank.workbench.checked.GatewayClient;
import dev.outrank.workbench.checked.SteadyLoad;
import dev.outrank.workbench.stack.Outages;
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

    /** Begins the usual load on the model that fails where a shard is lost. */
    SteadyLoad load(String phase) {
        return load(phase, model.strict(), rate);
    }

    SteadyLoad load(String phase, Asking asking, double wanted) {
        return SteadyLoad.start(client, asking, wanted, seed, phase);
    }

    /** As {@link Outages#kill}. */
    void kill(String name) throws InterruptedException {
        outages().kill(name);
    }

    /** As {@link Outages#terminate}. */
    void terminate(String name) throws InterruptedException {
        outages().terminate(name);
    }

    /** As {@link Outages#bringBack}. */
    void bringBack(String name) throws InterruptedException {
        outages().bringBack(name);
    }

    /** As {@link Outages#awaitBack}. */
    void awaitBack(String name) throws InterruptedException {
        outages().awaitBack(name);
    }

    /** As {@link Outages#restore}. */
    void restore() throws InterruptedException {
        outages().restore();
    }

    private Outages outages() {
        return new Outages(stack);
    }
}
