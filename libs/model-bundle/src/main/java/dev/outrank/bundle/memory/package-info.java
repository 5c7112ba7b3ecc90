/**
 * Where the rows of a packed shard live in memory, and what that costs. Explained in {@code docs/memory.md}.
 *
 * <pre>
 *   what is asked for   {@link dev.outrank.bundle.memory.MemorySettings}     auto, mapped or copied; advice, pre-touch, lock
 *   what there is       {@link dev.outrank.bundle.memory.MemoryFacts}        bytes to hold, bytes available, huge pages
 *   what is done        {@link dev.outrank.bundle.memory.MemoryChoice}       a pure function of the two, with its reason
 *   what came of it     {@link dev.outrank.bundle.memory.Residency}          resident and huge-page bytes, as the kernel counts them
 * </pre>
 *
 * <p>Nothing here touches native memory: the shard package maps, copies and owns.
 */
@NullMarked
package dev.outrank.bundle.memory;

import org.jspecify.annotations.NullMarked;
