package dev.outrank.ranking.lookup;

import dev.outrank.lookup.ShardKey;
import dev.outrank.ranking.replica.ListedReplica;
import dev.outrank.ranking.replica.LoadedVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The replicas of a shard at some time, and which of them have what. Thread-safe; another list takes its place when they change. */
final class ReplicaList {

    private final List<ShardReplica> all;
    private final List<ListedReplica> listed;
    private final Map<ShardKey, List<ShardReplica>> having = new ConcurrentHashMap<>();

    /**
     * Makes a list.
     *
     * @param all the replicas
     * @param listed each as discovery lists it
     */
    ReplicaList(List<ShardReplica> all, List<ListedReplica> listed) {
        this.all = List.copyOf(all);
        this.listed = List.copyOf(listed);
    }

    List<ShardReplica> all() {
        return all;
    }

    /** Returns those that have a version as far as they say; all where none says so, since they may have loaded it a moment ago. */
    List<ShardReplica> having(ShardKey key) {
        List<ShardReplica> known = having.get(key);
        return known != null ? known : having.computeIfAbsent(key, this::find);
    }

    private List<ShardReplica> find(ShardKey key) {
        LoadedVersion version = new LoadedVersion(key.model(), key.version(), key.fingerprint());
        List<ShardReplica> found = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (listed.get(i).mayHave(version)) {
                found.add(all.get(i));
            }
        }
        return found.isEmpty() ? all : List.copyOf(found);
    }
}
