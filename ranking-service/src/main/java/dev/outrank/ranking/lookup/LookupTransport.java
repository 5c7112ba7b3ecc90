package dev.outrank.ranking.lookup;

import dev.outrank.ranking.replica.Replica;

/** How lookups travel. */
public sealed interface LookupTransport permits TcpTransport, HttpTransport {

    /** Returns a way to a replica of a service, and begins to make it. */
    ReplicaWay open(String service, Replica replica);
}
