package dev.outrank.testkit.architecture.cyclic;

import dev.outrank.testkit.architecture.cyclic.below.Below;

/** Knows the package below. */
public record Above(Below below) {}
