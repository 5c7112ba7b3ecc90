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
 *
 * <p>What the registry wants is applied at once: the next generation has what is wanted and loaded already. Each of the others loads in the background, and makes a generation of its own when it is
 * loaded; so a version that has much to download holds up no other change. One that is not wanted any more by then is unmapped at once.
 */
@NullMarked
package dev.outrank.embedding.shard;

import org.jspecify.annotations.NullMarked;
