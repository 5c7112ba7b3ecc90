/**
 * How the command line names tables and the types in which their rows are stored.
 *
 * <pre>
 *   --dtype int8                     every table
 *   --dtype int8 --dtype user*=int4  every table, but those whose names begin with "user"; the last word counts
 * </pre>
 */
@NullMarked
package dev.outrank.workbench.tables;

import org.jspecify.annotations.NullMarked;
