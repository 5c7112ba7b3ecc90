package dev.outrank.config.registry;

import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version, and what the registry keeps of it for itself.
 *
 * @param entry what everybody knows of it
 * @param stateRevision the revision that made its state, or gave the last turn to hold it
 * @param supersededRevision the revision that made another version the active one after it, or null
 * @param shards those of embedding, in their order
 */
public record VersionLife(
        VersionEntry entry, long stateRevision, @Nullable Long supersededRevision, List<ShardFacts> shards) {

    public VersionLife {
        shards = List.copyOf(shards);
    }

    /** Returns its name. */
    public String name() {
        return entry.version();
    }

    /** Returns whether it served before, and can serve again. */
    public boolean isRetained() {
        return entry.state() == VersionState.READY && supersededRevision != null;
    }
}
