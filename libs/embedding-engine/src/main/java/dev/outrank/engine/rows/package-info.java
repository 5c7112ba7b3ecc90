/** What kernels see of a table: rows in memory, and how they are stored. */
@NullMarked
package dev.outrank.engine.rows;

import org.jspecify.annotations.NullMarked;
