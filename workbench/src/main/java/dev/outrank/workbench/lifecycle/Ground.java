package dev.outrank.workbench.lifecycle;

import dev.outrank.workbench.checked.GatewayClient;
import dev.outrank.workbench.checked.SteadyLoad;
import dev.outrank.workbench.registry.RegistryApi;
import dev.outrank.workbench.stack.Outages;
import dev.outrank.workbench.stack.ReplicaStack;
import java.time.Duration;

/**
 * What trials are played on.
 *
 * @param stack the services
 * @param client that asks
 * @param library what versions are made of
 * @param book which version is made of what
 * @param settings of the run
 */
record Ground(ReplicaStack stack, GatewayClient client, Library library, VersionBook book, LifecycleSettings settings) {

    /** How long requests may take: a process that is killed takes its requests with it, and a machine that starts one is busy. */
    static final Duration BUDGET = Duration.ofSeconds(2);

    RegistryApi registry() {
        return stack.registry();
    }

    Swaps swaps() {
        return new Swaps(registry(), book);
    }

    Outages outages() {
        return new Outages(stack);
    }

    /** Begins the usual load, on whatever version the model's traffic goes to. */
    SteadyLoad load(String phase) {
        return SteadyLoad.start(client, library, settings.rate(), settings.seed(), phase);
    }
}
