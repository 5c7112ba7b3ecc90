package dev.outrank.workbench.release;

import dev.outrank.workbench.registry.LiveReplica;
import dev.outrank.workbench.registry.Publication;
import dev.outrank.workbench.registry.RegistryApi;
import java.time.Duration;

/**
 * The way of a registered version to all services, told to whoever waits.
 *
 * @param publication of the version
 * @param api of the registry
 * @param lines to say what happens in
 */
record Release(Publication publication, RegistryApi api, Lines lines) {

    /**
     * Has it loaded, waits, and activates it where that is wanted.
     *
     * @throws dev.outrank.bundle.failure.DependencyException with the registry's reason if it does not come so far
     */
    void bring(boolean activate, Duration patience) throws InterruptedException {
        if (publication.isActive()) {
            return;
        }
        if (activate && publication.isFirst() && nobodyServes()) {
            lines.add(
                    publication + ": no ranking reports, and no version answers yet; services load it when they start");
            publication.activate();
            return;
        }
        publication.load();
        publication.awaitReady(patience, missing -> lines.add(publication + ": waits for " + missing));
        if (activate) {
            publication.activate();
        }
    }

    private boolean nobodyServes() throws InterruptedException {
        return api.replicas().stream().noneMatch(LiveReplica::isRanking);
    }
}
