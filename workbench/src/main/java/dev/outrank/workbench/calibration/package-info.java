/** Reads and writes what {@code outrank calibrate} measured, and has the file that is shipped ({@code docs/format/calibration.md}). */
@NullMarked
package dev.outrank.workbench.calibration;

import org.jspecify.annotations.NullMarked;
