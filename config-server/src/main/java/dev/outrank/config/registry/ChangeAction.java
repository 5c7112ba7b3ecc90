package dev.outrank.config.registry;

/** What a revision did. */
public enum ChangeAction {
    /** A version became known. */
    REGISTER,
    /** Services were asked to load a version. */
    LOAD,
    /** A version turned out to be loaded wherever it must be. */
    READY,
    /** A version could not be loaded. */
    FAIL,
    /** A version became its model's active one. */
    ACTIVATE,
    /** A version was given a part of the requests that name none. */
    CANARY,
    /** The canary lost its part to the active version. */
    END_CANARY,
    /** A rollout gave its version a part of the requests that name none. */
    ROLLOUT,
    /** A rollout made its version the active one. */
    PROMOTE,
    /** An earlier version became the active one again, or a canary was given up. */
    ROLL_BACK,
    /** A version takes no new requests. */
    RETIRE,
    /** A version was let go for good, after its last request. */
    RETIRED,
    /** A model's traffic was fixed. */
    PIN,
    /** A model's traffic may change again. */
    UNPIN,
    /** The replicas that are to hold a version were named anew. */
    HOLD
}
