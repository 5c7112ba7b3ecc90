package dev.outrank.registry;

/**
 * Where a version is in its life.
 *
 * <pre>
 *   REGISTERED → LOADING → READY ⇄ SERVING
 *        │          │        └→ RETIRING → RETIRED
 *        └──────────┴→ FAILED
 * </pre>
 */
public enum VersionState {
    /** Known and checked; nobody was asked to serve it. */
    REGISTERED,
    /** Replicas are loading it. */
    LOADING,
    /** Can be made the active one at any time; it was checked, or it served before. */
    READY,
    /** The active version of its model. */
    SERVING,
    /** No new requests; the last ones are being answered. */
    RETIRING,
    /** Gone for good; nobody keeps it loaded. */
    RETIRED,
    /** Could not be loaded. */
    FAILED;

    /** Returns whether a service should keep a version in this state loaded. */
    public boolean isLoadable() {
        return switch (this) {
            case LOADING, READY, SERVING, RETIRING -> true;
            case REGISTERED, RETIRED, FAILED -> false;
        };
    }
}
