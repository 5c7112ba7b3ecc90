/**
 * What this process has loaded: its shard of every version the registry wants.
 *
 * <p>The catalog changes from one generation, an immutable set of versions, to the next. A lookup leases the current generation when it
 * arrives and returns it when it is answered; a version is unmapped when the last generation that holds it has gone.
 *
 * <pre>
 *   generation 1: clicks@1                 superseded, two lookups in flight: clicks@1 stays mapped
 *   generation 2: clicks@1, clicks@2       superseded, none in flight: returned
 *   generation 3: clicks@2                 current
 * </pre>
 */
@NullMarked
package dev.outrank.embedding.shard;

import org.jspecify.annotations.NullMarked;
