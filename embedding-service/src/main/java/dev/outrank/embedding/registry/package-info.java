/**
 * Follows the registry: each new snapshot becomes the set of versions that the catalog serves, and what became of them is reported back.
 *
 * <p>Where a version is to take the memory of another, the registry has one replica at a time exchange them; {@link dev.outrank.embedding.registry.WantedVersions} says what that means for this one.
 */
@NullMarked
package dev.outrank.embedding.registry;

import org.jspecify.annotations.NullMarked;
