package dev.outrank.ranking.lookup;

/** The way to one replica. Thread-safe. */
sealed interface ReplicaWay permits TcpReplica, HttpReplica {

    /** Returns whether a call would leave at once. */
    boolean isOpen();

    /** Returns whether a call that is sent now waits for a connection in the making. */
    boolean isBeingMade();

    /** Sends an attempt, or has it wait, or fails it. */
    void send(Attempt attempt);

    /** Fails the calls that wait for answers, so that they are sent elsewhere. */
    void giveUp();

    /** Ends it once its calls were answered. */
    void close();
}
