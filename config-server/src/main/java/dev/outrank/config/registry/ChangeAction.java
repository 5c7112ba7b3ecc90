package dev.outrank.config.registry;

/** What a revision did. */
public enum ChangeAction {
    /** A version became known. */
    REGISTER,
    /** A version became its model's active one. */
    ACTIVATE,
    /** A version was given up for good. */
    RETIRE
}
