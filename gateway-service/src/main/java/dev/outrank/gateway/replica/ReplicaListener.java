package dev.outrank.gateway.replica;

/** Hears about attempts at replicas. */
@FunctionalInterface
interface ReplicaListener {

    /** A request reached no replica of the service and is about to try another one. */
    void retried(String service);
}
