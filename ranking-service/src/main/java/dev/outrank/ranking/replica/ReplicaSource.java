package dev.outrank.ranking.lookup;

import java.util.List;
import reactor.core.publisher.Mono;

/** Finds the replicas of a shard's service. Asked in the background, never for a call. */
@FunctionalInterface
public interface ReplicaSource {

    /** Returns the replicas of a service at present; none where it has none. */
    Mono<List<Replica>> replicas(String service);
}
