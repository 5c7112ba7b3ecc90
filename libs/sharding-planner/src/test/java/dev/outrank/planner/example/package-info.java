/** Random models with demand, costs that are round numbers, and what holds of every plan: for the planner's own tests. */
@NullMarked
package dev.outrank.planner.example;

import org.jspecify.annotations.NullMarked;
