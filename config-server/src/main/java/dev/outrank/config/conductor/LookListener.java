package dev.outrank.config.conductor;

import dev.outrank.config.registry.RegistryLife;
import dev.outrank.config.report.LiveReplica;
import java.util.List;

/** Hears what the conductor looked at, each time: nobody else needs to ask the database for it. */
@FunctionalInterface
interface LookListener {

    /** Called on the conductor's thread; must return at once. */
    void looked(RegistryLife life, List<LiveReplica> replicas);
}
