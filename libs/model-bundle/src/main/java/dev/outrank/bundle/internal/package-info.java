/** What the formats of this module share below the surface: strict JSON, small files, digests, and work spread over the cores. */
@NullMarked
package dev.outrank.bundle.internal;

import org.jspecify.annotations.NullMarked;
