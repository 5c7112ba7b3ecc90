/** Follows the registry: each new snapshot becomes the set of versions that the catalog serves. */
@NullMarked
package dev.outrank.embedding.registry;

import org.jspecify.annotations.NullMarked;
