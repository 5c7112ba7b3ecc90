/**
 * How results reach the disk: whole or not at all.
 *
 * <p>A directory that takes minutes to write is written beside its target and renamed when it is complete. Whoever finds the target
 * finds all of it; a failure, or a crash, leaves the target's name free.
 */
@NullMarked
package dev.outrank.bundle.storage;

import org.jspecify.annotations.NullMarked;
