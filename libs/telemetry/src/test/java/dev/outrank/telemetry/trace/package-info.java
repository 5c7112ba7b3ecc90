@NullMarked
package dev.outrank.telemetry.trace;

import org.jspecify.annotations.NullMarked;
