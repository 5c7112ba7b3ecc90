package dev.outrank.gateway.client;

/** Hears about clients that ask for too much. */
@FunctionalInterface
interface ClientListener {

    /** A request was refused. */
    void refused(ClientRefusal reason);
}
