package dev.outrank.gateway.replica;

/** What a replica says when it is asked whether it takes requests. */
enum Readiness {
    /** It does. */
    READY,
    /** It does not: it is starting or draining, or nobody listens there. */
    NOT_READY,
    /** Nothing, in the time that it was given. */
    SILENT
}
