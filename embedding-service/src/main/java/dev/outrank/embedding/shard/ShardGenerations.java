package dev.outrank.embedding.shard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The current generation, and what older ones still hold. Owns the current one. Exchanged by one thread at a time, leased by any.
 */
final class ShardGenerations {

    private final int shard;
    private final Set<LoadedVersion> draining = new LinkedHashSet<>();
    private volatile ShardGeneration current;

    ShardGenerations(int shard) {
        this.shard = shard;
        this.current = new ShardGeneration(shard, List.of());
    }

    /**
     * Goes on with what is wanted of the current generation, and with a version that was just loaded, of which it takes over the hold.
     *
     * @param wanted contents, in the order of the next generation
     * @return the versions that have left, which stay in memory until their last lookup
     */
    Set<LoadedVersion> exchange(Set<WantedVersion> wanted, @Nullable LoadedVersion fresh) {
        ShardGeneration previous = current;
        List<LoadedVersion> next = new ArrayList<>();
        for (WantedVersion content : wanted) {
            previous.versions().stream()
                    .filter(version -> version.isFrom(content) && version.tryHold())
                    .forEach(next::add);
            if (fresh != null && fresh.isFrom(content)) {
                next.add(fresh);
            }
        }
        Set<LoadedVersion> gone = new LinkedHashSet<>(previous.versions());
        next.forEach(gone::remove);
        draining.addAll(gone);
        current = new ShardGeneration(shard, next);
        previous.close();
        return gone;
    }

    /** Forgets a version whose last lookup has ended. */
    void drained(LoadedVersion version) {
        draining.remove(version);
    }

    /** Returns the versions that only older generations hold. */
    Collection<LoadedVersion> draining() {
        return draining;
    }

    /** Returns when those of a model have given back their memory that only older generations hold. */
    Stream<CompletableFuture<@Nullable Void>> ends(String model) {
        return draining.stream()
                .filter(version -> version.key().model().equals(model))
                .map(LoadedVersion::unmapped);
    }

    /** Returns the versions of the current generation; without a lease they may be unmapped at any time. */
    Collection<LoadedVersion> versions() {
        return current.versions();
    }

    /** Returns the version of the current generation with some content. */
    Optional<LoadedVersion> of(WantedVersion content) {
        return current.versions().stream()
                .filter(version -> version.isFrom(content))
                .findFirst();
    }

    /** Returns the current generation, leased. Never blocks. */
    ShardGeneration lease() {
        while (true) {
            ShardGeneration generation = current;
            if (generation.tryLease()) {
                return generation;
            }
            // It was superseded between the two lines and has gone; the next one is there.
        }
    }
}
