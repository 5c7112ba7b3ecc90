/** Random models with demand, and costs that are round numbers: for the planner's own tests. */
@NullMarked
package dev.outrank.planner.example;

import org.jspecify.annotations.NullMarked;
