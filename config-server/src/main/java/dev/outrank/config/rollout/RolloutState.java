package dev.outrank.config.rollout;

/** What became of a rollout. All but the first are final. */
public enum RolloutState {
    /** Goes from step to step. */
    RUNNING,
    /** Its version is the active one. */
    PROMOTED,
    /** Its version left its bounds, or was given up. */
    ROLLED_BACK,
    /** Somebody changed the model's traffic meanwhile. */
    STOPPED
}
