package dev.outrank.ranking.lookup;

import dev.outrank.lookup.ShardKey;
import dev.outrank.ranking.replica.ListedReplica;
import dev.outrank.ranking.replica.LoadedVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The replicas of a shard at some time, and which of them have what. Thread-safe; another list takes its place when they change. */
final class ReplicaList {

    private final List<ShardReplica> all;
    private final List<ListedReplica> listed;
    private final Map<ShardKey, Choice> having = new ConcurrentHashMap<>();

    /**
     * Who may be asked for a version.
     *
     * @param all those that have it
     * @param near those of them that are asked first; all, where none is near
     */
    record Choice(List<ShardReplica> all, List<ShardReplica> near) {

        /** Returns the choice that is left without some. */
        Choice without(List<ShardReplica> some) {
            return new Choice(without(all, some), without(near, some));
        }

        private static List<ShardReplica> without(List<ShardReplica> these, List<ShardReplica> some) {
            return these.stream().filter(replica -> !some.contains(replica)).toList();
        }
    }

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
    Choice having(ShardKey key) {
        Choice known = having.get(key);
        return known != null ? known : having.computeIfAbsent(key, this::find);
    }

    private Choice find(ShardKey key) {
        LoadedVersion version = new LoadedVersion(key.model(), key.version(), key.fingerprint());
        List<ShardReplica> found = where(each -> each.mayHave(version));
        List<ShardReplica> near = where(each -> each.mayHave(version) && each.isNear());
        List<ShardReplica> any = found.isEmpty() ? all : found;
        return new Choice(any, near.isEmpty() ? any : near);
    }

    private List<ShardReplica> where(Predicate<ListedReplica> suitable) {
        return IntStream.range(0, all.size())
                .filter(i -> suitable.test(listed.get(i)))
                .mapToObj(all::get)
                .toList();
    }
}
