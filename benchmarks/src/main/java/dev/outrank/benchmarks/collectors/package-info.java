/**
 * What the heap and the garbage collector of a ranking service cost.
 *
 * <pre>
 *   serial:768m    │ a JVM │ turn       │      │      │ turn       │ …      CPU, bytes allocated, collections and stops of its turns alone
 *   parallel:768m  │ a JVM │      turn  │      │      │      turn  │ …
 *   g1:768m        │ a JVM │            │ turn │      │            │ …
 * </pre>
 *
 * <p>All are processes as {@code outrank up} starts them, with all tables of one model, and run side by side; only one is asked at a time, and all are asked in each round, so
 * that what the machine does beside it meets all of them. What a collector does while others are asked counts for nobody.
 */
@NullMarked
package dev.outrank.benchmarks.collectors;

import org.jspecify.annotations.NullMarked;
