package dev.outrank.gateway.replica;

/** Hears about attempts at replicas. */
interface ReplicaListener {

    /** A request that could not reach one replica of the service was tried on another one, whatever came of it. */
    void retried(String service);

    /** A request that could not reach one replica of the service was not tried on another one: too many were already. */
    void retryDenied(String service);

    /** A replica of the service stood out, and is left alone for a while. */
    void ejected(String service);
}
