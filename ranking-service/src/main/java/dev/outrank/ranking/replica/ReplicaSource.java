package dev.outrank.ranking.replica;

import java.util.List;
import reactor.core.publisher.Flux;

/** Finds the replicas of a shard's service. Subscribed to once for each service, never asked for a call. */
@FunctionalInterface
public interface ReplicaSource {

    /** Returns the replicas of a service, the whole list again whenever it changes; an empty list where it has none. */
    Flux<List<ListedReplica>> replicas(String service);
}
