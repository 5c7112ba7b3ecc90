package dev.outrank.workbench.characterize;

/**
 * A turn of each side, one right behind the other.
 *
 * @param singular of the process with all tables
 * @param distributed of ranking and its shards
 */
record Round(Turn singular, Turn distributed) {}
