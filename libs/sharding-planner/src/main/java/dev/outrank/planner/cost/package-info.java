/** What a plan costs: measured coefficients, the costs of stages, and the latency, work and memory they add up to. */
@NullMarked
package dev.outrank.planner.cost;

import org.jspecify.annotations.NullMarked;
