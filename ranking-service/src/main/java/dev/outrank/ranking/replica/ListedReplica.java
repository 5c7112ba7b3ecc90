package dev.outrank.ranking.replica;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A replica as discovery lists it.
 *
 * @param replica where it answers
 * @param isNear whether it is in the own zone; all are where there are no zones
 * @param loaded what it says it has loaded; null where it was not asked, or did not say
 */
public record ListedReplica(
        Replica replica, boolean isNear, @Nullable Set<LoadedVersion> loaded) {

    public ListedReplica {
        loaded = loaded == null ? null : Set.copyOf(loaded);
    }

    /** Lists a replica of which nothing else is known. */
    public static ListedReplica of(String host, int port) {
        return new ListedReplica(new Replica(host, port), true, null);
    }

    /** Returns whether it may have a version loaded, as far as is known. */
    public boolean mayHave(LoadedVersion version) {
        return loaded == null || loaded.contains(version);
    }
}
