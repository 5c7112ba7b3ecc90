package dev.outrank.gateway.replica;

/** Hears about attempts at replicas. */
@FunctionalInterface
interface ReplicaListener {

    /** A request that could not reach one replica of the service was tried on another one, whatever came of it. */
    void retried(String service);
}
