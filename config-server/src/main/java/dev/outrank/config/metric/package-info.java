/** The names, units and tags of all meters of this service, in one place. */
@NullMarked
package dev.outrank.config.metric;

import org.jspecify.annotations.NullMarked;
