package dev.outrank.config.registry;

import static dev.outrank.registry.VersionState.READY;
import static dev.outrank.registry.VersionState.RETIRING;
import static dev.outrank.registry.VersionState.SERVING;

import java.util.Comparator;
import java.util.Objects;

/** What becomes of the versions that served before: the newest are kept loaded, to go back to. */
final class Supersession {

    private final RegistryStore store;
    private final int retain;

    /**
     * Makes a rule.
     *
     * @param retain how many superseded versions of a model are kept
     */
    Supersession(RegistryStore store, int retain) {
        this.store = store;
        this.retain = retain;
    }

    /** Supersedes what served until a version was activated. */
    void apply(RegistryModel model, String activated, long revision) {
        for (RegistryVersion version : store.versions(model.name())) {
            if (version.version().equals(activated)) {
                continue;
            }
            if (version.isExchanged()) {
                // Few hold it, and nobody would go on to exchange it.
                store.update(version.in(RETIRING, revision));
            } else if (version.state() == SERVING) {
                store.update(version.in(READY, revision).superseded(revision));
            }
        }
        store.versions(model.name()).stream()
                .filter(Supersession::isRetained)
                .sorted(Comparator.comparingLong(Supersession::since).reversed())
                .skip(retain)
                .forEach(surplus -> store.update(surplus.in(RETIRING, revision)));
    }

    /** Returns whether a version served before, and can serve again. */
    static boolean isRetained(RegistryVersion version) {
        return version.state() == READY && version.supersededRevision() != null;
    }

    /** Returns the revision that superseded a version that was. */
    static long since(RegistryVersion version) {
        return Objects.requireNonNull(version.supersededRevision());
    }
}
